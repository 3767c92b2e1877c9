using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.Analyzers.Reporting;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>What the scorecard of a build is made of.</summary>
public sealed class ScorecardTests
{
    private const string Program = """
        public sealed class Decorator(ITradingSuite inner) : ITradingSuite
        {
            public ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken) => inner.ClosePositionDirectAsync(contractId, cancellationToken);
            public void CancelAll() => inner.CancelAll();
            public int Ping() => inner.Ping();
        }

        public static class Desk
        {
            [BrokerCall("cancel")] public static void Cancel(int order) { }
        }

        [HookEvent("margin_call")] public readonly record struct MarginCall(decimal Shortfall);
        [HookEvent("quiet")] public readonly record struct Quiet(int Seconds);

        public sealed class Guard
        {
            [Hook("on_breach")] public void On(BreachDetected breach) { }
            [HookFailure("on_breach")] public void Failed(HookFailure failure) { }
            [Hook("margin_call")] public void On(MarginCall call) { }

            public async Task Use(ITradingSuite suite, TracedTradingSuite traced, RiskFlow flow)
            {
                traced.CancelAll();
                suite.Ping();
                suite.CancelAll();
        #pragma warning disable RTG0101
                suite.CancelAll();
        #pragma warning restore RTG0101
                flow.Raise(new MarginCall(1));
                flow.Raise(new Quiet(1));
                if (!(await flow.RaiseAsync(new MarginCall(2))).AllSucceeded)
                    traced.CancelAll();
                foreach (int size in suite) { }
                dynamic id = "MNQ";
                suite.ClosePositionDirectAsync(id, default(CancellationToken));
                await flow.RaiseAsync(new MarginCall(3));
            }
        }

        public static class Positions
        {
            [BrokerCall("positions")] public static IEnumerator<int> GetEnumerator(this ITradingSuite suite) { yield break; }
        }
        """;

    [Fact]
    public async Task Has_every_broker_call_and_every_hook() => Assert.Equal(
        [
            "hook with its failures handled: margin_call (32)",
            "hook with its failures handled: on_breach (18)",
            "hook with its failures unhandled: margin_call (30)",
            "hook with its failures unhandled: margin_call (37)",
            "hook without a handler: quiet (31)",
            "refused call: Desk.Cancel: ",
            "refused call: Positions.GetEnumerator: ",
            "traced call: TracedTradingSuite.CancelAll (24)",
            "traced call: TracedTradingSuite.CancelAll (33)",
            "untraced call: ITradingSuite.CancelAll (26)",
            "untraced call: ITradingSuite.CancelAll (28)",
            "untraced call: ITradingSuite.CancelAll (4)",
            "untraced call: ITradingSuite.ClosePositionDirectAsync (3)",
            "untraced call: ITradingSuite.ClosePositionDirectAsync (36)",
            "untraced call: Positions.GetEnumerator (34)",
        ],
        (await EntriesAsync("build_property.RiskTraceReport = true")).Where(static entry => !entry.StartsWith("file: ", StringComparison.Ordinal)));

    private const string Quiet = "[HookEvent(\"quiet\")] public readonly record struct Quiet(int Seconds); static class Program { static void Main() { } }";
    private const string Raises = "\nclass Guard { void Run(RiskFlow flow) => flow.Raise(new Quiet(1)); }";
    private const string Looks = "\nclass Judge { async Task<bool> RunAsync(RiskFlow flow) => (await flow.RaiseAsync(new Quiet(1))).AllSucceeded; }";
    private const string Handles = "\npublic class Alerts { [Hook(\"quiet\")] public void On(Quiet quiet) { } }";
    private const string Attaches = "\nclass Start { void Run(HookSet hooks) => hooks.Attach<Quiet>(\"quiet\", static (quiet, flow, token) => default); }";
    private const string Publishes = "\nclass Bus { void Publish<T>(RiskFlow flow, T alert) where T : struct => flow.Raise(alert); }";
    private const string HandlesFailures = "\npublic class Operations { [HookFailure] public void Failed(HookFailure failure) { } }";
    private const string HandlesBreaches = """

        public class Breaches
        {
            [Hook("on_breach")] public void On(BreachDetected breach) { }
            [Hook("on_breach")] public void Write(BreachDetected breach) { }
        }
        """;

    // What strict makes an error of.
    [Theory]
    [InlineData(OutputKind.ConsoleApplication, Raises, 1)]
    [InlineData(OutputKind.ConsoleApplication, Raises + HandlesFailures, 0)]
    [InlineData(OutputKind.ConsoleApplication, Looks + Handles, 0)]
    [InlineData(OutputKind.ConsoleApplication, Handles + HandlesBreaches, 1)]
    [InlineData(OutputKind.ConsoleApplication, Publishes + Handles, 1)]
    [InlineData(OutputKind.ConsoleApplication, Publishes + Handles + HandlesFailures, 0)]
    [InlineData(OutputKind.ConsoleApplication, Publishes + Handles + Looks, 0)]
    [InlineData(OutputKind.DynamicallyLinkedLibrary, Raises, 0)]
    [InlineData(OutputKind.DynamicallyLinkedLibrary, Publishes + Handles, 1)]
    [InlineData(OutputKind.DynamicallyLinkedLibrary, Raises + Attaches, 1)]
    [InlineData(OutputKind.DynamicallyLinkedLibrary, Raises + Handles, 1)]
    [InlineData(OutputKind.DynamicallyLinkedLibrary, Raises + Handles + HandlesFailures, 0)]
    [InlineData(OutputKind.DynamicallyLinkedLibrary, Raises + Looks + Handles, 1)]
    [InlineData(OutputKind.DynamicallyLinkedLibrary, Handles, 0)]
    [InlineData(OutputKind.DynamicallyLinkedLibrary, HandlesBreaches, 1)]
    [InlineData(OutputKind.DynamicallyLinkedLibrary, HandlesBreaches + HandlesFailures, 0)]
    public async Task Counts_as_unhandled_what_RTG0201_reports_where_it_reports_it(OutputKind kind, string code, int reported)
    {
        IReadOnlyList<string> entries = await EntriesAsync("build_property.RiskTraceReport = true", Quiet + code, kind: kind);
        Compilation compilation = GeneratedBot.Compile([Bot.Usings, Bot.Broker, Quiet + code], TestContext.Current.CancellationToken);
        var findings = await compilation.WithOptions(compilation.Options.WithOutputKind(kind)).WithAnalyzers([new UnhandledHookFailure()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(reported, findings.Length);
        Assert.Equal(findings.Select(LineOf), entries.Where(static entry => entry.Contains("unhandled", StringComparison.Ordinal)).Select(static entry => entry.Split('(', ')')[1]));
    }

    [Theory]
    [InlineData(OutputKind.ConsoleApplication, Raises, true)]
    [InlineData(OutputKind.DynamicallyLinkedLibrary, Raises, true)]
    [InlineData(OutputKind.DynamicallyLinkedLibrary, Raises + Attaches, false)]
    [InlineData(OutputKind.DynamicallyLinkedLibrary, Raises + Handles, false)]
    [InlineData(OutputKind.DynamicallyLinkedLibrary, Handles, false)]
    public async Task Counts_raises_without_a_handler(OutputKind kind, string code, bool isUnheard)
        => Assert.Equal(isUnheard, (await EntriesAsync("build_property.RiskTraceReport = true", Quiet + code, kind: kind)).Contains("hook without a handler: quiet (2)"));

    [Fact]
    public async Task Says_that_there_was_a_look_also_where_nothing_is_found()
        => Assert.Contains("file: ", (await EntriesAsync("build_property.RiskTraceReport = true", "class Nothing;"))[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("build_property.RiskTraceReport = ")]
    [InlineData("build_property.RiskTraceReport = false")]
    public async Task Is_silent_unless_asked_for(string global) => Assert.Empty(await EntriesAsync(global));

    // An .editorconfig that turns everything off, or into errors, would falsify the count or fail the build.
    [Theory]
    [InlineData("dotnet_diagnostic.RTG0900.severity = none")]
    [InlineData("dotnet_analyzer_diagnostic.severity = error")]
    public async Task Cannot_be_configured(string config)
        => Assert.Equal(await EntriesAsync("build_property.RiskTraceReport = true"), await EntriesAsync("build_property.RiskTraceReport = true", config: config));

    private static async Task<IReadOnlyList<string>> EntriesAsync(string global, string source = Program, string config = "", OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        var settings = new EditorConfig(config, global);
        Compilation compilation = GeneratedBot.Compile([Bot.Usings, Bot.Broker, source], TestContext.Current.CancellationToken);
        var found = await compilation
            .WithOptions(compilation.Options.WithOutputKind(kind).WithSyntaxTreeOptionsProvider(settings.Severities))
            .WithAnalyzers([new Scorecard()], new AnalyzerOptions([], settings.Options))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.All(found, static entry => Assert.Equal(DiagnosticSeverity.Info, entry.Severity));
        return [.. found.Select(Written).Order(StringComparer.Ordinal)];
    }

    private static string Written(Diagnostic entry)
    {
        string message = entry.GetMessage(null);
        return message.StartsWith("refused", StringComparison.Ordinal)
            ? message[..(message.IndexOf(": ", "refused call: ".Length, StringComparison.Ordinal) + 2)]
            : $"{message} ({LineOf(entry)})";
    }

    private static string LineOf(Diagnostic entry) => (entry.Location.GetLineSpan().StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture);
}
