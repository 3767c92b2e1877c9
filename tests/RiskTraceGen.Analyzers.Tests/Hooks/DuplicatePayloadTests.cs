using RiskTraceGen.Analyzers.Hooks;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class DuplicatePayloadTests
{
    private const string Other = """[HookEvent("margin_call")] record First;""";

    [Fact]
    public Task Reports_the_second_payload_and_names_the_first()
    {
        AnalyzerTest<DuplicatePayload> test = new("""
            [HookEvent("margin_call")] record {|#1:First|};
            [{|#0:HookEvent("margin_call")|}] struct Second { }
            """);
        test.ExpectedDiagnostics.Add(AnalyzerTest<DuplicatePayload>.Reported().WithLocation(0).WithLocation(1)
            .WithMessage("The hook 'margin_call' of 'Second' is declared by 'First' already: handlers of the one hear nothing of the other; give it a name of its own"));
        return test.RunAsync();
    }

    [Fact]
    public Task Reports_across_files_and_namespaces() => Test(
        Other,
        """namespace Deep { class Outer { [[|HookEvent("margin_call")|]] record Second; } }""",
        """[[|HookEvent(Names.MarginCall)|]] record Third; static class Names { public const string MarginCall = "margin_call"; }""").RunAsync();

    [Fact]
    public Task Reports_through_an_alias_for_all_files() => Test(
        "global using Payload = RiskTraceGen.HookEventAttribute;",
        """[Payload("margin_call")] record First;""",
        """[[|Payload("margin_call")|]] record Second;""").RunAsync();

    [Fact]
    public Task Reports_a_payload_for_a_hook_of_the_package()
    {
        AnalyzerTest<DuplicatePayload> test = new("""[{|#0:HookEvent("on_breach")|}] record Breach;""");
        test.ExpectedDiagnostics.Add(AnalyzerTest<DuplicatePayload>.Reported().WithLocation(0)
            .WithMessage("The hook 'on_breach' of 'Breach' is declared by 'BreachDetected' of the assembly 'RiskTraceGen' already: handlers of the one hear nothing of the other; give it a name of its own"));
        return test.RunAsync();
    }

    [Fact]
    public Task Reports_a_payload_for_a_hook_of_a_referenced_assembly()
    {
        AnalyzerTest<DuplicatePayload> test = new AnalyzerTest<DuplicatePayload>("""[{|#0:HookEvent("margin_call")|}] record Second;""")
            .References(OtherAssembly.Make("Margins", """[RiskTraceGen.HookEvent("margin_call")] public record First;"""));
        test.ExpectedDiagnostics.Add(AnalyzerTest<DuplicatePayload>.Reported().WithLocation(0)
            .WithMessage("The hook 'margin_call' of 'Second' is declared by 'First' of the assembly 'Margins' already: handlers of the one hear nothing of the other; give it a name of its own"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("""[HookEvent("Margin_Call")] record Second;""")]
    [InlineData("""[HookEvent("margin_call ")] record Second;""")]
    [InlineData("""[RiskRule("margin_call")] class Rule { public RuleResult Check(PositionUpdated position) => RuleResult.Pass; }""")]
    [InlineData("""[RiskEvent("margin_call")] record Second;""")]
    [InlineData("""class Alerts { [Hook("margin_call")] void One(First call) { } [Hook("margin_call")] void Two(First call) { } }""")]
    [InlineData("""record Derived : Base; [HookEvent("other")] record Base;""")]
    public Task Stays_silent(string source) => Test(Other, source).RunAsync();

    [Fact]
    public Task Stays_silent_on_a_partial_type() => Test("""[HookEvent("margin_call")] partial record First;""", "partial record First;").RunAsync();

    [Theory]
    [InlineData("[HookEvent] class A { } [HookEvent] class B { }")]
    [InlineData("[HookEvent(null)] class A { } [HookEvent(null)] class B { }")]
    [InlineData("[HookEvent(\" \")] class A { } [HookEvent(\" \")] class B { }")]
    [InlineData("[HookEvent(Missing.Name)] class A { } [HookEvent(Missing.Name)] class B { }")]
    [InlineData("[HookEvent(\"a\")] class A { } [HookEvent(")]
    public Task Half_typed_code_is_survived(string source) => Test(source).Broken().RunAsync();

    private static AnalyzerTest<DuplicatePayload> Test(params string[] sources) => new(sources);
}
