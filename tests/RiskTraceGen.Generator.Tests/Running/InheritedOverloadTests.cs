using Microsoft.CodeAnalysis.CSharp;

namespace RiskTraceGen.Generator.Tests;

/// <summary>A method that fits comes before those of base types, also where they fit better: in the wrapper as on the broker.</summary>
public sealed class InheritedOverloadTests
{
    private const string Brokers = """
        using System.Threading.Tasks;
        using RiskTraceGen;
        public interface IBase { [BrokerCall("narrow")] string Send(int size, bool all = true); }
        public interface IDesk : IBase { [BrokerCall("wide")] string Send(double size); }
        public class Base
        {
            [BrokerCall("base_close", Retries = 2)] public virtual Task<string> CloseAsync(int lots) => Task.FromResult("base");
            [BrokerCall("base_send")] public string Send(long size) => "base";
        }
        public class Middle : Base
        {
            [BrokerCall("close")] public Task<string> CloseAsync(decimal size) => Task.FromResult("middle");
            public override Task<string> CloseAsync(int lots) => Task.FromResult("overridden");
        }
        public class Desk : Middle, IDesk
        {
            [BrokerCall("send")] public string Send(object size) => "desk";
            string IDesk.Send(double size) => "wide";
            string IBase.Send(int size, bool all) => "narrow";
        }
        public static class Program
        {
            public static async Task RunAsync(RiskTracer tracer)
            {
                var desk = new Desk();
                IDesk contract = desk;
                using (RiskFlow flow = tracer.StartFlow("untraced"))
                    flow.Complete($"{contract.Send(3)} {contract.Send(3, all: false)} {desk.Send(3L)} {await desk.CloseAsync(3)} {await desk.CloseAsync(lots: 3)}");
                using (RiskFlow flow = tracer.StartFlow("traced"))
                    flow.Complete($"{contract.Traced(flow).Send(3)} {contract.Traced(flow).Send(3, all: false)} {desk.Traced(flow).Send(3L)} {await desk.Traced(flow).CloseAsync(3)} {await desk.Traced(flow).CloseAsync(lots: 3)}");
            }
        }
        """;

    [Fact]
    public async Task TheSameMethodsAreCalledAndRecorded()
    {
        FlowTrace[] flows = [.. (await TracedProgram.RunAsync(Consumer.Of(Brokers).Generate().WithoutComplaints())).OrderBy(flow => flow.Id)];

        Assert.Equal("wide narrow desk middle overridden", flows[0].Result);
        Assert.Equal(flows[0].Result, flows[1].Result);
        Assert.Equal(["wide", "narrow", "send", "close", "base_close"], flows[1].Steps.Where(step => step.Kind == StepKind.ApiCall).Select(step => step.Text.Split(" → ")[0]));
    }

    [Fact]
    public void BeforeCSharp13TheWrapperHasWhatComesFirst()
    {
        Generated generated = (Consumer.Of(Brokers[..Brokers.IndexOf("public static class Program", StringComparison.Ordinal)]) with { Language = LanguageVersion.CSharp12 }).Generate().WithoutComplaints();

        Assert.DoesNotContain("narrow", generated["IDesk.Traced.g.cs"]);
        Assert.Contains("narrow", generated["IBase.Traced.g.cs"]);
    }

    [Fact]
    public void BeforeCSharp13TheSameHoldsOfIndexersAndWhatNoCallMixesUpStays()
    {
        Generated generated = (Consumer.Of("""
            using RiskTraceGen;
            public interface IBase
            {
                int this[int id] { get; }
                bool this[string id] { get; set; }
                [BrokerCall("close")] void Close(string id);
                [BrokerCall("send")] void Send(string id, bool all = true);
            }
            public interface IDesk : IBase
            {
                long this[long id] { get; }
                [BrokerCall("close_all")] void Close(int count);
                [BrokerCall("send_all")] void Send(int count);
            }
            """) with { Language = LanguageVersion.CSharp12 }).Generate().WithoutComplaints();

        string wrapper = generated["IDesk.Traced.g.cs"];
        Assert.Contains("public long this[long id]", wrapper);
        Assert.DoesNotContain("public int this[int id]", wrapper);
        Assert.Contains("public bool this[string id]", wrapper);
        Assert.Contains("public void Close(string id)", wrapper);
        Assert.DoesNotContain("Send(string id", wrapper);
        Assert.DoesNotContain("OverloadResolutionPriority", wrapper);
    }
}
