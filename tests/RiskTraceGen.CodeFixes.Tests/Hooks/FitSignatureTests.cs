using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.CodeFixes.Hooks;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The fix of RTG0207.</summary>
public sealed class FitSignatureTests
{
    [Fact]
    public Task Gives_the_payload_and_makes_the_method_reachable() => Test("""
        class Alerts
        {
            // first
            [Hook("on_breach")] // of all
            private /* nobody */ void [|A|]() { }

            [Hook("on_breach")] void [|B|](CancellationToken cancellationToken) { }

            [Hook("on_breach")] protected static ValueTask [|C|](BreachDetected breach) => default;

            [Hook("on_breach")] public void [|D|](ref BreachDetected breach, RiskFlow flow) => Console.WriteLine(breach.Rule);

            [Hook("on_breach")] public void [|E|](object breach /* whatever */) => Console.WriteLine(breach);

            [HookFailure] public void [|F|](int breachDetected) { }

            [HookFailure, Obsolete] private protected void [|G|]() { int hookFailure = 1; Console.WriteLine(hookFailure); }
        }
        """, """
        class Alerts
        {
            // first
            [Hook("on_breach")] // of all
            internal /* nobody */ void A(BreachDetected breachDetected) { }

            [Hook("on_breach")] internal void B(BreachDetected breachDetected, CancellationToken cancellationToken) { }

            [Hook("on_breach")] internal protected static ValueTask C(BreachDetected breach) => default;

            [Hook("on_breach")] public void D(BreachDetected breach, RiskFlow flow) => Console.WriteLine(breach.Rule);

            [Hook("on_breach")] public void E(BreachDetected breach /* whatever */) => Console.WriteLine(breach);

            [HookFailure] public void F(HookFailure breachDetected) { }

            [HookFailure, Obsolete] internal protected void G(HookFailure hookFailure2) { int hookFailure = 1; Console.WriteLine(hookFailure); }
        }
        """);

    [Fact]
    public Task What_else_it_takes_comes_through_the_constructor() => Test("""
        public interface IPhone { void Ring(string text); }

        public sealed class Alerts // of the desk
        {
            [Hook("on_breach")]
            public void [|Page|](BreachDetected breach, IPhone phone) => phone.Ring(breach.Rule);
        }

        public sealed class Pager(string number)
        {
            [Hook("on_breach")]
            public void [|Page|](IPhone phone, BreachDetected breach) => phone.Ring(breach.Rule + number);
        }
        """, """
        public interface IPhone { void Ring(string text); }

        public sealed class Alerts(IPhone phone) // of the desk
        {
            [Hook("on_breach")]
            public void Page(BreachDetected breach) => phone.Ring(breach.Rule);
        }

        public sealed class Pager(string number, IPhone phone)
        {
            [Hook("on_breach")]
            public void Page(BreachDetected breach) => phone.Ring(breach.Rule + number);
        }
        """);

    // What it writes of the class is written anew from what the fix leaves.
    [Fact]
    public Task The_generator_may_make_the_class() => new CodeFixTest<UnwiredHandler, FitSignature>(
        """
        class Alerts
        {
            [Hook("on_breach")] public void On(BreachDetected breach) { }
            [Hook("on_breach")] public void [|Page|](BreachDetected breach, IFormatProvider format) => Console.WriteLine(breach.Rule.ToString(format));
        }
        """,
        """
        class Alerts(IFormatProvider format)
        {
            [Hook("on_breach")] public void On(BreachDetected breach) { }
            [Hook("on_breach")] public void Page(BreachDetected breach) => Console.WriteLine(breach.Rule.ToString(format));
        }
        """).Generated().RunAsync();

    [Theory]
    [InlineData("class Alerts { [Hook(\"on_breach\")] public bool [|On|](BreachDetected breach) => true; }")]
    [InlineData("class Alerts { [Hook(\"on_breach\")] public void [|On|]<T>(BreachDetected breach) { } }")]
    [InlineData("abstract class Alerts { [Hook(\"on_breach\")] void [|On|](BreachDetected breach) { } }")]
    [InlineData("class Alerts { [Hook(\"on_breach\")] public int [|On|]() => 1; }")]
    [InlineData("class Alerts { [Hook(\"on_breach\")] public void [|On|](string text) => Console.WriteLine(text.Length); }")] // would not compile
    [InlineData("class Alerts { [Hook(\"on_breach\")] public void [|On|](string text) { } void Call() => On(\"x\"); }")] // is called
    [InlineData("class Alerts { [Hook(\"on_breach\")] public void [|On|](string text, int number) { } }")]
    [InlineData("class Alerts { [Hook(\"on_breach\")] public void [|On|](BreachDetected one, BreachDetected two) { } }")]
    [InlineData("class Alerts { [Hook(\"on_breach\"), HookFailure] public void [|On|](BreachDetected breach) { } }")]
    [InlineData("class Alerts { [Hook(\"on_breach\")] public static void [|On|](BreachDetected breach, string text) => Console.WriteLine(text); }")]
    [InlineData("class Alerts { public Alerts() { } [Hook(\"on_breach\")] public void [|On|](BreachDetected breach, string text) => Console.WriteLine(text); }")]
    [InlineData("class Alerts { [Hook(\"on_breach\")] public void [|On|](BreachDetected breach, string text) => Console.WriteLine(text); static Alerts Make() => new(); }")]
    [InlineData("class Alerts { string text = \"\"; [Hook(\"on_breach\")] public void [|On|](BreachDetected breach, string text) => Console.WriteLine(text + this.text); }")]
    [InlineData("interface IAlerts { void On(); } class Alerts : IAlerts { [Hook(\"on_breach\")] public void [|On|]() { } }")]
    public Task Is_not_offered(string source) => Test(source, source);

    private static Task Test(string before, string after) => new CodeFixTest<UnwiredHandler, FitSignature>(before, after).WithoutNoise().RunAsync();
}
