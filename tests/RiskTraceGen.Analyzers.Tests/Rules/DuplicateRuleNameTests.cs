using RiskTraceGen.Analyzers.Rules;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class DuplicateRuleNameTests
{
    private const string Other = """[RiskRule("max_contracts")] class First { }""";

    [Fact]
    public Task Reports_the_second_rule_and_names_the_first()
    {
        AnalyzerTest<DuplicateRuleName> test = new("""
            [RiskRule("max_contracts")] class {|#1:First|} { }
            [{|#0:RiskRule("max_contracts", Category = "exposure")|}] class Second { }
            """);
        test.ExpectedDiagnostics.Add(AnalyzerTest<DuplicateRuleName>.Reported().WithLocation(0).WithLocation(1)
            .WithMessage("The rule name 'max_contracts' of 'Second' is taken by 'First'; a trace could not tell them apart"));
        return test.RunAsync();
    }

    [Fact]
    public Task Reports_across_files_and_namespaces() => Test(
        """[RiskRule("max_contracts")] class First { }""",
        """namespace Deep { class Outer { [[|RiskRule("max_contracts")|]] class Second { } } }""",
        """[[|RiskRule(Names.MaxContracts)|]] class Third { } static class Names { public const string MaxContracts = "max_contracts"; }""").RunAsync();

    [Fact]
    public Task Stays_silent_on_names_that_differ_in_case() => Test(Other, """[RiskRule("Max_Contracts")] class Second { }""").RunAsync();

    [Fact]
    public Task Stays_silent_on_a_partial_class() => Test("""[RiskRule("max_contracts")] partial class First { }""", "partial class First { }").RunAsync();

    [Fact]
    public Task Stays_silent_on_names_that_differ_in_white_space() => Test(Other, """[RiskRule("max_contracts ")] class Second { }""").RunAsync();

    [Fact]
    public Task Stays_silent_on_one_name_in_two_categories_of_attributes() => Test(Other, """
        class Alerts { [Hook("max_contracts")] void Notify(BreachDetected breach) { } }
        [HookEvent("max_contracts")] class Event { }
        """).RunAsync();

    [Theory]
    [InlineData("[RiskRule] class A { } [RiskRule] class B { }")]
    [InlineData("[RiskRule(null)] class A { } [RiskRule(null)] class B { }")]
    [InlineData("[RiskRule(Missing.Name)] class A { } [RiskRule(Missing.Name)] class B { }")]
    [InlineData("[RiskRule(\"a\")] class A { } [RiskRule(")]
    public Task Half_typed_code_is_survived(string source) => Test(source).Broken().RunAsync();

    private static AnalyzerTest<DuplicateRuleName> Test(params string[] sources) => new(sources);
}
