namespace RiskTraceGen.Generator.Tests;

/// <summary>A broker may speak of <c>dynamic</c> wherever C# allows it.</summary>
public sealed class DynamicTests
{
    [Theory]
    [InlineData("Task<dynamic>", "Task.FromResult<dynamic>(value)")]
    [InlineData("ValueTask<dynamic?>", "new(value)")]
    [InlineData("Task<List<dynamic>>", "Task.FromResult(new List<dynamic> { value })")]
    [InlineData("dynamic", "value")]
    [InlineData("dynamic?[]", "new[] { value }")]
    public async Task AsAResult(string type, string result)
        => await TracedProgram.RunAsync($$"""
            public interface IDesk
            {
                [BrokerCall("place")] {{type}} PlaceAsync(dynamic value);
            }

            public sealed class Desk : IDesk { public {{type}} PlaceAsync(dynamic value) => {{result}}; }

            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    using RiskFlow flow = tracer.StartFlow("TEST");
                    _ = ((IDesk)new Desk()).Traced(flow).PlaceAsync(7);
                    flow.Complete("placed");
                    await Task.CompletedTask;
                }
            }
            """);

    [Fact]
    public void AsAParameterThatMayBeNullAndOneThatMayNot()
    {
        Generated generated = Consumer.Of("""
            using RiskTraceGen;
            public interface IDesk
            {
                [BrokerCall("place")] void Place(dynamic order, dynamic? hint);
                void Pass(dynamic order, dynamic? hint);
            }
            """).Generate().WithoutComplaints();
        Assert.Contains("_broker.Place((object)order, (object?)hint)", generated["IDesk.Traced.g.cs"]);
        Assert.Contains("_broker.Pass((object)order, (object?)hint)", generated["IDesk.Traced.g.cs"]);
    }

    [Fact]
    public void WithPolicies()
        => Consumer.Of("""
            using System.Threading.Tasks;
            using RiskTraceGen;
            public interface IDesk
            {
                [BrokerCall("place", Retries = 1, Fallback = nameof(Replace), Reconcile = nameof(Find))] Task<dynamic> Place(int size);
                Task<dynamic> Replace(int size);
                Task<dynamic> Find(int size);
            }
            """).Generate().WithoutComplaints();
}
