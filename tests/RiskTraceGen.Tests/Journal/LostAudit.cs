namespace RiskTraceGen.Tests;

/// <summary>Audit records that are lost are counted, and a person is told once.</summary>
public sealed class LostAudit
{
    [Fact]
    public async Task OneAlertTellsOfTheLoss()
    {
        await using RiskTracer tracer = Tracers.Create(configure: static o => o.JournalBytes = 64 << 10);
        for (int round = 0; round < 2; round++)
        {
            using (tracer.PauseSinks())
                FillUp(tracer);

            await tracer.FlushAsync().InTime();
        }

        TraceStatistics statistics = await tracer.StatisticsAsync();
        Assert.True(statistics.Journal.AuditLost > 0);
        Assert.Equal(0, statistics.Journal.InFlight);
        Assert.Equal(1, statistics.Alerts);
    }

    // Starts and ends of flows are audit records; the reader does not read while they are written.
    private static void FillUp(RiskTracer tracer)
    {
        long lost = tracer.Journal.AuditLost;
        while (tracer.Journal.AuditLost == lost)
            tracer.StartFlow("FLOOD").Complete("done");
    }
}
