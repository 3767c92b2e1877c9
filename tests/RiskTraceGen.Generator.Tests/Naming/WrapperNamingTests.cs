using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Tests;

/// <summary>Which wrappers there are, and what they are called.</summary>
public sealed class WrapperNamingTests
{
    [Fact]
    public void WrappersOfOneNameAreToldApartByTheNearestNamespaceSegmentThatDoes()
    {
        Generated generated = Consumer.Of("""
            using RiskTraceGen;
            namespace Alpaca.Trading { public interface IClient { [BrokerCall("a")] void Send(); } }
            namespace Binance.Trading { public interface IClient { [BrokerCall("b")] void Send(); } }
            namespace Bot
            {
                public sealed record Tick(int Price);
                [RiskRule("r")] public sealed class Rule
                {
                    public RuleResult Check(Tick tick, Alpaca.Trading.TracedAlpacaClient one, Binance.Trading.TracedBinanceClient other) { one.Send(); other.Send(); return RuleResult.Pass; }
                }
            }
            """).Generate().WithoutComplaints();
        Assert.Contains("new TracedAlpacaClient(_client, flow), new TracedBinanceClient(_client2, flow)", generated["Bot.Tick.Dispatch.g.cs"]);
    }

    [Fact]
    public void AnInterfaceBesideAClassOfItsNameKeepsItsI()
    {
        Generated generated = Consumer.Of("""
            using RiskTraceGen;
            public interface IClient { [BrokerCall("a")] void Send(); }
            public class Client { [BrokerCall("b")] public void Send() { } }
            """).Generate().WithoutComplaints();
        Assert.Contains("struct TracedIClient", generated["IClient.Traced.g.cs"]);
        Assert.Contains("struct TracedClient", generated["Client.Traced.g.cs"]);
    }

    [Fact]
    public void NestedBrokersOfOneNameAreToldApartByWhatTheyAreNestedIn()
    {
        Generated generated = Consumer.Of("""
            using RiskTraceGen;
            namespace Bot;
            public static class Spot { public interface IHandler { [BrokerCall("a")] int Send(); } }
            public static class Margin { public interface IHandler { [BrokerCall("b")] int Send(); } }
            public class Venue<T> { public class Desk { public interface IHandler { [BrokerCall("c")] int Send(T order); } } }
            public sealed record Tick(int Price);
            [RiskRule("r")] public sealed class Rule
            {
                public RuleResult Check(Tick tick, TracedSpotHandler spot, TracedMarginHandler margin) { spot.Send(); margin.Send(); return RuleResult.Pass; }
            }
            """).Generate().WithoutComplaints();
        Assert.Contains("new TracedSpotHandler(_handler, flow), new TracedMarginHandler(_handler2, flow)", generated["Bot.Tick.Dispatch.g.cs"]);
    }

    [Fact]
    public void WhatTellsTwoApartIsNotTheNameOfAThird()
    {
        Generated generated = Consumer.Of("""
            using RiskTraceGen;
            namespace Alpaca { public interface IClient { [BrokerCall("a")] int Send(); int TracedAlpacaClient2(); } public interface IAlpacaClient { [BrokerCall("b")] int Send(); } }
            namespace Binance { public interface IClient { [BrokerCall("c")] int Send(); } }
            """).Generate().WithoutComplaints();
        Assert.Contains("struct TracedAlpacaClient\n", generated["Alpaca.IAlpacaClient.Traced.g.cs"]);
        Assert.Contains("struct TracedAlpacaClient2\n", generated["Alpaca.IClient.Traced.g.cs"]);
    }

    [Fact]
    public void WhatTellsTwoApartIsNotTheNameOfAThirdInAnotherNamespace()
    {
        Generated generated = Consumer.Of("""
            using RiskTraceGen;
            namespace Bot
            {
                public interface IOneDesk { [BrokerCall("a")] int Send(); }
                namespace One { public interface IDesk { [BrokerCall("b")] int Send(); } }
                namespace Two { public interface IDesk { [BrokerCall("c")] int Send(); } }
            }
            """).Generate().WithoutComplaints();
        Assert.Contains("static class TracedOneDeskExtensions\n", generated["Bot.IOneDesk.Traced.g.cs"]);
        Assert.Contains("static class TracedOneDesk2Extensions\n", generated["Bot.One.IDesk.Traced.g.cs"]);
    }

    [Fact]
    public void BrokersOfOneNameAreToldApartBeforeTheyAreComparedWithOtherTypes()
    {
        Generated generated = Consumer.Of("""
            using RiskTraceGen;
            namespace Bot;
            public static class Oa<T> { public interface IDesk { [BrokerCall("a")] int Send(T order); } }
            public static class Ob<T> { public interface IDesk { [BrokerCall("b")] int Send(T order); } }
            public sealed class TracedDesk<T>;
            public sealed class TracedObDesk<T>;
            public sealed class TracedOaDesk;
            """).Generate().WithoutComplaints();
        Assert.Contains("struct TracedOaDesk<T>\n", generated["Bot.Oa{T}.IDesk.Traced.g.cs"]);
        Assert.Contains("struct TracedObDesk2<T>\n", generated["Bot.Ob{T}.IDesk.Traced.g.cs"]);
        Assert.All(["Bot.Oa`1+IDesk", "Bot.Ob`1+IDesk"], name => Assert.Null(Refusals.OfType(generated.Compilation.GetTypeByMetadataName(name)!, generated.Compilation)));
    }

    [Fact]
    public void ABrokerOfANameOfItsOwnHasNoWrapperWhereThatIsTaken()
    {
        Generated generated = Consumer.Of("""
            using RiskTraceGen;
            namespace Bot;
            public interface IDesk { [BrokerCall("a")] int Send(); }
            public interface IOther { [BrokerCall("b")] int Send(); }
            public sealed class TracedDesk;
            """).Generate().WithoutComplaints();
        Assert.DoesNotContain(generated.Files, file => file.Name == "Bot.IDesk.Traced.g.cs");
        Assert.DoesNotContain(generated.Files, file => file.Text.Contains("\"a\"", StringComparison.Ordinal));
        Assert.Equal(RefusalReason.WrapperNameTaken, Refusals.OfType(generated.Compilation.GetTypeByMetadataName("Bot.IDesk")!, generated.Compilation)?.Reason);
    }

    // A type with type parameters can be beside a namespace of its name; one without cannot.
    [Fact]
    public void ABrokerHasNoWrapperWhereThatIsTheNameOfANamespace()
    {
        Generated generated = Consumer.Of("""
            using RiskTraceGen;
            namespace Ext
            {
                public interface IFive { [BrokerCall("a")] int Send(); }
                public interface IFive<T> { [BrokerCall("b")] int Send(T order); }
                public interface ISix { [BrokerCall("c")] int Send(); }
                namespace One { public interface IDesk { [BrokerCall("d")] int Send(); } }
                namespace Two { public interface IDesk { [BrokerCall("e")] int Send(); } }
            }
            namespace Ext.TracedFive { public sealed class Five; }
            namespace Ext.One.TracedOneDesk { }
            namespace Ext.TickRules.More { }
            namespace Ext.TickEncoder { }
            namespace Ext
            {
                public sealed record Tick(int Size);
                [RiskRule("r")] public sealed class Rule { public RuleResult Check(Tick tick, TracedFive<int> five, TracedSix six) => RuleResult.Pass; }
            }
            """).Generate().WithoutComplaints();
        Assert.DoesNotContain(generated.Files, file => file.Name == "Ext.IFive.Traced.g.cs");
        Assert.Contains("struct TracedFive<T>\n", generated["Ext.IFive{T}.Traced.g.cs"]);
        Assert.Contains("struct TracedOneDesk2\n", generated["Ext.One.IDesk.Traced.g.cs"]);
        Assert.Equal(RefusalReason.WrapperNameTaken, Refusals.OfType(generated.Compilation.GetTypeByMetadataName("Ext.IFive")!, generated.Compilation)?.Reason);
        Assert.Null(Refusals.OfType(generated.Compilation.GetTypeByMetadataName("Ext.One.IDesk")!, generated.Compilation));
    }

    [Fact]
    public void TheExtensionsOfAGenericBrokerAreNotThoseOfAnother()
    {
        Generated generated = Consumer.Of("""
            using RiskTraceGen;
            public interface IDesk<T> { [BrokerCall("a")] int Send(T order); }
            public interface IDeskOfT { [BrokerCall("b")] int Send(); }
            public interface IOther<T> { [BrokerCall("c")] int Send(T order); }
            public static class Use { public static int All(IDesk<int> one, IDeskOfT two, RiskFlow flow) => one.Traced(flow).Send(1) + two.Traced(flow).Send(); }
            """).Generate().WithoutComplaints();
        Assert.Contains("static class TracedDeskOfTExtensions\n", generated["IDeskOfT.Traced.g.cs"]);
        Assert.Contains("static class TracedDeskOfTExtensions2\n", generated["IDesk{T}.Traced.g.cs"]);
        Assert.Contains("static class TracedOtherOfTExtensions\n", generated["IOther{T}.Traced.g.cs"]);
    }

    [Fact]
    public void AnInterfaceThatKeepsItsIIsNotTakenForAnother()
    {
        Generated generated = Consumer.Of("""
            using RiskTraceGen;
            public interface IFoo { [BrokerCall("a")] int Send(); }
            public class Foo { [BrokerCall("b")] public int Send() => 1; }
            public interface IIFoo { [BrokerCall("c")] int Send(); }
            """).Generate().WithoutComplaints();
        Assert.Contains("struct TracedIFoo\n", generated["IFoo.Traced.g.cs"]);
        Assert.Contains("struct TracedFoo\n", generated["Foo.Traced.g.cs"]);
        Assert.Contains("struct TracedIFoo2\n", generated["IIFoo.Traced.g.cs"]);
    }

    [Fact]
    public void ANumberIsNotTheNameOfAnother()
    {
        Generated generated = Consumer.Of("""
            using RiskTraceGen;
            namespace Alpaca
            {
                public interface IClient { [BrokerCall("a")] int Send(); }
                public interface IAlpacaClient { [BrokerCall("b")] int Send(); }
                public interface IAlpacaClient2 { [BrokerCall("c")] int Send(); }
            }
            namespace Binance { public interface IClient { [BrokerCall("d")] int Send(); } }
            """).Generate().WithoutComplaints();
        Assert.Contains("struct TracedAlpacaClient2\n", generated["Alpaca.IAlpacaClient2.Traced.g.cs"]);
        Assert.Contains("struct TracedAlpacaClient3\n", generated["Alpaca.IClient.Traced.g.cs"]);
    }

    [Fact]
    public void ABrokerThatItsOwnProjectTellsApartGetsNoSecondWrapper()
    {
        Generated boundary = (Consumer.Of("""
            using RiskTraceGen;
            namespace Vendor;
            public interface IDesk { [BrokerCall("a")] int Send(); }
            public class Desk { [BrokerCall("b")] public int Send() => 1; }
            """) with { AssemblyName = "Vendor" }).Generate().WithoutComplaints();
        Generated generated = (Consumer.Of("""
            [assembly: RiskTraceGen.BrokerCall(typeof(Vendor.IDesk), "Send")]
            [assembly: RiskTraceGen.BrokerCall(typeof(Vendor.Desk), "Send")]
            """) with { References = [boundary.Emit()] }).Generate().WithoutComplaints();
        Assert.DoesNotContain(generated.Files, file => file.Name.Contains("Traced", StringComparison.Ordinal));
    }

    [Fact]
    public void ABrokerThatItsOwnProjectTellsApartByItsNamespaceGetsNoSecondWrapper()
    {
        Generated boundary = (Consumer.Of("""
            using RiskTraceGen;
            namespace One { public interface IDesk { [BrokerCall("a")] int Send(); } }
            namespace Two { public interface IDesk { [BrokerCall("b")] int Send(); } }
            """) with { AssemblyName = "Vendor" }).Generate().WithoutComplaints();
        Generated generated = (Consumer.Of("""[assembly: RiskTraceGen.BrokerCall(typeof(One.IDesk), "Send")]""") with { References = [boundary.Emit()] }).Generate().WithoutComplaints();
        Assert.DoesNotContain(generated.Files, file => file.Name.Contains("Traced", StringComparison.Ordinal));
    }

    [Fact]
    public void AClassOfSeveralBrokersGetsOneWrapperForAll()
    {
        Generated generated = Consumer.Of("""
            using RiskTraceGen;
            public interface IOrders { [BrokerCall("send")] int Send(string order); }
            public interface IQuotes { [BrokerCall("quote")] int Quote(); [BrokerCall("hidden")] int Hidden(); }
            public class Paper : IOrders, IQuotes { public int Send(string order) => 1; public int Quote() => 2; int IQuotes.Hidden() => 3; public int Plain() => 4; }
            public class Derived : Paper { }
            public static class Use
            {
                public static int All(Derived paper, RiskFlow flow) { TracedPaper traced = paper.Traced(flow); return traced.Send("x") + traced.Quote() + traced.Hidden() + traced.Plain(); }
                public static TracedOrders Orders(IOrders orders, RiskFlow flow) => orders.Traced(flow);
            }
            """).Generate().WithoutComplaints();
        Assert.Contains("BrokerCall(\"hidden\", \"IQuotes.Hidden\")", generated["Paper.Traced.g.cs"]);
        Assert.Contains("((IQuotes)_broker).Hidden()", generated["Paper.Traced.g.cs"]);
        Assert.DoesNotContain(generated.Files, file => file.Name.StartsWith("Derived", StringComparison.Ordinal));
    }

    [Fact]
    public void ForeignBrokersAreNamedByTheAssembly()
    {
        const string Attributes = """
            [assembly: RiskTraceGen.BrokerCall(typeof(Vendor.IClient), "SubmitOrderAsync", Name = "place_order")]
            [assembly: RiskTraceGen.BrokerCall(typeof(Vendor.IClient), "CancelAllAsync")]
            """;
        Generated vendor = (Consumer.Of("""
            using System.Threading.Tasks;
            namespace Vendor;
            public sealed class Ack { public bool Succeeded { get; init; } public string? Id; public string Computed => "code"; }
            public interface IClient { Task<Ack> SubmitOrderAsync(string id); Task<Ack> SubmitOrderAsync(int id); Task CancelAllAsync(); Task PingAsync(); }
            """) with { AssemblyName = "Vendor" }).Generate();
        Generated generated = (Consumer.Of(Attributes, """[assembly: RiskTraceGen.BrokerCall(typeof(Vendor.IClient), "SubmitOrderAsync")]""") with { References = [vendor.Emit()] }).Generate().WithoutComplaints();
        string wrapper = generated["Vendor.IClient.Traced.g.cs"];
        Assert.Contains("internal readonly struct TracedClient", wrapper);
        Assert.Contains("SubmitOrder2 = TracePoint.BrokerCall(\"place_order\", \"IClient.SubmitOrderAsync\", \"id\")", wrapper);
        Assert.Contains("CancelAll = TracePoint.BrokerCall(\"cancel_all\"", wrapper);
        Assert.Contains("PingAsync() => _broker.PingAsync();", wrapper);
        string encoder = generated["Vendor.Ack.Encoder.g.cs"];
        Assert.Contains("TracePoint.Shape(\"Ack\", \"id\", \"succeeded\")", encoder);
        Assert.Contains("Succeeded: false", encoder);
    }
}
