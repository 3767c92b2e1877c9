using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Generator.Tests;

/// <summary>What has a name only behind an <c>extern alias</c> generated code cannot speak of; everything else is traced all the same.</summary>
public sealed class ExternAliasTests
{
    private const string Foreign = """
        namespace Foreign;
        public enum Side { Buy }
        public sealed record Order(int Size);
        public interface IFeed { int Depth(); }
        public class Clock { public int Now() => 1; }
        """;

    private const string Bot = """
        extern alias foreign;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using RiskTraceGen;
        public sealed record Ticket(foreign::Foreign.Order Order, List<foreign::Foreign.Side> Sides, int Number);
        public interface IDesk : foreign::Foreign.IFeed
        {
            [BrokerCall("close")] int Close(string contract);
            [BrokerCall("place")] int Place(foreign::Foreign.Order order);
            [BrokerCall("any")] void Any(object any);
            [BrokerCall("any_side")] void Any(foreign::Foreign.Side side);
            [BrokerCall("ticket")] Ticket Send(Ticket ticket);
            foreign::Foreign.Order? Last { get; }
        }
        public sealed class Desk : IDesk
        {
            public int Close(string contract) => 2;
            public int Place(foreign::Foreign.Order order) => 3;
            public void Any(object any) { }
            public void Any(foreign::Foreign.Side side) { }
            public Ticket Send(Ticket ticket) => ticket;
            public foreign::Foreign.Order? Last => null;
            public int Depth() => 4;
        }
        [RiskRule("sizes")] public sealed class Sizes(foreign::Foreign.Clock clock)
        {
            public RuleResult Check(foreign::Foreign.Order order) => clock.Now() > 0 ? RuleResult.Pass : RuleResult.Pass;
        }
        public static class Program
        {
            public static Task RunAsync(RiskTracer tracer)
            {
                using RiskFlow flow = tracer.StartFlow("TEST");
                TracedDesk desk = new Desk().Traced(flow);
                flow.Complete($"{desk.Close("ES")} {desk.Send(new Ticket(new(1), [], 5)).Number}");
                return Task.CompletedTask;
            }
        }
        """;

    [Fact]
    public async Task ItIsLeftOutForThatMemberAlone()
    {
        Generated foreign = (Consumer.Of(Foreign) with { AssemblyName = "Foreign" }).Generate();
        Generated bot = (Consumer.Of(Bot) with { References = [foreign.Emit().WithAliases(["foreign"])] }).Generate().WithoutComplaints();
        FlowTrace flow = Assert.Single(await TracedProgram.RunAsync(bot, foreign));

        Assert.Equal("2 5", flow.Result);
        Assert.Equal(["close", "ticket"], flow.Steps.Where(step => step.Kind == StepKind.ApiCall).Select(step => step.Name));
        Assert.Contains("number: 5", flow.Steps.Single(step => step.Name == "ticket").Fields.Select(field => field.ToString()).First());
        string wrapper = bot["IDesk.Traced.g.cs"];
        Assert.All(new[] { " Place(", " Any(", " Last", " Depth(" }, left => Assert.DoesNotContain(left, wrapper));
    }

    [Fact]
    public void WhatHasTheAliasGlobalTooIsNamed()
    {
        MetadataReference foreign = (Consumer.Of(Foreign) with { AssemblyName = "Foreign" }).Generate().Emit().WithAliases(["foreign", "global"]);
        Generated bot = (Consumer.Of(Bot) with { References = [foreign] }).Generate().WithoutComplaints();

        Assert.Contains(" Place(Order order)", bot["IDesk.Traced.g.cs"]);
    }
}
