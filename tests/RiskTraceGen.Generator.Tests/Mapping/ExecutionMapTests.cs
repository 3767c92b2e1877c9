namespace RiskTraceGen.Generator.Tests;

/// <summary>What the map says of hooks and handlers, of what it cannot follow, of places, and of several assemblies.</summary>
public sealed class ExecutionMapTests
{
    [Fact]
    public void ARaisedHookLeadsToItsHandlersInTheirOrderAndOnToWhatTheyDo()
    {
        ExecutionMap map = MappedProgram.Of(MapPrograms.Rule("flow.Raise(new Squeezed(1));\nflow.Raise(new Squeezed(2));", declarations: """
            public class Late { [Hook("squeezed", Order = 5)] public void Last(Squeezed squeezed, TracedDesk desk) => desk.Close(1); }
            public static class Early { [Hook("squeezed", Order = -5)] public static void First(Squeezed squeezed, RiskFlow flow) => flow.Raise(new Squeezed(3)); }
            public class Breaches { [Hook("on_breach")] public void Tell(BreachDetected breach) { } }
            """).Generate());
        RulePath rule = Assert.Single(map.Rules);
        Assert.Equal(
            ["Hook squeezed", "  Early.First", "    Hook squeezed again", "  Late.Last", "    BrokerCall close", "Hook squeezed again"],
            MappedProgram.Steps(rule));
        Assert.Equal(["on_breach", "critical_failure"], rule.Steps.Where(step => step is { Kind: PathStepKind.Hook, Note: not null }).Select(step => step.Name));
        Assert.Equal("Breaches.Tell", Assert.Single(rule.Steps, step => step is { Kind: PathStepKind.Handler, Name: "on_breach" }).Member);
        Assert.Equal(["critical_failure", "on_breach", "squeezed"], map.Hooks.Select(hook => hook.Hook));
    }

    [Fact]
    public void ABrokerCallHasItsPoliciesAndWhatStandsInForIt()
    {
        ExecutionMap map = MappedProgram.Of(Consumer.Of(MapPrograms.WithUsings("""
            public sealed record Moved(int Size);
            public interface IDesk
            {
                [BrokerCall("close", Retries = 3, Idempotent = true, Fallback = nameof(Flatten), Reconcile = nameof(Find))] bool Close(int size);
                bool Flatten(int size);
                [BrokerCall("find")] bool Find(int size);
                [BrokerCall("never")] void Never();
            }

            [RiskRule("rule")] public class Rule { public RuleResult Check(Moved moved, TracedDesk desk) { desk.Close(1); desk.Flatten(2); return RuleResult.Pass; } }
            """)).Generate());
        RulePath rule = Assert.Single(map.Rules);
        Assert.Equal(["BrokerCall close", "  Reconciliation find", "  Fallback flatten", "BrokerCall flatten"], MappedProgram.Steps(rule));
        Assert.Equal(3, rule.Steps[0].Call!.Retries);
        Assert.Equal("never", Assert.Single(map.Unreached, step => step.Kind == PathStepKind.BrokerCall).Name);
    }

    [Theory]
    [InlineData("TracedBroker<string, int> broker", "broker.Send(\"a\", 1);")]
    [InlineData("TracedClosed broker", "broker.Send(\"a\", 1);")]
    [InlineData("TracedBroker<string, int> broker", "broker.Echo<int>(\"a\", 1);")]
    [InlineData("TracedClosed broker", "broker.Echo(\"a\", true);")]
    public void ACallOfABrokerInAGenericTypeIsFound(string parameter, string call)
    {
        ExecutionMap map = MappedProgram.Of(Consumer.Of(MapPrograms.WithUsings($$"""
            #pragma warning disable CS0693 // type parameters that hide one another are what is tried
            public sealed record Moved(int Size);
            public class Desk<T>
            {
                public interface IBase { [BrokerCall("send")] void Send(T market, int size); [BrokerCall("echo")] U Echo<U>(T market, U value); }
                public interface IBroker<T> : IBase { [BrokerCall("never")] void Never(T own); }
            }
            public interface IClosed : Desk<string>.IBase { [BrokerCall("never")] void Never(); }
            [RiskRule("rule")] public class Rule { public RuleResult Check(Moved moved, {{parameter}}) { {{call}} return RuleResult.Pass; } }
            """)).Generate());
        PathStep step = Assert.Single(Assert.Single(map.Rules).Steps, step => step.Kind == PathStepKind.BrokerCall);
        Assert.StartsWith("IBase.", step.Member, StringComparison.Ordinal);
        Assert.Contains(map.Unreached, step => step.Kind == PathStepKind.BrokerCall && step.Name == "never");
    }

    [Theory]
    [InlineData("_action();", "private readonly Action _action = Outside.Get();", "public static class Outside { public static Action Get() => () => { }; }", "? _action: a delegate that is made elsewhere")]
    [InlineData("_action?.Invoke();", "public Action? _action { get; set; }", "", "? _action: a delegate that is made elsewhere")]
    [InlineData("Changed?.Invoke(1);", "public event Action<int>? Changed;", "", "? Changed: who has subscribed is not known here")]
    [InlineData("Run(_action);", "private Action? _action = Outside.Action; private static void Run(Action? action) => action?.Invoke();", "public static class Outside { public static Action? Action { get; set; } }", "? _action: a delegate that is made elsewhere")]
    [InlineData("foreach (Action action in Outside.All) action();", "", "public static class Outside { public static List<Action> All { get; } = []; }", "? action: a delegate that is made elsewhere")]
    [InlineData("foreach (var (number, action) in Outside.All) action();", "", "public static class Outside { public static Dictionary<int, Action> All { get; } = []; }", "? action: a delegate that is made elsewhere")]
    [InlineData("var (number, action) = Outside.Get(); action();", "", "public static class Outside { public static (int, Action) Get() => (1, () => { }); }", "? action: a delegate that is made elsewhere")]
    [InlineData("Action action; (_, action) = Outside.Get(); action();", "", "public static class Outside { public static (int, Action) Get() => (1, () => { }); }", "? action: a delegate that is made elsewhere")]
    [InlineData("if (Outside.Any is Action action) action();", "", "public static class Outside { public static object? Any { get; set; } }", "? action: a delegate that is made elsewhere")]
    [InlineData("if (Outside.Any is { } action) action();", "", "public static class Outside { public static Action? Any { get; set; } }", "? Outside.Any: a delegate that is made elsewhere")]
    [InlineData("if (Outside.Any is { Item2: var action }) action();", "", "public static class Outside { public static (int, Action) Any { get; set; } }", "? action: a delegate that is made elsewhere")]
    [InlineData("switch (Outside.Any) { case Action action: action(); break; }", "", "public static class Outside { public static object? Any { get; set; } }", "? action: a delegate that is made elsewhere")]
    [InlineData("Action? action = null; action ??= Outside.Any; action?.Invoke();", "", "public static class Outside { public static Action? Any { get; set; } }", "? Outside.Any: a delegate that is made elsewhere")]
    [InlineData("Action? action = null; action += Outside.Any; action?.Invoke();", "", "public static class Outside { public static Action? Any { get; set; } }", "? Outside.Any: a delegate that is made elsewhere")]
    [InlineData("Action? action; if (Outside.All.TryGetValue(1, out action)) action();", "", "public static class Outside { public static Dictionary<int, Action> All { get; } = []; }", "? action: a delegate that is made elsewhere")]
    [InlineData("_closer?.Close(desk);", "private readonly ICloser? _closer; public Rule() => _closer = null;", "public interface ICloser { void Close(TracedDesk desk); }", "? ICloser.Close: no implementation in this project")]
    [InlineData("dynamic any = moved; any.Close(desk);", "", "", "? any.Close(desk): what it calls is found out at run time")]
    [InlineData("Native.Close(flow);", "", "public static class Native { [System.Runtime.InteropServices.DllImport(\"none\")] public static extern void Close(RiskFlow flow); }", "? Native.Close: its code is not in this project")]
    public void WhatCannotBeFollowedIsSaid(string body, string members, string declarations, string said)
    {
        RulePath rule = Assert.Single(MappedProgram.Of(MapPrograms.Rule(body, members, declarations).Generate()).Rules);
        Assert.Contains(said, MappedProgram.Steps(rule).Select(step => step.Trim()));
    }

    [Fact]
    public void ABrokerCallPastTheWrapperIsSaidToBeUntraced()
    {
        RulePath rule = Assert.Single(MappedProgram.Of(MapPrograms.Of("""
            [RiskRule("rule")] public class Rule(IDesk broker) { public RuleResult Check(Moved moved) { broker.Close(1); return RuleResult.Pass; } }
            """).Generate()).Rules);
        PathStep call = Assert.Single(rule.Steps, step => step.Kind == PathStepKind.BrokerCall);
        Assert.StartsWith("without its wrapper", call.Note, StringComparison.Ordinal);
        Assert.Null(call.Call);
    }

    [Fact]
    public void PlacesAreLinesOfFilesOfTheProject()
    {
        Generated program = (Consumer.Of("""
            using RiskTraceGen;
            namespace Bot;
            [RiskRule("rule")]
            public partial class Rule
            {
                public RuleResult Check(Moved moved, TracedDesk desk)
                {
                    Helper
                        .Close(
                            desk);
                    return RuleResult.Pass;
                }
            }
            """, """
            using RiskTraceGen;
            namespace Bot;
            public sealed record Moved(int Size);
            public interface IDesk { [BrokerCall("close")] bool Close(int size); }

            public static class Helper
            {
                public static void Close(TracedDesk desk)
                    => desk.Close(1);
            }
            """) with { Directory = "/home/trader/bot/" }).Generate();
        RulePath rule = Assert.Single(MappedProgram.Of(program).Rules);
        Assert.Equal("Source0.cs:6", $"{rule.File}:{rule.Line}");
        Assert.Equal(["Source0.cs:9", "Source1.cs:9"], rule.Steps.TakeWhile(step => step.Note is null).Select(step => $"{step.File}:{step.Line}"));
        Assert.DoesNotContain(program.Files, file => file.Text.Contains("/home", StringComparison.Ordinal));
    }

    [Fact]
    public void TheProjectComposesTheMapsOfItsReferences()
    {
        Generated boundary = (Consumer.Of(MapPrograms.WithUsings("""
            namespace Boundary;
            public interface IDesk { [BrokerCall("close")] bool Close(int size); }
            [HookEvent("squeezed")] public readonly record struct Squeezed(int Size);
            public static class Closing
            {
                public static void CloseAll(TracedDesk desk) { for (int i = 0; i < 2; i++) Close(desk); }
                public static void Idle(TracedDesk desk) { }
                private static void Close(TracedDesk desk) { desk.Close(1); desk.Flow.Raise(new Squeezed(1)); }
            }
            """)) with { AssemblyName = "Boundary" }).Generate();
        Generated rules = (Consumer.Of(MapPrograms.WithUsings("""
            using Boundary;
            namespace Rules;
            public sealed record Moved(int Size);
            [RiskRule("rule")] public class Rule { public RuleResult Check(Moved moved, TracedDesk desk) { Closing.CloseAll(desk); Closing.Idle(desk); return RuleResult.Pass; } }
            """)) with { AssemblyName = "Rules", References = [boundary.Emit()] }).Generate();
        Generated program = (Consumer.Of(MapPrograms.WithUsings("""
            using Boundary;
            namespace Program;
            public class Alerts { [Hook("squeezed")] public void Tell(Squeezed squeezed) { } [Hook("on_breach")] public void Tell(BreachDetected breach) { } }
            """)) with { AssemblyName = "Program", References = [boundary.Emit(), rules.Emit()] }).Generate();

        ExecutionMap map = MappedProgram.Of(program, boundary, rules);
        Assert.Equal(
            ["Closing.CloseAll", "  Closing.Close", "    BrokerCall close", "    Hook squeezed", "      Alerts.Tell"],
            MappedProgram.Steps(Assert.Single(map.Rules)));
        Assert.Equal(["critical_failure: nothing handles it"], map.Unreached.Select(step => $"{step.Name}: {step.Note}"));
        Assert.Equal("Program", map.Name);
    }

    [Theory]
    [InlineData("", "RiskFlow", "desk.Traced(told)", "flow")]
    [InlineData("", "global::RiskTraceGen.@RiskFlow", "desk.Traced(told)", "flow")]
    [InlineData("", @"\u0052iskFlow", "desk.Traced(told)", "flow")]
    [InlineData("", "Func<RiskFlow>", "desk.Traced(told())", "() => flow")]
    [InlineData("", "TracedDesk", "told", "desk")]
    [InlineData("using Told = RiskTraceGen.RiskFlow;", "Told", "desk.Traced(told)", "flow")]
    [InlineData("using Told = System.Func<Boundary.TracedDesk>;", "Told", "told()", "() => desk")]
    public void AMethodThatIsToldTheFlowIsEnteredHoweverThatIsWritten(string alias, string type, string desk, string argument)
    {
        Generated boundary = Library($$"""
            {{alias}}
            namespace Boundary;
            public interface IDesk { [BrokerCall("close")] bool Close(int size); }
            public static class Closing { public static void Close({{type}} told, IDesk desk) => {{desk}}.Close(1); }
            """);
        Generated program = (Consumer.Of(MapPrograms.WithUsings($$"""
            using Boundary;
            namespace Program;
            public sealed record Moved(int Size);
            [RiskRule("rule")] public class Rule { public RuleResult Check(Moved moved, TracedDesk desk, RiskFlow flow) { Closing.Close({{argument}}, null!); return RuleResult.Pass; } }
            """)) with { AssemblyName = "Program", References = [boundary.Emit()] }).Generate();
        Assert.Equal(["Closing.Close", "  BrokerCall close"], MappedProgram.Steps(Assert.Single(MappedProgram.Of(program, boundary).Rules)));
    }

    [Fact]
    public void OfTwoOverloadsTheOneOfTheHigherPriorityIsCalled()
    {
        ExecutionMap map = MappedProgram.Of(Consumer.Of(MapPrograms.WithUsings("""
            public sealed record Moved(int Size);
            public interface IDesk
            {
                [BrokerCall("close")] bool Close(int size, long price);
                [BrokerCall("close_first"), System.Runtime.CompilerServices.OverloadResolutionPriority(1)] bool Close(long size, int price);
            }

            [RiskRule("rule")] public class Rule { public RuleResult Check(Moved moved, TracedDesk desk) { desk.Close(1, 1); return RuleResult.Pass; } }
            """)).Generate());
        Assert.Equal(["BrokerCall close_first"], MappedProgram.Steps(Assert.Single(map.Rules)));
    }

    [Theory]
    [InlineData("LimitRule", "Check(Moved moved, TracedDesk desk) { desk.Close(moved.Size);", "LimitRule.Check > BrokerCall close")]
    [InlineData("LimitRule<int>", "Check(Moved moved, TracedDesk desk) { desk.Close(moved.Size);", "LimitRule<T>.Check > BrokerCall close")]
    [InlineData("LimitRule", "Check(Moved moved) { Desk.Close(moved.Size);", "LimitRule.Check > BrokerCall close")]
    public void AnEvaluationThatIsInheritedFromAnotherProjectIsFollowedThere(string baseClass, string evaluation, string path)
    {
        Generated boundary = Library($$"""
            namespace Boundary;
            public sealed record Moved(int Size);
            public interface IDesk { [BrokerCall("close")] bool Close(int size); }
            public abstract class {{baseClass.Replace("int", "T", StringComparison.Ordinal)}}
            {
                protected TracedDesk Desk { get; set; }
                public RuleResult {{evaluation}} return RuleResult.Pass; }
            }
            """);
        Generated rules = (Consumer.Of(MapPrograms.WithUsings($$"""
            using Boundary;
            namespace Rules;
            [RiskRule("rule")] public class Rule : {{baseClass}};
            """)) with { AssemblyName = "Rules", References = [boundary.Emit()] }).Generate();

        RulePath rule = Assert.Single(MappedProgram.Of(rules, boundary).Rules);
        Assert.Equal(path, MappedProgram.PathTo(rule, Assert.Single(rule.Steps, step => step.Kind == PathStepKind.BrokerCall)));
        Assert.Equal("Source0.cs", rule.File);
    }

    [Theory]
    [InlineData("public RuleResult Check(Moved moved, TracedDesk desk) { Desk = desk; Judge(); return RuleResult.Pass; }", "", "")]
    [InlineData("public RuleResult Check(Moved moved, TracedDesk desk) { Desk = desk; Judge(); return RuleResult.Pass; }", "<int>", "")]
    [InlineData("protected void Run() => Judge();", "", "public RuleResult Check(Moved moved, TracedDesk desk) { Desk = desk; Run(); return RuleResult.Pass; }")]
    [InlineData("protected int Run { set => Judge(); }", "", "public RuleResult Check(Moved moved, TracedDesk desk) { Desk = desk; Run = 1; return RuleResult.Pass; }")]
    public void WhatAnObjectOverridesOfABaseClassOfAnotherProjectIsCalledFromThere(string inherited, string arguments, string own)
    {
        Generated boundary = Library($$"""
            namespace Boundary;
            public sealed record Moved(int Size);
            public interface IDesk { [BrokerCall("close")] bool Close(int size); [BrokerCall("query")] int Query(); }
            public abstract class LimitRule{{arguments.Replace("int", "T", StringComparison.Ordinal)}}
            {
                protected TracedDesk Desk { get; set; }
                {{inherited}}
                protected abstract void Judge();
                protected virtual void Before() { }
            }
            """);
        Generated rules = (Consumer.Of(MapPrograms.WithUsings($$"""
            using Boundary;
            namespace Rules;
            public abstract class Own : LimitRule{{arguments}} { protected abstract void Ask(); }
            [RiskRule("rule")] public sealed class Rule : Own { {{own}} protected override void Judge() => Desk.Close(1); protected override void Ask() => Desk.Query(); public override string ToString() => $"{Desk.Query()}"; }
            public sealed class Other : LimitRule{{arguments}} { protected override void Judge() => Desk.Query(); }
            """)) with { AssemblyName = "Rules", References = [boundary.Emit()] }).Generate();

        RulePath rule = Assert.Single(MappedProgram.Of(rules, boundary).Rules);
        Assert.Equal(["Rule.Judge", "  BrokerCall close"], MappedProgram.Steps(rule));
    }

    [Theory]
    [InlineData("_ = new Limit();", "public sealed class Limit : Far { public TracedDesk Desk { get; set; } public override void Judge() => Desk.Close(1); }")]
    [InlineData("Far.Get().Judge();", "", "? Far.Judge: no implementation in this project")]
    [InlineData("Near.Get().Judge();", "public abstract class Near { public abstract void Judge(); public static Near Get() => null!; }", "? Near.Judge: no implementation in this project")]
    public void WhatMayBeOverriddenElsewhereIsNotTakenForWhatRuns(string body, string declarations, params string[] steps)
    {
        Generated boundary = Library("""
            namespace Boundary;
            public sealed record Moved(int Size);
            public interface IDesk { [BrokerCall("close")] bool Close(int size); }
            public class Far { public virtual void Judge() { } public static Far Get() => new(); }
            """);
        Generated rules = (Consumer.Of(MapPrograms.WithUsings($$"""
            using Boundary;
            namespace Rules;
            [RiskRule("rule")] public sealed class Rule { public RuleResult Check(Moved moved) { {{body}} return RuleResult.Pass; } }
            {{declarations}}
            """)) with { AssemblyName = "Rules", References = [boundary.Emit()] }).Generate();

        Assert.Equal(steps, MappedProgram.Steps(Assert.Single(MappedProgram.Of(rules, boundary).Rules)));
    }

    [Fact]
    public void AnEvaluationThatIsInheritedFromAProjectWithoutAMapIsSaidNotToBeFollowed()
    {
        Generated boundary = Library("""
            namespace Boundary;
            public sealed record Moved(int Size);
            public abstract class LimitRule { public RuleResult Check(Moved moved, RiskFlow flow) => RuleResult.Pass; }
            """);
        Generated rules = (Consumer.Of(MapPrograms.WithUsings("""
            using Boundary;
            namespace Rules;
            [RiskRule("rule")] public class Rule : LimitRule;
            """)) with { AssemblyName = "Rules", References = [boundary.Emit()] }).Generate();

        Assert.Equal(
            ["? LimitRule.Check: a method of another assembly, which has no map"],
            MappedProgram.Steps(Assert.Single(MappedProgram.Of(rules, boundary).Rules)));
    }

    [Theory]
    [InlineData("public class Desk : IDesk, IQuotes { public bool Close(int size) => true; public int Query() => 1; public int Count => 1; public int Quote() => 1; }")]
    [InlineData("public class Desk : IDesk, IQuotes { public virtual bool Close(int size) => true; int IDesk.Query() => 1; public int Query() => 1; public int Count => 1; public virtual int Quote() => 1; }")]
    [InlineData("public interface IVenue : IDesk, IQuotes;")]
    public void ACallOfABrokerThatCombinesSeveralIsACallOfTheirs(string broker)
    {
        string name = broker.Contains("IVenue", StringComparison.Ordinal) ? "TracedVenue" : "TracedDesk2";
        ExecutionMap map = MappedProgram.Of(MapPrograms.Of($$"""
            public interface IQuotes { [BrokerCall("quote")] int Quote(); }
            {{broker.Replace("class Desk", "class Desk2", StringComparison.Ordinal)}}
            [RiskRule("rule")] public class Rule
            {
                public RuleResult Check(Moved moved, {{name}} desk) { desk.Close(1); desk.Quote(); return RuleResult.Pass; }
            }
            """).Generate());
        Assert.Equal(["BrokerCall close", "BrokerCall quote"], MappedProgram.Steps(Assert.Single(map.Rules)));
        Assert.All(map.Unreached.Where(step => step.Kind == PathStepKind.BrokerCall), step => Assert.Equal("query", step.Name));
    }

    [Fact]
    public void AHandlerOfLateFlowsIsPartOfEachRule()
    {
        ExecutionMap map = MappedProgram.Of(MapPrograms.Rule("", declarations: """
            public class Alerts { [Hook("flow_timeout")] public void Late(FlowTimeout timeout, TracedDesk desk) => desk.Query(); }
            """).Generate());
        RulePath rule = Assert.Single(map.Rules);
        Assert.Equal(["on_breach", "critical_failure", "flow_timeout"], rule.Steps.Where(step => step is { Kind: PathStepKind.Hook }).Select(step => step.Name));
        Assert.Equal("Hook flow_timeout > Alerts.Late > BrokerCall query", MappedProgram.PathTo(rule, Assert.Single(rule.Steps, step => step.Kind == PathStepKind.BrokerCall)));
    }

    [Fact]
    public void AGenericPayloadStandsWhereItIsDeclared()
    {
        ExecutionMap map = MappedProgram.Of(MapPrograms.Rule("flow.Raise(new Filled<Moved>(moved));", declarations: """
            [HookEvent("filled")] public sealed record Filled<T>(T Order);
            public class Alerts { [Hook("filled")] public void Tell(Filled<Moved> filled, TracedDesk desk) => desk.Query(); }
            """).Generate());
        RulePath rule = Assert.Single(map.Rules);
        Assert.Equal("Hook filled > Alerts.Tell > BrokerCall query", MappedProgram.PathTo(rule, Assert.Single(rule.Steps, step => step.Kind == PathStepKind.BrokerCall)));
        HookPath hook = Assert.Single(map.Hooks, hook => hook.Hook == "filled");
        Assert.Equal("Filled<Moved>", hook.Payload);
        Assert.True(hook.Line > 0);
    }

    [Fact]
    public void WhatNoRuleReachesIsListed()
    {
        ExecutionMap map = MappedProgram.Of(MapPrograms.Rule("flow.Raise(new Squeezed(1));", declarations: """
            [HookEvent("forgotten")] public readonly record struct Forgotten(int Size);
            public class Alerts
            {
                [Hook("forgotten")] public void Tell(Forgotten forgotten, TracedDesk desk) => desk.Close(1);
                [Hook("flow_timeout")] public void Late(FlowTimeout timeout, TracedDesk desk) => desk.Query();
                [Hook("on_breach")] public void Breach(BreachDetected breach) { }
                [Hook("critical_failure")] public void Failure(CriticalFailure failure) { }
            }
            """).Generate());
        Assert.Equal(
            ["Hook forgotten: no rule raises it", "Hook squeezed: nothing handles it", "Alerts.Tell: no rule raises its hook", "BrokerCall close: no rule makes it"],
            map.Unreached.Select(step => $"{MappedProgram.Describe(step)}: {step.Note}"));
    }

    [Fact]
    public void AThousandRulesMakeAMapOfTheirOwnSize()
    {
        const int Rules = 1_000;
        string source = string.Concat(Enumerable.Range(0, Rules).Select(number => $$"""
            [RiskRule("rule_{{number}}")] public class Rule{{number}} { public RuleResult Check(Moved moved, TracedDesk desk) { Liquidator.Run(desk); return RuleResult.Pass; } }

            """));
        string helpers = $"public static class Liquidator {{ public static void Run(TracedDesk desk) {{ {string.Concat(Enumerable.Range(0, 100).Select(number => $"Step{number}(desk); "))} }}\n"
            + string.Concat(Enumerable.Range(0, 100).Select(number => $"private static void Step{number}(TracedDesk desk) => desk.Close({number});\n")) + "}";
        Generated program = (MapPrograms.Of(source + helpers) with { Kind = Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary }).Generate();

        // The code that all rules share stands there once.
        string text = program["TradingBot.RiskTracing.Map.g.cs"];
        Assert.Equal(100, text.Split("CallsBroker(").Length - 1);
        Assert.Equal(Rules, text.Split(".Calls(\"Liquidator.Run\"").Length - 1);
        ExecutionMap map = MappedProgram.Of(program);
        Assert.Equal(Rules, map.Rules.Count);
        Assert.All(map.Rules, rule => Assert.Equal(201, MappedProgram.Steps(rule).Length));
    }

    [Fact]
    public void ALongWayIsCutWhereItIsSaidToBe()
    {
        string methods = string.Concat(Enumerable.Range(0, 100).Select(number => $"private static void Step{number}(TracedDesk desk) => Step{number + 1}(desk);\n"));
        RulePath rule = Assert.Single(MappedProgram.Of(MapPrograms.Rule("Step0(desk);", methods + "private static void Step100(TracedDesk desk) => desk.Close(1);").Generate()).Rules);
        PathStep end = Assert.Single(rule.Steps, step => step.Kind == PathStepKind.NotFollowed);
        Assert.Equal("the path is more than 64 steps deep", end.Note);
    }

    private static Generated Library(string source) => (Consumer.Of(MapPrograms.WithUsings(source)) with { AssemblyName = "Boundary" }).Generate();
}
