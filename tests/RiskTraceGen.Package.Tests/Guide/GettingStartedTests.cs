namespace RiskTraceGen.Package.Tests;

/// <summary>Does what <c>docs/getting-started.md</c> says, and sees what it shows.</summary>
public sealed class GettingStartedTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private string _current;

    public GettingStartedTests() => _current = _folder.Path;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EachStepShowsWhatThePageShows()
    {
        PackageSources.WriteRestoredTo(_folder.Path);
        RepositoryClone.MakeIn(_folder.Path);
        IReadOnlyList<GuideStep> steps = GuidePage.Read(Text("getting-started.md"));
        Assert.Contains(steps, static step => step is CommandStep { Shown: not null });

        foreach (GuideStep step in steps)
            await DoAsync(step);
    }

    [Fact]
    public void TheReadmeLeadsThere() => Assert.Contains("(docs/getting-started.md)", Text("README.md"), StringComparison.Ordinal);

    private async Task DoAsync(GuideStep step)
    {
        switch (step)
        {
            case FileStep file:
                await File.WriteAllTextAsync(Path.Combine(_current, file.Name), file.Text, TestContext.Current.CancellationToken);
                break;
            case CommandStep command:
                await TypeAsync(command);
                break;
        }
    }

    private async Task TypeAsync(CommandStep command)
    {
        switch (command.Text.Split(' '))
        {
            case ["cd", var folder]:
                _current = Path.Combine(_current, folder);
                break;
            case ["dotnet", .. var arguments]:
                (int exitCode, string output) = await DotnetProcess.RunAsync(_current, Path.Combine(_folder.Path, "packages"), arguments);
                Assert.True(exitCode == 0, $"Line {command.Line}: {command.Text}\n{output}");
                if (command.Shown is { } shown)
                    Assert.True(ScreenText.Stable(shown) == ScreenText.Stable(output), $"Line {command.Line} of the page shows other than what was seen:\n{output}");
                break;
            default:
                Assert.Fail($"Line {command.Line}: nobody knows how to do '{command.Text}'.");
                break;
        }
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file));
}
