namespace RiskTraceGen.Generator.Tests;

/// <summary>A broker may speak of <c>dynamic</c> wherever C# allows it.</summary>
public sealed class DynamicTests
{
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
}
