namespace RiskTraceGen.Generator.Tests;

/// <summary>Type names are short where that is clear, and qualified where it is not; either way they mean the right type.</summary>
public sealed class ShortNameTests
{
    [Fact]
    public void TheCommonCaseNeedsNoQualification()
        => Assert.All(Consumer.Of(Sources.TradingBot).Generate().WithoutComplaints().Files, file => Assert.DoesNotContain("global::", file.Text));

    [Theory]
    // A type of the consumer's own that hides one of the framework's.
    [InlineData("namespace Bot { public class Exception { } public class ValueTask { } public class Math { } public class RiskFlow { } public class TracePoint { } }")]
    // A namespace of that name.
    [InlineData("namespace Bot.CancellationToken { public class X { } } namespace Bot.Deep.TracePoint { public class Y { } }")]
    // Global usings that bring rivals in.
    [InlineData("global using Rivals; namespace Rivals { public class CallOutcome { } public class RecordWriter { } public class Order { } }")]
    [InlineData("global using Task = System.Int32; global using RiskFlow = System.String; global using static Rivals.Outer; namespace Rivals { public static class Outer { public class ValueTask { } public class RecordWriter { } } }")]
    // In the global namespace.
    [InlineData("public class Exception { } public class BrokerAttempt { } public class ExcludeFromCodeCoverageAttribute : System.Attribute { }")]
    // The first part of a namespace.
    [InlineData("namespace Bot { public class System { } public class Task { } }")]
    [InlineData("namespace Bot { public class RiskTraceGen { } }")]
    [InlineData("namespace Bot.System { public class Exception { } } namespace Bot.RiskTraceGen { public class RiskFlow { } } namespace Bot.Threading { public class Tasks { } }")]
    [InlineData("namespace RiskTraceGen { public class Exception { } public class ValueTask { } public class Order { } }")]
    public void RivalsAreToldApart(string rivals)
        => Consumer.Of(rivals + """

            namespace Other.Place { public sealed record Order(int Other); }
            namespace Bot.Deep
            {
                public sealed record Order(string Id, Other.Place.Order Twin, global::System.Collections.Generic.List<Other.Place.Order> Twins);
                public interface IBroker
                {
                    [global::RiskTraceGen.BrokerCall("place")] global::System.Threading.Tasks.ValueTask<Order> PlaceAsync(Other.Place.Order order, global::System.Threading.CancellationToken token = default);
                    [global::RiskTraceGen.BrokerCall("task")] global::System.Threading.Tasks.Task TaskAsync(global::System.Exception exception, Order order);
                }

                [global::RiskTraceGen.RiskRule("r")]
                public sealed class Rule
                {
                    public global::RiskTraceGen.RuleResult Check(Order order, TracedBroker broker) => global::RiskTraceGen.RuleResult.Pass;
                    public global::RiskTraceGen.RuleResult Check(Other.Place.Order order) => global::RiskTraceGen.RuleResult.Pass;
                }

                public sealed class Handlers { [global::RiskTraceGen.Hook("on_breach")] public void On(global::RiskTraceGen.BreachDetected breach) { } }
            }
            """).Generate().WithoutComplaints();

    // Words that are no keywords: a type of the name comes before them.
    [Theory]
    [InlineData("dynamic"), InlineData("notnull"), InlineData("unmanaged")]
    public void ATypeThatIsCalledAsAWordOfTheLanguageIsNotImported(string word)
        => Assert.Contains("global::Rivals.Order order", Consumer.Of($$"""
            // The names are meant to be words that the language may come to use.
            #pragma warning disable CS8981
            namespace Rivals { public sealed class @{{word}}; public sealed record Order(int Size); }
            """, """
            using System.Collections.Generic;
            using RiskTraceGen;
            namespace Bot;
            public interface IDesk
            {
                [BrokerCall("sort")] List<dynamic> Sort(List<dynamic> items, Rivals.Order order);
                [BrokerCall("keep")] T Keep<T>(T item) where T : notnull;
                [BrokerCall("copy")] T Copy<T>(T item) where T : unmanaged;
            }
            """).Generate().WithoutComplaints()["Bot.IDesk.Traced.g.cs"], StringComparison.Ordinal);

    [Fact]
    public void NativeIntegersMeanTheSameBesideTypesOfTheirNames()
        => Consumer.Of("""
            // The names are meant to be words that the language may come to use.
            #pragma warning disable CS8981
            using System;
            using System.Collections.Generic;
            using RiskTraceGen;
            namespace Bot;
            public sealed class @nint;
            public sealed class @nuint;
            public readonly record struct Order(IntPtr Handle, (UIntPtr One, int Two) Pair);
            public interface IDesk
            {
                [BrokerCall("open")] List<IntPtr> Open(IntPtr one, UIntPtr? two, (IntPtr, UIntPtr Two) three, @nint four, Order five, IntPtr[,] six);
                [BrokerCall("close")] T Close<T>(IntPtr handle = 5) where T : IComparable<IntPtr>;
            }
            """).Generate().WithoutComplaints();

    [Theory]
    [InlineData("RiskTraceGen.Bots")]
    [InlineData("System.Bots")]
    [InlineData("my-bot.2nd")]
    public void TheModuleMayStandAnywhere(string rootNamespace)
        => (Consumer.Of(Sources.TradingBot) with { RootNamespace = rootNamespace }).Generate().WithoutComplaints();

    [Fact]
    public void AGeneratedTypeOfAnotherFileCanBeARival()
        => Consumer.Of("""
            using RiskTraceGen;
            namespace Other { public sealed record Order(int Number); }
            namespace Bot { public sealed record Order(string Id); public interface IBroker { [BrokerCall("a")] void One(Order order); } }
            namespace Bot.Deep { public interface IDeepBroker { [BrokerCall("b")] void Two(Other.Order order); } }
            """).Generate().WithoutComplaints();

    [Fact]
    public void NamesThatTheConsumerHasTakenAreLeftToIt()
        => Consumer.Of("""
            using RiskTraceGen;
            namespace Bot;
            public sealed record Tick(int Price);
            public class TickRules { }
            public class TickEncoder { }
            public class HandlersOnHandler { }
            [RiskRule("r")] public sealed class Rule { public RuleResult Check(Tick tick) => RuleResult.Pass; }
            public sealed class Handlers { [Hook("on_breach")] public void On(BreachDetected breach) { } }
            public struct TracedBroker { }
            public interface IBroker { [BrokerCall("x")] void Send(Tick tick); }
            """).Generate().WithoutComplaints();

    [Theory]
    [InlineData("[Hook(\"first\")] public void On(First first) { } [Hook(\"second\")] public void On(Second second) { } [HookFailure(\"first\"), HookFailure(\"second\")] public void Failed(HookFailure failure) { }")]
    [InlineData("[HookFailure(\"second\"), HookFailure(\"first\")] public void Failed(HookFailure failure) { } [Hook(\"second\")] public void On(Second second) { } [Hook(\"first\")] public void On(First first) { }")]
    public void HandlersOfOneNameAreNumberedWhateverTheirOrder(string handlers)
    {
        string text = Consumer.Of($$"""
            using RiskTraceGen;
            [HookEvent("first")] public readonly record struct First(int Size);
            [HookEvent("second")] public readonly record struct Second(int Size);
            public sealed class Alerts { {{handlers}} }
            """).Generate().WithoutComplaints()["Alerts.Hooks.g.cs"];

        Assert.Contains("class AlertsOnHandler : HookHandler<First>", text);
        Assert.Contains("class AlertsOnHandler2 : HookHandler<Second>", text);
        Assert.Matches("Failures of first: .*\\n.*\\n.* class AlertsFailedFailureHandler ", text.ReplaceLineEndings("\n"));
        Assert.Matches("Failures of second: .*\\n.*\\n.* class AlertsFailedFailureHandler2 ", text.ReplaceLineEndings("\n"));
    }

    // Small letters can have one capital, as the two of sigma, and as the sign for a millionth and the letter that it is taken from.
    [Theory]
    [InlineData("Tick", "TICK")]
    [InlineData("Tickσ", "Tickς")]
    [InlineData("Tick\u00B5", "Tick\u03BC")]
    public void FileNamesThatDifferInCaseOnlyAreToldApart(string one, string other)
    {
        Generated generated = Consumer.Of($$"""
            using RiskTraceGen;
            public sealed record {{one}}(int Price);
            public sealed record {{other}}(int Price);
            [RiskRule("r")] public sealed class Rule { public RuleResult Check({{one}} tick) => RuleResult.Pass; public RuleResult Check({{other}} tick) => RuleResult.Pass; }
            """).Generate().WithoutComplaints();
        Assert.Equal(6, generated.Files.Select(file => file.Name.ToUpperInvariant()).Distinct().Count());
    }
}
