using Microsoft.CodeAnalysis;
using RiskTraceGen.Tests;

namespace RiskTraceGen.Generator.Tests.Typing;

/// <summary>
/// Whatever stands in a file while somebody types it: neither the generator nor an analyzer nor a fix throws, what is generated for other files stays as it is, and a driver
/// that has seen every edit generates what one does that sees the text for the first time.
/// </summary>
public sealed class WhileTypingTests(ITestOutputHelper output)
{
    // A fresh run and the analyzers cost much more than an edit.
    private const int BetweenCloseLooks = 64;

    public static TheoryData<string> Names { get; } = [.. TypedSources.All.Select(source => source.Name)];

    [Theory, MemberData(nameof(Names))]
    public Task EveryPrefixIsBorne(string name)
    {
        string text = Text(name);

        // One inside or in front of each third token; all of them where there is time. BrokenInputTests cuts one program at every letter.
        IEnumerable<int> lengths = TestScale.Of(1) > 1 ? Enumerable.Range(0, text.Length) : Mutations.Tokens(text).Where((_, place) => place % 3 == 0).Select(token => token.SpanStart + (token.Span.Length / 2));
        return TypeAsync(text, lengths.Select(length => text[..length]));
    }

    [Theory, MemberData(nameof(Names))]
    public Task EveryLostTokenIsBorne(string name)
    {
        string text = Text(name);
        return TypeAsync(text, Mutations.Tokens(text).Select(token => text.Remove(token.SpanStart, token.Span.Length)));
    }

    [Theory, MemberData(nameof(Names))]
    public Task EveryMutationIsBorne(string name)
    {
        string text = Text(name);
        var mutations = new Mutations(new Random(TestScale.Seed(output)));
        return TypeAsync(text, Enumerable.Range(0, TestScale.Of(150)).Select(_ => mutations.Of(text)));
    }

    private static string Text(string name) => TypedSources.All.Single(source => source.Name == name).Text;

    private static async Task TypeAsync(string whole, IEnumerable<string> texts)
    {
        var project = new TypedProject(whole);
        int edit = 0;
        foreach (string text in texts)
        {
            Exception? thrown = await Record.ExceptionAsync(async () =>
            {
                project.Type(text);
                if (edit % BetweenCloseLooks == 0)
                    await LookCloselyAsync(project);
            });
            Assert.True(thrown is null, $"edit {edit}: {thrown}\n{text}");
            edit++;
        }

        // Back where it began, with everything remembered on the way.
        project.Type(whole);
        await LookCloselyAsync(project);
    }

    private static async Task LookCloselyAsync(TypedProject project)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        project.CompareWithAFreshRun();
        IReadOnlyList<Diagnostic> found = await project.AnalyzeAsync(cancellationToken);
        await Fixes.ApplyAllAsync(project, found, cancellationToken);
    }
}
