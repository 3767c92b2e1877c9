using Microsoft.CodeAnalysis.Testing;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.CodeFixes.Hooks;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The second fix of RTG0201.</summary>
public sealed class AddFailureHandlerTests
{
    private const string Payload = "[HookEvent(\"margin_call\")] public readonly record struct MarginCall(decimal Shortfall);\n";

    private const string Says = "Console.Error.WriteLine($\"{failure.Handler} did not do its work ({failure.Kind}): {failure.Exception?.Message ?? failure.Reason}\");";

    [Fact]
    public Task Adds_one_beside_the_first_handler_for_each_hook() => Test(Payload + """
        class Watch
        {
            void Use(RiskFlow flow)
            {
                [|flow.Raise(new MarginCall(1))|];
                [|flow.Raise(new MarginCall(2))|];
            }
        }

        class Alerts
        {
            // Of margin.
            [Hook("margin_call")] public void On(MarginCall call) { }

            [Hook("on_breach")]
            public void [|On|](BreachDetected breach) { } // the library raises it
            // the last
        }

        class Others { [Hook("margin_call")] public void On(MarginCall call) { } }
        """, Payload + $$"""
        class Watch
        {
            void Use(RiskFlow flow)
            {
                flow.Raise(new MarginCall(1));
                flow.Raise(new MarginCall(2));
            }
        }

        class Alerts
        {
            // Of margin.
            [Hook("margin_call")] public void On(MarginCall call) { }

            [Hook("on_breach")]
            public void On(BreachDetected breach) { } // the library raises it
            // the last

            [HookFailure("margin_call")]
            public static void MarginCallFailed(HookFailure failure) => {{Says}}

            [HookFailure("on_breach")]
            public static void OnBreachFailed(HookFailure failure) => {{Says}}
        }

        class Others { [Hook("margin_call")] public void On(MarginCall call) { } }
        """);

    [Fact]
    public Task Writes_into_the_document_of_the_handlers_with_the_usings_that_it_needs()
    {
        CodeFixTest<UnhandledHookFailure, AddFailureHandler> test = new(
            "namespace Bot { using RiskTraceGen; class Watch { void Use(RiskFlow flow) => [|flow.Raise(new MarginCall(1))|]; } }",
            "namespace Bot { using RiskTraceGen; class Watch { void Use(RiskFlow flow) => flow.Raise(new MarginCall(1)); } }");
        Alone(test.TestState, "namespace Bot;\n\n[RiskTraceGen.HookEvent(\"margin_call\")] public readonly record struct MarginCall(decimal Shortfall);\n\nstatic class Alerts { [RiskTraceGen.Hook(\"margin_call\")] internal static void MarginCallFailed(MarginCall call) { } }\n");
        Alone(test.FixedState, $"using System;\nusing RiskTraceGen;\n\nnamespace Bot;\n\n[RiskTraceGen.HookEvent(\"margin_call\")] public readonly record struct MarginCall(decimal Shortfall);\n\nstatic class Alerts {{ [RiskTraceGen.Hook(\"margin_call\")] internal static void MarginCallFailed(MarginCall call) {{ }} [HookFailure(\"margin_call\")] public static void MarginCallFailed2(HookFailure failure) => {Says} }}\n");
        return test.RunAsync();
    }

    [Fact]
    public Task Without_a_handler_in_the_program_the_class_that_raises_takes_it() => new CodeFixTest<UnhandledHookFailure, AddFailureHandler>(
        Payload + """
        static class Program
        {
            static void Main() { }

            static void Report(RiskFlow flow) => [|flow.Raise(new MarginCall(1))|];
        }
        """,
        Payload + $$"""
        static class Program
        {
            static void Main() { }

            static void Report(RiskFlow flow) => flow.Raise(new MarginCall(1));

            [HookFailure("margin_call")]
            public static void MarginCallFailed(HookFailure failure) => {{Says}}
        }
        """).Executable().RunAsync();

    [Theory]
    [InlineData("static class Program { static void Main() { } } class Box<T> { void Use(RiskFlow flow) => [|flow.Raise(new MarginCall(1))|]; }")]
    [InlineData("static class Program { static void Main() { } } struct Box { void Use(RiskFlow flow) => [|flow.Raise(new MarginCall(1))|]; }")]
    [InlineData("static class Program { static void Main() { } class Secret { private class Box { void Use(RiskFlow flow) => [|flow.Raise(new MarginCall(1))|]; } } }")]
    public Task Is_not_offered_where_no_handler_can_stand(string program)
        => new CodeFixTest<UnhandledHookFailure, AddFailureHandler>(Payload + program, Payload + program).Executable().RunAsync();

    private static Task Test(string before, string after) => new CodeFixTest<UnhandledHookFailure, AddFailureHandler>(before, after).RunAsync();

    private static void Alone(SolutionState state, string alerts)
    {
        state.Sources.RemoveAll(static source => source.filename is "Usings.cs" or "Broker.cs" or "Wrapper.cs");
        state.Sources.Add(("/0/Alerts.cs", alerts));
    }
}
