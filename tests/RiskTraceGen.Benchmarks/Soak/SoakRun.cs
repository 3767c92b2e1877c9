using System.Globalization;
using RiskTraceGen.Benchmarks.Subjects;

namespace RiskTraceGen.Benchmarks.Soak;

/// <summary>
/// Very many flows through one tracer: events that pass, breaches with their handlers, calls that are retried, flows that nobody ever completes. Memory must stay where it
/// was after a tenth of them, and every flow and record must be accounted for.
/// </summary>
internal static class SoakRun
{
    public const int DefaultFlows = 1_000_000;

    private const int Points = 10;
    private const int FlushEach = 1_000;
    private const long Tolerance = 8 << 20;
    private const string Contract = "CON.F.US.MNQ.Z25";

    /// <returns>Whether memory stayed flat and the account is exact.</returns>
    public static async Task<bool> PrintAsync(int flows, TextWriter output)
    {
        var broker = new SoakBroker();
        await using var tracer = new RiskTracer(new RiskTracerOptions { Level = TraceLevel.Quiet });
        var handlers = new Handlers();
        RiskDispatcher dispatcher = RiskTracing.Module.CreateDispatcher(tracer, type => type == typeof(Handlers) ? handlers : null);
        output.WriteLine($"{"flows",12} {"managed MiB",12} {"working set MiB",16}");
        var managed = new List<long>();
        for (int flow = 1; flow <= flows; flow++)
        {
            await RunAsync(flow, tracer, dispatcher, broker);
            if (flow % FlushEach == 0)
                await tracer.FlushAsync();
            if (flow % Math.Max(1, flows / Points) == 0)
                managed.Add(Measure(flow, output));
        }

        await tracer.DisposeAsync();
        TraceStatistics statistics = tracer.Statistics;
        long growth = managed.Skip(1).Max() - managed[0];
        bool isFlat = growth <= Tolerance;
        bool isExact = statistics.Flows.Started == flows
            && statistics.Flows.Active == 0
            && statistics.Journal is { Dropped: 0, InFlight: 0 }
            && statistics.BrokerCalls.Failed == broker.Faults
            && statistics.BrokerCalls.Retries == broker.Faults;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{statistics.Flows.Started:N0} flows = {statistics.Flows.Completed:N0} completed + {statistics.Flows.Abandoned:N0} abandoned; {statistics.BrokerCalls.Begun:N0} attempts, {broker.Faults:N0} faults; {statistics.Journal.Written:N0} records, {statistics.Journal.Dropped:N0} dropped: {(isExact ? "exact" : "WRONG")}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"memory: at most {growth / 1048576.0:F1} MiB above the first tenth, {Tolerance >> 20} allowed: {(isFlat ? "flat" : "GROWS")}"));
        return isFlat && isExact;
    }

    private static async ValueTask RunAsync(int number, RiskTracer tracer, RiskDispatcher dispatcher, ISoakBroker broker)
    {
        switch (number % 100)
        {
            case < 10:
                await dispatcher.DispatchAsync(new PriceChanged(Contract, 21_345.25m, Size: 11));
                break;
            case < 28:
                using (RiskFlow flow = tracer.StartFlow("SOAK"))
                {
                    await broker.Traced(flow).PlaceAsync(Contract, 1);
                    flow.Complete("DONE");
                }

                break;
            case < 30:
                // Nobody completes it.
                tracer.StartFlow("FORGOTTEN").Check("forgotten", breached: true);
                break;
            default:
                await dispatcher.DispatchAsync(new PriceChanged(Contract, 21_345.25m, Size: 3));
                break;
        }
    }

    private static long Measure(int flow, TextWriter output)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long managed = GC.GetTotalMemory(forceFullCollection: true);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{flow,12:N0} {managed / 1048576.0,12:F1} {Environment.WorkingSet / 1048576.0,16:F1}"));
        return managed;
    }
}
