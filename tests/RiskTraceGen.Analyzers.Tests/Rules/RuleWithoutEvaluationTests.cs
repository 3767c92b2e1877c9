using RiskTraceGen.Analyzers.Rules;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class RuleWithoutEvaluationTests
{
    [Theory]
    [InlineData("", "the class has no method named Check, CheckAsync, Evaluate or EvaluateAsync")]
    [InlineData("public bool Check(PositionUpdated position) => true;",
        "'Rule.Check(PositionUpdated)' returns 'bool', not RuleResult, Task<RuleResult> or ValueTask<RuleResult>")]
    [InlineData("public Task Check(PositionUpdated position) => Task.CompletedTask;",
        "'Rule.Check(PositionUpdated)' returns 'Task', not RuleResult, Task<RuleResult> or ValueTask<RuleResult>")]
    [InlineData("public RuleResult Check() => default;", "'Rule.Check()' has no parameter for the event")]
    [InlineData("public RuleResult Check(RiskFlow flow, PositionUpdated position) => default;",
        "'Rule.Check(RiskFlow, PositionUpdated)' takes 'RiskFlow' where the event belongs, which is the first parameter")]
    [InlineData("public RuleResult Check(PositionUpdated position, ITradingSuite suite) => default;",
        "'Rule.Check(PositionUpdated, ITradingSuite)' takes 'suite' of type 'ITradingSuite', which is no traced wrapper, RiskFlow or CancellationToken")]
    [InlineData("private RuleResult Check(PositionUpdated position) => default;", "'Rule.Check(PositionUpdated)' is neither public nor internal")]
    [InlineData("[System.Obsolete(\"gone\", true)] public RuleResult Check(PositionUpdated position) => default;", "'Rule.Check(PositionUpdated)' is obsolete as an error")]
    [InlineData("public RuleResult Check<T>(T position) => default;", "'Rule.Check<T>(T)' is generic")]
    [InlineData("public RuleResult Check(ref PositionUpdated position) => default;", "'Rule.Check(ref PositionUpdated)' takes 'position' by reference")]
    [InlineData("public ref readonly RuleResult Check(PositionUpdated position) => ref _verdict; RuleResult _verdict;",
        "'Rule.Check(PositionUpdated)' returns 'ref RuleResult', not RuleResult, Task<RuleResult> or ValueTask<RuleResult>")]
    [InlineData("public ref RuleResult Check(PositionUpdated position) => ref _verdict; RuleResult _verdict;",
        "'Rule.Check(PositionUpdated)' returns 'ref RuleResult', not RuleResult, Task<RuleResult> or ValueTask<RuleResult>")]
    [InlineData("public RuleResult Check(int[] ticks) => default;", "'Rule.Check(int[])' takes 'int[]', which generated code cannot dispatch as an event")]
    [InlineData("public RuleResult Check(PositionUpdated position, ref RiskFlow flow) => default;", "'Rule.Check(PositionUpdated, ref RiskFlow)' takes 'flow' by reference")]
    [InlineData("public RuleResult Check(PositionUpdated position, ref readonly TracedTradingSuite suite) => default;", "'Rule.Check(PositionUpdated, ref readonly TracedTradingSuite)' takes 'suite' by reference")]
    [InlineData("public int Check = 1;", "the class has no method named Check, CheckAsync, Evaluate or EvaluateAsync")]
    [InlineData("public RuleResult Check() => default; public int Evaluate(PositionUpdated position) => 0;",
        "'Rule.Check()' has no parameter for the event; 'Rule.Evaluate(PositionUpdated)' returns 'int', not RuleResult, Task<RuleResult> or ValueTask<RuleResult>")]
    public Task Says_why_each_candidate_does_not_fit(string members, string reason)
        => Reports($$"""[RiskRule("max_contracts")] class {|#0:Rule|} { {{members}} }""", $"The rule 'max_contracts' is never evaluated: {reason}");

    [Theory]
    [InlineData("abstract class {|#0:Rule|}", "the class is abstract")]
    [InlineData("static class {|#0:Rule|}", "the class is static")]
    [InlineData("class {|#0:Rule|}<T>", "the class is generic")]
    [InlineData("[System.Obsolete(\"gone\", true)] class {|#0:Rule|}", "the class is obsolete as an error, so that generated code cannot use it")]
    public Task Says_why_the_class_is_never_made(string declaration, string reason) => Reports(
        $$"""[RiskRule("max_contracts")] {{declaration}} { public {{(declaration.StartsWith("static", StringComparison.Ordinal) ? "static" : "")}} RuleResult Check(PositionUpdated position) => default; }""",
        $"The rule 'max_contracts' is never evaluated: {reason}");

    [Theory]
    [InlineData("class Outer { [RiskRule(\"a\")] private class {|#0:Rule|} { public RuleResult Check(PositionUpdated position) => default; } }",
        "generated code cannot reach the class: it is private, protected or local to a file")]
    [InlineData("[RiskRule(\"a\")] file class {|#0:Rule|} { public RuleResult Check(PositionUpdated position) => default; }",
        "generated code cannot reach the class: it is private, protected or local to a file")]
    [InlineData("[RiskRule(\"a\")] class {|#0:Rule|} { private Rule() { } public RuleResult Check(PositionUpdated position) => default; }",
        "the class has no constructor that generated code can call")]
    public Task Says_that_generated_code_cannot_make_the_class(string source, string reason) => Reports(source, $"The rule 'a' is never evaluated: {reason}");

    [Fact]
    public Task Says_that_the_name_is_blank() => Reports(
        """[RiskRule(" ")] class {|#0:Rule|} { public RuleResult Check(PositionUpdated position) => default; }""",
        "The rule ' ' is never evaluated: its name is blank");

    [Fact]
    public Task Says_that_the_class_is_nested_in_a_generic_one() => Reports(
        """class Rules<T> { [RiskRule("max_contracts")] public class {|#0:Rule|} { public RuleResult Check(PositionUpdated position) => default; } }""",
        "The rule 'max_contracts' is never evaluated: the class is nested in the generic 'Rules<T>'");

    [Fact]
    public Task Reports_a_partial_class_once() => new AnalyzerTest<RuleWithoutEvaluation>(
        """[RiskRule("max_contracts")] partial class [|Rule|] { }""",
        """partial class Rule { public int Check(PositionUpdated position) => 0; }""").RunAsync();

    [Theory]
    [InlineData("public RuleResult Check(PositionUpdated position) => default;")]
    [InlineData("internal Task<RuleResult> CheckAsync(PositionUpdated position, CancellationToken cancellationToken) => Task.FromResult(RuleResult.Pass);")]
    [InlineData("public ValueTask<RuleResult> EvaluateAsync(PositionUpdated position, TracedTradingSuite suite, RiskFlow flow, CancellationToken cancellationToken) => default;")]
    [InlineData("public RuleResult Evaluate(in PositionUpdated position, RiskFlow flow = default) => default;")]
    [InlineData("protected internal RuleResult Check(PositionUpdated position) => default;")]
    [InlineData("public RuleResult Check(int tick) => default;")]
    [InlineData("public bool Check(string text) => true; public RuleResult Check(PositionUpdated position) => default;")]
    public Task Stays_silent_on_methods_that_fit(string members) => Test($$"""[RiskRule("max_contracts")] class Rule { {{members}} }""").RunAsync();

    [Theory]
    [InlineData("public RuleResult Check(PositionUpdated position) => default; public ValueTask<RuleResult> {|#0:CheckAsync|}(PositionUpdated position, RiskFlow flow) => default;",
        "CheckAsync(PositionUpdated, RiskFlow)", "Check(PositionUpdated)")]
    [InlineData("public RuleResult Evaluate(PositionUpdated position) => default; public RuleResult Check(int tick) => default; internal RuleResult {|#0:Check|}(in PositionUpdated position) => default;",
        "Check(in PositionUpdated)", "Evaluate(PositionUpdated)")]
    public Task Reports_a_second_method_for_one_event(string members, string second, string first) => Reports(
        $$"""[RiskRule("max_contracts")] class Rule { {{members}} }""",
        $"The rule 'max_contracts' is never evaluated by 'Rule.{second}': 'Rule.{first}' comes first, and 'PositionUpdated' evaluates the rule once; make one method of both");

    [Fact]
    public Task Reports_an_inherited_method_that_is_shut_out() => Reports(
        """
        abstract class Limit { public RuleResult Check(PositionUpdated position) => Evaluate(position); public abstract RuleResult Evaluate(PositionUpdated position); }
        [RiskRule("max_contracts")] class {|#0:Rule|} : Limit { public override RuleResult Evaluate(PositionUpdated position) => default; }
        """,
        "The rule 'max_contracts' is never evaluated by 'Limit.Check(PositionUpdated)': 'Rule.Evaluate(PositionUpdated)' comes first, and 'PositionUpdated' evaluates the rule once; make one method of both");

    [Theory]
    [InlineData("public RuleResult Check(PositionUpdated position) => default; public RuleResult CheckAsync(int tick) => default;")]
    [InlineData("public RuleResult Check(PositionUpdated position) => default; public RuleResult Check(string text) => default; public RuleResult Check(object text) => default;")]
    [InlineData("public RuleResult Check(PositionUpdated position) => Check(position, default); private RuleResult Check(PositionUpdated position, RiskFlow flow) => default;")]
    [InlineData("public RuleResult Check(PositionUpdated position) => default; public bool Evaluate(PositionUpdated position) => true;")]
    [InlineData("public RuleResult Check(PositionUpdated position) => default; public static RuleResult CheckAsync(PositionUpdated position) => default;")]
    [InlineData("public RuleResult Check(PositionUpdated position) => default; public static RuleResult Check(int[] ticks) => default;")]
    [InlineData("public RuleResult Check(PositionUpdated position) => default; public RuleResult CheckSize(PositionUpdated position) => default;")]
    public Task Stays_silent_where_each_event_has_one_method(string members) => Test($$"""[RiskRule("max_contracts")] class Rule { {{members}} }""").RunAsync();

    [Theory]
    [InlineData("int[] ticks", "takes 'int[]', which generated code cannot dispatch as an event")]
    [InlineData("dynamic tick", "takes 'dynamic', which generated code cannot dispatch as an event")]
    [InlineData("int tick, ITradingSuite suite", "takes 'suite' of type 'ITradingSuite', which is no traced wrapper, RiskFlow or CancellationToken")]
    [InlineData("ref int tick", "takes 'tick' by reference")]
    public Task Reports_a_method_beside_one_that_fits_if_no_event_reaches_it_and_nothing_calls_it(string parameters, string reason) => Reports(
        $$"""[RiskRule("max_contracts")] public class Rule { public RuleResult Check(PositionUpdated position) => default; public RuleResult {|#0:Check|}({{parameters}}) => default; }""",
        $"The rule 'max_contracts' is never evaluated by 'Rule.Check({string.Join(", ", parameters.Split(", ").Select(static parameter => parameter[..parameter.LastIndexOf(' ')]))})': it {reason}, and nothing calls it");

    [Fact]
    public Task Reports_a_method_that_lacks_its_public() => Reports(
        """[RiskRule("max_contracts")] class Rule { public RuleResult Check(PositionUpdated position) => default; ValueTask<RuleResult> {|#0:CheckAsync|}(string text) => default; }""",
        "The rule 'max_contracts' is never evaluated by 'Rule.CheckAsync(string)': it is neither public nor internal, and nothing calls it");

    [Fact]
    public Task Reports_an_inherited_method_that_no_event_reaches() => Reports(
        """
        abstract class Batch<T> { public RuleResult Check(T batch) => default; }
        [RiskRule("any_tick")] class Ticks : Batch<int> { }
        [RiskRule("max_contracts")] class {|#0:Rule|} : Batch<int[]> { public RuleResult Check(PositionUpdated position) => default; }
        """,
        "The rule 'max_contracts' is never evaluated by 'Batch<int[]>.Check(int[])': it takes 'int[]', which generated code cannot dispatch as an event, and nothing calls it");

    [Theory]
    [InlineData("public RuleResult Evaluate(PositionUpdated position) => Check([1]);", "")]
    [InlineData("public RuleResult Evaluate(PositionUpdated position) => new List<int[]>().ConvertAll(Check)[0];", "")]
    [InlineData("public RuleResult Evaluate(PositionUpdated position) => default;", "class Batches { RuleResult Run(Rule rule) => rule.Check([1]); }")]
    [InlineData("public RuleResult Evaluate(PositionUpdated position) => default;", "class Batches { RuleResult Run(Limit limit) => limit.Check([1]); }")]
    [InlineData("public RuleResult Evaluate(PositionUpdated position) => default;", "class Batches { RuleResult Run(IBatch<int[]> batch) => batch.Check([1]); }")]
    public Task Stays_silent_on_a_method_that_other_code_calls(string evaluation, string caller) => Test($$"""
        interface IBatch<T> { RuleResult Check(T batch); }
        abstract class Limit { public abstract RuleResult Check(int[] ticks); }
        [RiskRule("max_contracts")] class Rule : Limit, IBatch<int[]> { {{evaluation}} public override RuleResult Check(int[] ticks) => default; }
        {{caller}}
        """).RunAsync();

    [Theory]
    [InlineData("public RuleResult Check(int[] ticks) => default;")]
    [InlineData("protected RuleResult Check(int size, int limit) => default;")]
    [InlineData("protected internal RuleResult Check(int[] ticks) => default;")]
    public Task Stays_silent_on_what_a_public_base_class_has_for_others(string member) => Test(
        $$"""public abstract class Limit { {{member}} } [RiskRule("max_contracts")] class Rule : Limit { public RuleResult Check(PositionUpdated position) => default; }""").RunAsync();

    [Theory]
    [InlineData("public abstract class Limit { internal RuleResult Check(int[] ticks) => default; }", "Limit")]
    [InlineData("public abstract class Limit { private protected RuleResult Check(int size, int limit) => default; }", "Limit")]
    [InlineData("class Limits { public abstract class Limit { public RuleResult Check(int[] ticks) => default; } }", "Limits.Limit")]
    public Task Reports_what_a_base_class_has_for_this_assembly_alone(string limit, string parent) => Test(
        $$"""{{limit}} [RiskRule("max_contracts")] class [|Rule|] : {{parent}} { public RuleResult Check(PositionUpdated position) => default; }""").RunAsync();

    [Fact]
    public Task Reports_a_method_that_its_callers_are_only_warned_of() => Test(
        """[RiskRule("max_contracts")] class Rule { public RuleResult Check(PositionUpdated position) => default; [System.Obsolete("use the other")] public RuleResult [|Check|](int[] ticks) => default; }""").RunAsync();

    [Fact]
    public Task Stays_silent_on_a_method_that_nobody_may_call() => Test(
        """[RiskRule("max_contracts")] class Rule { public RuleResult Check(PositionUpdated position) => default; [System.Obsolete("use the other", true)] public RuleResult Check(int[] ticks) => default; }""").RunAsync();

    [Fact]
    public Task Stays_silent_on_a_method_that_another_assembly_may_call() => Test("""
        [RiskRule("max_contracts")] class Rule : Limit, IBatch<int[]>
        {
            public RuleResult Evaluate(PositionUpdated position) => default;
            public RuleResult Check(int[] batch) => default;
            protected override RuleResult Check(decimal size) => default;
            internal override RuleResult Check(int size, int limit) => default;
        }
        """)
        .References(OtherAssembly.Make("Batches", """
            using RiskTraceGen;
            [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("TestProject")]
            public interface IBatch<T> { RuleResult Check(T batch); }
            public abstract class Limit { protected abstract RuleResult Check(decimal size); internal abstract RuleResult Check(int size, int limit); }
            """))
        .RunAsync();

    [Theory]
    [InlineData("virtual", "override")]
    [InlineData("", "new")]
    public Task Stays_silent_on_a_method_that_is_overridden_or_hidden(string first, string second) => Test($$"""
        class Limit { public {{first}} RuleResult Check(PositionUpdated position) => default; }
        [RiskRule("max_contracts")] class Rule : Limit { public {{second}} RuleResult Check(PositionUpdated position) => default; }
        """).RunAsync();

    [Fact]
    public Task Stays_silent_where_a_base_class_evaluates() => Test("""
        abstract class Limit { public RuleResult Check(PositionUpdated position) => RuleResult.Pass; }
        [RiskRule("max_contracts")] class MaxContracts : Limit { }
        """).RunAsync();

    [Fact]
    public Task Stays_silent_on_classes_that_are_no_rules() => Test("""
        class Rule { public bool Check(PositionUpdated position) => true; }
        abstract class Limit { }
        """).RunAsync();

    [Theory]
    [InlineData("""[RiskRule("a")] class Rule { public RuleResult Check(Missing position) => default; }""")]
    [InlineData("""[RiskRule("a")] class Rule { public RuleResult Check(PositionUpdated position, TracedBroker broker) => default; }""")]
    [InlineData("""[RiskRule("a")] class Rule { public Task<Missing> Check(PositionUpdated position) => default; }""")]
    [InlineData("""[RiskRule("a")] class Rule { public RuleResult Check(PositionUpdated position, Missing }""")]
    [InlineData("""[RiskRule] class Rule : Missing { public RuleResult Check(List<Missing[]> positions) => default; }""")]
    [InlineData("""[RiskRule("a")] class Rule { public Rule(Missing options) { } public RuleResult Check(PositionUpdated position) => default; }""")]
    [InlineData("""[RiskRule("a")] class Rule { public RuleResult Check(PositionUpdated position) => default; public RuleResult CheckAsync(Missing position) => default; }""")]
    [InlineData("""[RiskRule("a")] class Rule { public RuleResult Check(PositionUpdated position) => Check(); RuleResult Check(int[] ticks) => default; }""")]
    [InlineData("""[RiskRule("a")] struct Rule { }""")]
    [InlineData("""[RiskRule("a")] class""")]
    public Task Half_typed_code_is_left_to_the_compiler(string source) => Test(source).Broken().RunAsync();

    private static AnalyzerTest<RuleWithoutEvaluation> Test(string source) => new(source);

    private static Task Reports(string source, string message)
    {
        AnalyzerTest<RuleWithoutEvaluation> test = Test(source);
        test.ExpectedDiagnostics.Add(AnalyzerTest<RuleWithoutEvaluation>.Reported().WithLocation(0).WithMessage(message));
        return test.RunAsync();
    }
}
