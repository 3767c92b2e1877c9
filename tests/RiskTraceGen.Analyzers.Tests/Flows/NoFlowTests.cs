using RiskTraceGen.Analyzers.Flows;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class NoFlowTests
{
    [Theory]
    [InlineData("suite.Traced([|RiskFlow.None|]).CancelAll();")]
    [InlineData("suite.Traced([|default|]).CancelAll();")]
    [InlineData("suite.Traced([|default(RiskFlow)|]).CancelAll();")]
    [InlineData("suite.Traced([|new RiskFlow()|]).CancelAll();")]
    [InlineData("suite.Traced([|new()|]).CancelAll();")]
    [InlineData("RiskFlow flow = [|RiskFlow.None|]; flow.Check(\"c\", true);")]
    [InlineData("Action<RiskFlow> check = flow => flow.Check(\"c\", true); check([|default|]);")]
    [InlineData("RiskFlow flow = [|default|]; if (given.Id > 1) flow = given; flow.Check(\"c\", true);")]
    [InlineData("RiskFlow flow = [|RiskFlow.None|]; try { flow = Start(); } catch { } flow.Check(\"c\", true);")]
    [InlineData("RiskFlow flow = [|new()|]; while (given.Id > 1) { flow.Check(\"c\", true); flow = given; }")]
    [InlineData("RiskFlow flow = [|default|]; Action later = () => flow.Check(\"c\", true); flow = given; later();")] // whenever that runs
    [InlineData("RiskFlow flow = [|default|]; if (given.Id > 1) flow = given; suite.Traced(flow).CancelAll();")]
    [InlineData("RiskFlow flow = given; flow.Complete(\"A\"); flow = [|default|]; flow.Check(\"c\", true);")]
    [InlineData("RiskFlow flow = [|default|]; if (given.Id > 1) flow = given; flow.Complete(\"A\");")] // a result that nobody sees
    [InlineData("RiskFlow flow = [|default|]; if (given.Id > 1) flow = given; if (flow == RiskFlow.None) flow.Check(\"c\", true);")]
    [InlineData("RiskFlow flow = [|default|]; if (flow != RiskFlow.None) flow.Check(\"c\", true);")] // it never gets one
    public Task Reports_a_handle_on_nothing(string code) => Test(code).RunAsync();

    [Theory]
    [InlineData("if (given == RiskFlow.None) suite.Ping();")]
    [InlineData("if (RiskFlow.None != given) suite.Ping();")]
    [InlineData("if (given.Equals(RiskFlow.None) || RiskFlow.None.Equals(given)) suite.Ping();")]
    [InlineData("if (given == default) suite.Ping();")]
    [InlineData("if (given.Id == RiskFlow.None.Id) suite.Ping();")]
    [InlineData("Find(out RiskFlow flow); flow.Dispose(); bool Find(out RiskFlow found) { found = default; return false; }")]
    [InlineData("suite.Traced(given).CancelAll(); CancellationToken token = default; _ = CancellationToken.None; _ = token;")]
    [InlineData("TracedTradingSuite none = default; int zero = default; _ = (none.Flow, zero);")]
    [InlineData("_ = nameof(RiskFlow.None);")]
    [InlineData("_ = new HashSet<RiskFlow> { given }.Contains(RiskFlow.None);")]
    [InlineData("Find(out RiskFlow flow); flow.Dispose(); void Find(out RiskFlow found) { (found, int size) = (RiskFlow.None, 1); Console.WriteLine(size); }")]
    [InlineData("RiskFlow flow = default; if (given.Id > 1) flow = given; else flow = Start(); flow.Check(\"c\", true);")]
    [InlineData("RiskFlow flow = RiskFlow.None; try { flow = Start(); suite.Traced(flow).CancelAll(); flow.Complete(\"A\"); } finally { flow.Dispose(); }")] // no time to start it
    [InlineData("RiskFlow flow = default; bool found = given.Id > 1; if (found) flow = given; if (found) flow.Check(\"c\", true);")]
    [InlineData("RiskFlow flow = default; if (given.Id > 1) flow = given; if (flow != RiskFlow.None) flow.Check(\"c\", true);")]
    [InlineData("RiskFlow flow = default; switch (given.Id) { case 1: flow = given; break; default: flow = Start(); break; } using (flow) flow.Check(\"c\", true);")]
    [InlineData("RiskFlow flow = default; (flow, _) = (given, 1); flow.Check(\"c\", true);")]
    [InlineData("RiskFlow flow = default; Give(out flow); flow.Check(\"c\", true); void Give(out RiskFlow found) => found = given;")]
    [InlineData("RiskFlow flow = given; flow.Check(\"c\", true); flow = default;")]
    public Task Stays_silent(string code) => Test(code).RunAsync();

    [Fact]
    public Task Reports_the_default_of_a_parameter()
        => new AnalyzerTest<NoFlow>("class Guard { void Optional(RiskFlow flow = [|default|]) => flow.Check(\"c\", true); }").RunAsync();

    [Fact]
    public Task Stays_silent_in_test_projects_unless_asked()
        => Test("suite.Traced(RiskFlow.None).CancelAll();").GlobalConfig("build_property.IsTestProject = true").RunAsync();

    [Fact]
    public Task An_editorconfig_asks_for_it_in_a_test_project() => Test("suite.Traced([|RiskFlow.None|]).CancelAll();")
        .GlobalConfig("build_property.IsTestProject = true").EditorConfig("dotnet_diagnostic.RTG0503.severity = warning").RunAsync();

    [Fact]
    public Task Judges_broken_code_by_what_is_there() => Test("suite.Traced([|RiskFlow.None|]).; suite.Traced(RiskFlow.").Broken().RunAsync();

    private static AnalyzerTest<NoFlow> Test(string code) => new($$"""
        class Guard
        {
            void Use(ITradingSuite suite, RiskFlow given)
            {
                {{code}}
            }

            RiskFlow Start() => throw new NotSupportedException();
        }
        """);
}
