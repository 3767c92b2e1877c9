using System.Xml.Linq;

namespace RiskTraceGen.Package.Tests;

/// <summary>
/// The projects in <c>Consumers</c>, copied out of this repository, restored and built once for all tests. Their packages are the one under test and those
/// that this repository was restored from; they land in a folder of their own.
/// </summary>
public sealed class ConsumerBuild : IAsyncLifetime
{
    private readonly TemporaryDirectory _folder = new();
    private string[] _lines = [];

    /// <summary>The projects in which every warning is on and is an error.</summary>
    public static IReadOnlyList<string> StrictProjects { get; } = ["Oldest", "Newest"];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        string source = Path.Combine(AppContext.BaseDirectory, "Consumers");
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = PathOf(Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        foreach (string project in StrictProjects)
            WriteShapes(PathOf($"Strict/{project}"));
        string[] projects = [.. Directory.EnumerateFiles(_folder.Path, "*.*proj", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder.Path, file))];
        new XElement("Solution", projects.Select(project => new XElement("Project", new XAttribute("Path", project)))).Save(PathOf("Consumers.slnx"));
        PackageSources.WriteTo(_folder.Path);
        (_, string output) = await DotnetAsync("build", "Consumers.slnx", $"-p:RiskTraceGenVersion={BuildFacts.PackageVersion}", "-tl:off", "-v:minimal", "-clp:NoSummary");
        _lines = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }

    /// <summary>Everything that the build said.</summary>
    public IReadOnlyList<string> All => _lines;

    /// <summary>What the build said about a project: warnings, errors, and where its assembly is.</summary>
    public IReadOnlyList<string> Of(string project)
        => [.. _lines.Where(line => line.Contains($"{project}.csproj", StringComparison.Ordinal) || line.Contains($"{project}.vbproj", StringComparison.Ordinal) || line.StartsWith($"{project} -> ", StringComparison.Ordinal)).Distinct()];

    /// <summary>Runs what a project's build has made.</summary>
    public async Task<string> RunAsync(string project, string framework = "net10.0")
    {
        string program = PathOf($"{project}/bin/Debug/{framework}/{project}.dll");
        Assert.True(File.Exists(program), $"{project} was not built:\n{string.Join('\n', _lines)}");
        (int exitCode, string output) = await DotnetAsync("exec", program);
        Assert.True(exitCode == 0, output);
        return output;
    }

    internal string PathOf(string file) => Path.Combine(_folder.Path, file);

    internal Task<(int ExitCode, string Output)> DotnetAsync(params string[] arguments) => DotnetProcess.RunAsync(_folder.Path, PathOf("packages"), arguments);

    // Excused from all rules, as the shapes are not what is looked at.
    private static void WriteShapes(string folder)
    {
        const string Excused = "#pragma warning disable\n";
        File.WriteAllText(Path.Combine(folder, "Plain.cs"), $"{Excused}#nullable disable\n{Shapes.Plain}");
        File.WriteAllText(Path.Combine(folder, "Rules.cs"), $"{Excused}#nullable disable\n{Shapes.Rules}");
        File.WriteAllText(Path.Combine(folder, "Annotated.cs"), $"{Excused}#nullable enable\n{Shapes.Annotated}");
    }
}
