namespace RiskTraceGen.Generator.Tests;

public sealed class ProgramSnapshots
{
    [Fact]
    public void TheProgramOfTheReadme() => Snapshot.Verify(Consumer.Of(Sources.TradingBot).Generate().WithoutComplaints());
}
