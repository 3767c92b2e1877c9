using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Generator.Tests;

/// <summary>What is annotated in several projects becomes one host: docs/several-projects.md, sentence by sentence.</summary>
public sealed class SeveralProjectsTests
{
    private static readonly Generated Boundary = Project("Boundary", """
        using RiskTraceGen;
        namespace Boundary;
        public sealed record Tick(int Price);
        public interface IBroker { [BrokerCall("close")] int Close(string contract); }
        public sealed class Broker : IBroker { public int Close(string contract) => 1; }
        """);

    private static readonly Generated Rules = Project("Rules", """
        using Boundary;
        using RiskTraceGen;
        namespace Rules;
        [HookEvent("margin_call")] public readonly record struct MarginCall(int Missing);
        [RiskRule("price")]
        public sealed class PriceRule
        {
            public RuleResult Check(Tick tick, TracedBroker broker)
            {
                broker.Close("ES");
                broker.Flow.Raise(new MarginCall(tick.Price));
                return RuleResult.Breach("closed");
            }
        }
        """, Boundary);

    private static readonly Generated Hooks = Project("Hooks", """
        using RiskTraceGen;
        using Rules;
        namespace Hooks;
        public sealed class Alerts
        {
            [Hook("margin_call")] public void Called(MarginCall call) { }
            [HookFailure] public void Failed(HookFailure failure) { }
        }
        """, Rules, Boundary);

    private const string Host = """
        using System.Linq;
        using System.Threading.Tasks;
        using Boundary;
        using RiskTraceGen;

        public static class Program
        {
            public static async Task RunAsync(RiskTracer tracer)
                => await Host.RiskTracing.Module.CreateDispatcher(tracer, type => type == typeof(IBroker) ? new Broker() : null).DispatchAsync(new Tick(1));
        }
        """;

    [Fact]
    public async Task AnExtensionOfAReferenceThatStandsNearerIsNotTakenForTheGeneratedOne()
    {
        Generated near = Project("Near", "namespace Rules; public static class Near { public static int Traced(this object any, RiskTraceGen.RiskFlow flow) => 0; }");
        Generated rules = Project("Rules", """
            using RiskTraceGen;
            namespace Rules.Price;
            public interface IBroker { [BrokerCall("close")] int Close(string contract); }
            public sealed class Broker : IBroker { public int Close(string contract) => 1; }
            public sealed record Tick(int Price);
            [RiskRule("price")] public sealed class PriceRule { public RuleResult Check(Tick tick, TracedBroker broker) => RuleResult.Breach($"closed {broker.Close("ES")}"); }
            """, near).WithoutComplaints();
        FlowTrace flow = Assert.Single(await TracedProgram.RunAsync(Project("Host", Host.Replace("using Boundary;", "using Rules.Price;", StringComparison.Ordinal), rules, near), near, rules));

        Assert.Contains(flow.Steps, step => step is { Kind: StepKind.ApiCall, Name: "close" });
    }

    [Fact]
    public async Task ABoundaryRulesAndHooksOfThreeProjectsAreOneHost()
    {
        FlowTrace flow = await RunAsync(Project("Host", Host, Hooks, Rules, Boundary), Boundary, Rules, Hooks);
        Assert.Equal(["close", "margin_call", "on_breach", "price"], Names(flow));
    }

    [Fact]
    public void AProjectUsesTheWrapperThatIsThereAlready()
    {
        Assert.DoesNotContain(Rules.Files, file => file.Name.Contains("Traced", StringComparison.Ordinal));
        Generated again = Project("Again", """[assembly: RiskTraceGen.BrokerCall(typeof(Boundary.IBroker), "Close")]""", Boundary);
        Assert.DoesNotContain(again.Files, file => file.Name.Contains("Traced", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AModuleThatIsReachedOnSeveralWaysIsComposedOnce()
    {
        const string Side = "using RiskTraceGen; namespace {0}; [RiskRule(\"{0}\")] public sealed class Rule {{ public RuleResult Check(Boundary.Tick tick) => RuleResult.Pass; }}";
        Generated left = Project("Left", string.Format(null, Side, "Left"), Rules, Boundary);
        Generated right = Project("Right", string.Format(null, Side, "Right"), Rules, Boundary);
        FlowTrace flow = await RunAsync(Project("Host", Host, left, right, Rules, Boundary), Boundary, Rules, left, right);
        Assert.Equal(["Left", "Right", "close", "margin_call", "on_breach", "price"], Names(flow));
    }

    [Fact]
    public async Task AProjectWithoutAnnotationsHandsOnWhatItReferences()
    {
        Generated between = Project("Between", "public static class Nothing { public static object Of(int price) => new Rules.MarginCall(price); }", Rules, Boundary);
        FlowTrace flow = await RunAsync(Project("Host", Host, between, Boundary), Boundary, Rules, between);
        Assert.Equal(["close", "margin_call", "on_breach", "price"], Names(flow));
    }

    [Fact]
    public void ModulesAreComposedInTheOrderOfTheirNames()
        => Assert.Equal(Project("Host", Host, Hooks, Rules, Boundary)["Host.RiskTracing.g.cs"], Project("Host", Host, Boundary, Hooks, Rules)["Host.RiskTracing.g.cs"]);

    [Fact]
    public async Task WhatIsInternalIsComposedToo()
    {
        Generated inside = Project("Inside", """
            using RiskTraceGen;
            namespace Inside;
            internal sealed record Move(int Size);
            internal interface IDesk { [BrokerCall("flatten")] void Flatten(); }
            internal sealed class Desk : IDesk { public void Flatten() { } }
            [RiskRule("size")] internal sealed class SizeRule { public RuleResult Check(Move move, TracedDesk desk) { desk.Flatten(); return RuleResult.Breach("flat"); } }
            internal sealed class Alerts { [Hook("on_breach")] public void On(BreachDetected breach) { } [HookFailure] public void Failed(HookFailure failure) { } }
            public static class Desks
            {
                public static object? Resolve(System.Type type) => type == typeof(IDesk) ? new Desk() : null;
                public static async System.Threading.Tasks.Task DispatchAsync(RiskDispatcher dispatcher) => await dispatcher.DispatchAsync(new Move(1));
            }
            """);
        FlowTrace flow = await RunAsync(Project("Host", """
            public static class Program
            {
                public static System.Threading.Tasks.Task RunAsync(RiskTraceGen.RiskTracer tracer)
                    => Inside.Desks.DispatchAsync(Host.RiskTracing.Module.CreateDispatcher(tracer, Inside.Desks.Resolve));
            }
            """, inside), inside);
        Assert.Equal(["flatten", "on_breach", "size"], Names(flow));
    }

    [Fact]
    public void ASecondBrokerOfANameInOneProjectRenamesBothWrappers()
    {
        const string One = "using RiskTraceGen; namespace One { public interface IDesk { [BrokerCall(\"close\")] void Close(); } }";
        const string Two = "namespace Two { public interface IDesk { [BrokerCall(\"flatten\")] void Flatten(); } }";
        Project("Alone", One + "public static class Use { public static One.TracedDesk Of(One.IDesk desk, RiskFlow flow) => desk.Traced(flow); }");
        Generated both = Project("Both", One + Two + "public static class Use { public static One.TracedOneDesk Of(One.IDesk desk, RiskFlow flow) => desk.Traced(flow); }");
        Assert.Contains("struct TracedTwoDesk", both["Two.IDesk.Traced.g.cs"]);
    }

    [Fact]
    public async Task BrokersOfOneNameInSeveralProjectsAreToldApart()
    {
        Generated program = Project("Host", """
            using System.Threading.Tasks;
            using RiskTraceGen;

            namespace Own
            {
                public interface IBroker { [BrokerCall("own")] void Send(); }
                public sealed class Broker : IBroker { public void Send() { } }
            }

            [RiskRule("both")]
            public sealed class BothRule
            {
                public RuleResult Check(Boundary.Tick tick, Boundary.TracedBroker there, Own.TracedBroker here) { there.Close("ES"); here.Send(); return RuleResult.Pass; }
            }

            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    RiskDispatcher dispatcher = Host.RiskTracing.Module.CreateDispatcher(
                        tracer, type => type == typeof(Own.IBroker) ? new Own.Broker() : type == typeof(Boundary.IBroker) ? new Boundary.Broker() : null);
                    await dispatcher.DispatchAsync(new Boundary.Tick(1));
                }
            }
            """, Boundary);
        Assert.Equal(["both", "close", "own"], Names(await RunAsync(program, Boundary)));

        Project("Above", """
            using RiskTraceGen;
            public static class Use
            {
                public static void Both(Own.IBroker own, Boundary.IBroker boundary, RiskFlow flow)
                {
                    own.Traced(flow).Send();
                    boundary.Traced(flow).Close("ES");
                }
            }
            """, program, Boundary).WithoutComplaints();
    }

    [Fact]
    public async Task ANameMeansTheNearestWrapperAlsoBeforeItExists()
    {
        Generated program = Project("Host", """
            using System.Threading.Tasks;
            using Boundary;
            using RiskTraceGen;

            namespace Own
            {
                public interface IBroker { [BrokerCall("own")] void Send(); }
                public sealed class Broker : IBroker { public void Send() { } }
                [RiskRule("here")] public sealed class HereRule { public RuleResult Check(Tick tick, TracedBroker broker) { broker.Send(); return RuleResult.Pass; } }
                public sealed class Alerts { [Hook("on_breach")] public void On(BreachDetected breach, TracedBroker broker) => broker.Send(); [HookFailure] public void Failed(HookFailure failure) { } }
            }

            [RiskRule("there")] public sealed class ThereRule { public RuleResult Check(Tick tick, TracedBroker broker) { broker.Close("ES"); return RuleResult.Breach("late"); } }

            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    RiskDispatcher dispatcher = Host.RiskTracing.Module.CreateDispatcher(
                        tracer, type => type == typeof(Own.IBroker) ? new Own.Broker() : type == typeof(IBroker) ? new Broker() : null);
                    await dispatcher.DispatchAsync(new Tick(1));
                }
            }
            """, Boundary);
        Assert.Equal(["close", "here", "on_breach", "own", "own", "there"], Names(await RunAsync(program, Boundary)));
    }

    [Theory]
    [InlineData("Desk.Tests")]
    [InlineData("Desk")]
    public async Task ATestProjectThatSeesInternalsMeetsNoSecondOfAnyName(string rootNamespace)
    {
        Generated vendor = Vendor();
        Generated desk = Project("Desk", """
            using RiskTraceGen;
            [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Desk.Tests")]
            [assembly: BrokerCall(typeof(Vendor.IClient), "Submit")]
            namespace Desk;
            public enum Side { Buy, Sell }
            public sealed record Move(int Size, Side Side);
            internal interface IDesk { [BrokerCall("flatten")] void Flatten(Move move); }
            [RiskRule("size")]
            public sealed class SizeRule
            {
                internal RuleResult Check(Move move) => RuleResult.Pass;
                public RuleResult Evaluate(Move move, RiskFlow flow) => RuleResult.Pass;
            }
            public sealed class Alerts { [Hook("on_breach")] public void On(BreachDetected breach) { } [HookFailure] public void Failed(HookFailure failure) { } }
            """, vendor);
        Generated tests = (Consumer.Of("""
            using System.Threading.Tasks;
            using Desk;
            using RiskTraceGen;
            using Vendor;

            [assembly: BrokerCall(typeof(Vendor.IClient), "Submit")]

            namespace Desk.Testing
            {
                public sealed class FakeDesk : IDesk { void IDesk.Flatten(Move move) { } }
                public sealed class FakeClient : IClient { public void Submit() { } public void Ping() { } }
                [RiskRule("test_rule")]
                public sealed class TestRule
                {
                    internal RuleResult Check(Move move, TracedDesk desk, TracedClient client) => Both(move, desk, client);
                    public RuleResult Evaluate(Move move, RiskFlow flow)
                    {
                        IDesk desk = new FakeDesk();
                        desk.Traced(flow).Flatten(move);
                        new FakeClient().Traced(flow).Submit();
                        return RuleResult.Pass;
                    }
                    private static RuleResult Both(Move move, TracedDesk desk, TracedClient client) { desk.Flatten(move); client.Submit(); return RuleResult.Pass; }
                }
            }

            public static class Program
            {
                public static Task RunAsync(RiskTracer tracer) => Desk.Testing.Host.RunAsync(tracer);
            }

            namespace Desk.Testing
            {
                public static class Host
                {
                    public static async Task RunAsync(RiskTracer tracer)
                        => await ROOT.RiskTracing.Module.CreateDispatcher(tracer, Resolve).DispatchAsync(new Move(1, Side.Sell));

                    private static object? Resolve(System.Type type)
                        => type == typeof(IDesk) ? new FakeDesk() : type == typeof(Vendor.IClient) ? new FakeClient() : null;
                }
            }
            """.Replace("ROOT", rootNamespace, StringComparison.Ordinal)) with { AssemblyName = "Desk.Tests", RootNamespace = rootNamespace, References = [desk.Emit(), vendor.Emit()] }).Generate();
        Assert.Equal(["flatten", "size", "submit", "test_rule"], Names(await RunAsync(tests, vendor, desk)));
    }

    [Fact]
    public async Task ProjectsThatTraceTheSameForeignBrokerHaveAWrapperEach()
    {
        Generated vendor = Vendor();
        const string Side = """
            using RiskTraceGen;
            [assembly: BrokerCall(typeof(Vendor.IClient), "Submit")]
            namespace {0};
            [RiskRule("{0}")] internal sealed class Rule {{ public RuleResult Check(Boundary.Tick tick, Vendor.TracedClient client) {{ client.Submit(); return RuleResult.Pass; }} }}
            """;
        Generated left = Project("Left", string.Format(null, Side, "Left"), vendor, Boundary);
        Generated right = Project("Right", string.Format(null, Side, "Right"), vendor, Boundary);
        Generated program = Project("Host", """
            using System.Threading.Tasks;
            using RiskTraceGen;
            public sealed class Client : Vendor.IClient { public void Submit() { } public void Ping() { } }
            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                    => await Host.RiskTracing.Module.CreateDispatcher(tracer, type => type == typeof(Vendor.IClient) ? new Client() : null).DispatchAsync(new Boundary.Tick(1));
            }
            """, left, right, vendor, Boundary);
        Assert.Equal(["Left", "Right", "submit", "submit"], Names(await RunAsync(program, Boundary, vendor, left, right)));
    }

    [Fact]
    public void WhereInternalsOfTwoProjectsAreSeenTheirWrappersOfOneForeignBrokerAreAmbiguous()
    {
        Generated vendor = Vendor();
        const string Side = """
            [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Both.Tests")]
            [assembly: RiskTraceGen.BrokerCall(typeof(Vendor.IClient), "Submit")]
            """;
        Consumer tests = Consumer.Of("""
            using RiskTraceGen;
            public static class Test { public static void Run(Vendor.IClient client, RiskFlow flow) => client.Traced(flow).Submit(); }
            """) with { AssemblyName = "Both.Tests", References = [Project("Left", Side, vendor).Emit(), Project("Right", Side, vendor).Emit(), vendor.Emit()] };
        Assert.Contains("CS0121", Assert.Single(tests.Generate().Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public void AnImportInsideANamespaceIsNearerThanAWrapperFurtherOut()
        => Project("Host", """
            namespace Own
            {
                public interface IBroker { [RiskTraceGen.BrokerCall("own")] void Send(); }
            }

            namespace Own.Deep
            {
                using Boundary;
                using RiskTraceGen;
                [RiskRule("deep")] public sealed class DeepRule { public RuleResult Check(Tick tick, TracedBroker broker) { broker.Close("ES"); return RuleResult.Pass; } }
            }
            """, Boundary);

    private static Generated Vendor() => Project("Vendor", "namespace Vendor; public interface IClient { void Submit(); void Ping(); }");

    private static Generated Project(string name, string source, params Generated[] references)
        => (Consumer.Of(source) with { AssemblyName = name, References = [.. references.Select(reference => reference.Emit())] }).Generate().WithoutComplaints();

    private static async Task<FlowTrace> RunAsync(Generated program, params Generated[] libraries) => Assert.Single(await TracedProgram.RunAsync(program, libraries));

    /// <summary>The rules, calls and hooks of a flow, in ordinal order, because hooks have none of their own.</summary>
    private static IEnumerable<string> Names(FlowTrace flow)
        => flow.Steps.Where(step => step.Kind is StepKind.RiskEval or StepKind.ApiCall or StepKind.HookExec).Select(step => step.Name.Split(' ')[0]).Order(StringComparer.Ordinal);
}
