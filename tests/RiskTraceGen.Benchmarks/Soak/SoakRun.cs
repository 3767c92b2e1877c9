using System.Globalization;
using RiskTraceGen.Benchmarks.Subjects;

namespace RiskTraceGen.Benchmarks.Soak;

/// <summary>
/// Very many flows through one tracer: events that pass, breaches with their handlers, calls that are retried, replaced or answered too late, handlers that fail or hang, flows
/// that nobody ever completes. Memory must stay where it was after a tenth of them, and every flow, attempt, handler and record must be accounted for.
/// </summary>
internal sealed class SoakRun : IAsyncDisposable
{
    public const int DefaultFlows = 1_000_000;
    public const int FewestFlows = Points * 100;

    private const int Points = 10;
    private const int FlushEach = 1_000;
    private const long Tolerance = 8 << 20;
    private const string Contract = "CON.F.US.MNQ.Z25";

    private readonly SoakBroker _broker = new();
    private readonly SoakHandlers _alarms = new();
    private readonly Handlers _handlers = new() { ExpectsFailures = true };
    private readonly RiskTracer _tracer = new(new RiskTracerOptions { Level = TraceLevel.Quiet });
    private readonly RiskDispatcher _dispatcher;
    private long _breaches;

    private SoakRun()
    {
        _dispatcher = RiskTracing.Module.CreateDispatcher(_tracer, type => type == typeof(Handlers) ? _handlers : null);
        _alarms.AttachTo(_tracer);
    }

    /// <returns>Whether memory stayed flat and the account is exact.</returns>
    public static async Task<bool> PrintAsync(int flows, TextWriter output)
    {
        await using var soak = new SoakRun();
        output.WriteLine($"{"flows",12} {"managed MiB",12} {"working set MiB",16}");
        var managed = new List<long>();
        for (int flow = 1; flow <= flows; flow++)
        {
            await soak.RunAsync(flow);
            if (flow % FlushEach == 0)
                await soak._tracer.FlushAsync();
            if (flow % (flows / Points) == 0)
                managed.Add(Measure(flow, output));
        }

        long growth = managed.Skip(1).Max() - managed[0];
        bool isFlat = growth <= Tolerance;
        bool isExact = await soak.StopAsync(flows, output);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"memory: at most {growth / 1048576.0:F1} MiB above the first tenth, {Tolerance >> 20} allowed: {(isFlat ? "flat" : "GROWS")}"));
        return isFlat && isExact;
    }

    public ValueTask DisposeAsync() => _tracer.DisposeAsync();

    private async ValueTask RunAsync(int number)
    {
        switch (number % 100)
        {
            case < 10:
                _breaches++;
                await _dispatcher.DispatchAsync(new PriceChanged(Contract, 21_345.25m, Size: 11));
                break;
            case < 28:
                using (RiskFlow flow = _tracer.StartFlow("SOAK"))
                {
                    await PlaceAsync(flow);
                    flow.Complete("DONE");
                }

                break;
            case < 30:
                // Nobody completes it.
                _tracer.StartFlow("FORGOTTEN").Check("forgotten", breached: true);
                break;
            case < 35:
                using (RiskFlow flow = _tracer.StartFlow("ALARM"))
                    await _alarms.RaiseAsync(flow);

                break;
            default:
                await _dispatcher.DispatchAsync(new PriceChanged(Contract, 21_345.25m, Size: 3));
                break;
        }
    }

    private async ValueTask PlaceAsync(RiskFlow flow)
    {
        try
        {
            await ((ISoakBroker)_broker).Traced(flow).PlaceAsync(Contract, 1);
        }
        catch (TimeoutException)
        {
            // Nobody knows: the answer comes with the next call.
        }
    }

    private async Task<bool> StopAsync(int flows, TextWriter output)
    {
        _broker.Answer();
        _alarms.Release();
        await _tracer.StopAsync();
        TraceStatistics s = _tracer.Statistics;
        bool isExact = s.Flows.Started == flows
            && s.Flows.Active == 0
            && s.Journal is { Dropped: 0, InFlight: 0 }
            && s.Evaluations.Breach == _breaches
            && s.BrokerCalls.Failed == _broker.Faults
            && s.BrokerCalls.Retries == _broker.Faults - _broker.FailedForGood
            && s.BrokerCalls.Fallbacks == _broker.FailedForGood
            && s.BrokerCalls.Ambiguous == _broker.Unanswered
            && s.BrokerCalls.LateAnswers == _broker.Unanswered
            && s.BrokerCalls.Begun == s.BrokerCalls.Ok + s.BrokerCalls.Failed + s.BrokerCalls.Ambiguous
            && s.Hooks.Failed == _alarms.Failed
            && s.Hooks.Abandoned == _alarms.Hung
            && s.Hooks.EndedLate == _alarms.Hung
            && s.Hooks.Succeeded == _handlers.Runs + (2 * _alarms.Raised) - _alarms.Failed - _alarms.Hung + _handlers.FailuresTold
            && _handlers.Runs == 5 * _breaches
            && _handlers.FailuresTold == _alarms.Failed + _alarms.Hung;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{s.Flows.Started:N0} flows = {s.Flows.Completed:N0} completed + {s.Flows.Abandoned:N0} abandoned"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{s.BrokerCalls.Begun:N0} attempts, {s.BrokerCalls.Failed:N0} failed, {s.BrokerCalls.Retries:N0} retries, {s.BrokerCalls.Fallbacks:N0} fallbacks, {s.BrokerCalls.LateAnswers:N0} late answers"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{s.Hooks.Succeeded:N0} handlers succeeded, {s.Hooks.Failed:N0} failed, {s.Hooks.Abandoned:N0} abandoned, {s.Hooks.EndedLate:N0} ended late"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{s.Journal.Attempted:N0} records = {s.Journal.Written:N0} written + {s.Journal.Dropped:N0} dropped + {s.Journal.InFlight:N0} in flight"));
        output.WriteLine($"the account is {(isExact ? "exact" : "WRONG")}");
        return isExact;
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
