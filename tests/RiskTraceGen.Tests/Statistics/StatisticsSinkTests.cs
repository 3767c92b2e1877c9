namespace RiskTraceGen.Tests;

public sealed class StatisticsSinkTests : IDisposable
{
    private readonly HandMadeJournal _journal = new();
    private readonly StatisticsSink _sink;

    public StatisticsSinkTests() => _sink = new StatisticsSink(_journal.Clock);

    public void Dispose() => _journal.Dispose();

    [Fact]
    public void Everything_is_counted_by_outcome()
    {
        _journal.Start(1);
        _journal.Verdict(1, HandMadeJournal.DailyLoss, 0, 1, RuleSeverity.Pass);
        _journal.Verdict(1, HandMadeJournal.MaxContracts, 0, 1, RuleSeverity.Breach, "over");
        _journal.Verdict(1, HandMadeJournal.MaxContracts, 0, 1, RuleSeverity.Error, "threw");
        _journal.Verdict(1, HandMadeJournal.DailyLoss, 0, 1, RuleSeverity.InsufficientData, "no price");
        long raise = _journal.Raise(1, 1, 3);
        long given = _journal.BeginHook(1, 1, HandMadeJournal.Notify, raise);
        _journal.EndHook(1, 2, HandMadeJournal.Notify, given, HandlerOutcome.Abandoned);
        _journal.EndHook(1, 9, HandMadeJournal.Notify, given, HandlerOutcome.EndedLate);
        _journal.EndHook(1, 2, HandMadeJournal.Audit, _journal.BeginHook(1, 1, HandMadeJournal.Audit, raise));
        _journal.EndHook(1, 2, HandMadeJournal.Audit, raise, HandlerOutcome.Skipped);
        _journal.EndCall(1, 2, _journal.BeginCall(1, 1));
        _journal.EndCall(1, 2, _journal.BeginCall(1, 1), CallOutcome.Failed);
        _journal.EndCall(1, 2, _journal.BeginCall(1, 1), CallOutcome.Ambiguous);
        _journal.BeginCall(1, 1, late: true);
        _journal.Append(RecordType.Alert, 1, 1, (ref w) => w.String("journal"));
        _journal.End(1, 3, "DONE");
        _journal.Start(2);
        _journal.Append(RecordType.FlowEnd, 2, 2, (ref w) => w.Int64(_journal.Ticks(2)), outcome: (byte)FlowOutcome.Abandoned);
        _journal.Start(3);

        TraceStatistics statistics = Snapshot();

        Assert.Equal(new FlowStatistics(3, 1, 1), statistics.Flows);
        Assert.Equal(1, statistics.Flows.Active);
        Assert.Equal(new EvaluationStatistics(Pass: 1, InsufficientData: 1, Breach: 1, Error: 1), statistics.Evaluations);
        Assert.Equal(new HookStatistics(Raised: 1, Succeeded: 1, Failed: 0, Abandoned: 1, Skipped: 1, EndedLate: 1), statistics.Hooks);
        Assert.Equal(new BrokerCallStatistics(Begun: 4, Ok: 1, Failed: 1, Ambiguous: 1, NotAttempted: 0), statistics.BrokerCalls);
        Assert.Equal((1, 1, 0), (statistics.Alerts, statistics.LateRecords, statistics.Unmeasured));
    }

    [Fact]
    public void Latencies_are_kept_by_event_rule_handler_and_call()
    {
        for (int flow = 1; flow <= 100; flow++)
        {
            _journal.Start(flow);
            _journal.Verdict(flow, HandMadeJournal.DailyLoss, 0, flow, flow == 100 ? RuleSeverity.Error : RuleSeverity.Breach, "over");
            _journal.EndHook(flow, 2, HandMadeJournal.Notify, _journal.BeginHook(flow, 0, HandMadeJournal.Notify, 0), HandlerOutcome.Failed);
            _journal.EndCall(flow, 3, _journal.BeginCall(flow, 0));
            _journal.End(flow, completed: 4, "DONE", at: 500);
        }

        IReadOnlyList<LatencyStatistics> latencies = Snapshot().Latencies;

        Assert.Equal(
            [
                (LatencyKind.Flow, "POSITION_UPDATED", 100, 0), (LatencyKind.Rule, "POSITION_UPDATED → daily_loss", 100, 1),
                (LatencyKind.Hook, "on_breach → Alerts.NotifyAsync", 100, 100), (LatencyKind.BrokerCall, "close_position_direct", 100, 0),
            ],
            latencies.Select(latency => (latency.Kind, latency.Name, latency.Count, latency.Failures)));
        Assert.Equal(TimeSpan.FromMilliseconds(4), latencies[0].Max);
        Assert.Equal(TimeSpan.FromMilliseconds(100), latencies[1].Max);
        Assert.InRange(latencies[1].P50.TotalMilliseconds, 49.5, 50.5);
        Assert.InRange(latencies[1].P90.TotalMilliseconds, 89.1, 90.9);
        Assert.InRange(latencies[1].P99.TotalMilliseconds, 98.01, 99.99);
    }

    [Fact]
    public void Flows_of_user_code_are_kept_by_type()
    {
        foreach ((long flow, string type) in ((long, string)[])[(1, "SESSION_OPEN"), (2, "NIGHTLY"), (3, "NIGHTLY")])
        {
            _journal.Append(RecordType.FlowStart, flow, 0, (ref w) => w.String(type));
            _journal.End(flow, 1, "DONE");
        }

        Assert.Equal([("NIGHTLY", 2L), ("SESSION_OPEN", 1L)], Snapshot().Latencies.Select(latency => (latency.Name, latency.Count)));
    }

    [Fact]
    public void After_a_reset_only_what_is_under_way_is_known()
    {
        _journal.Start(1);
        _journal.Verdict(1, HandMadeJournal.DailyLoss, 0, 1, RuleSeverity.Breach, "over");
        _journal.EndHook(1, 2, HandMadeJournal.Notify, _journal.BeginHook(1, 0, HandMadeJournal.Notify, _journal.Raise(1, 1, 1)), HandlerOutcome.Failed);
        _journal.EndCall(1, 3, _journal.BeginCall(1, 0), late: true);
        _journal.EndCall(1, 3, span: 72);
        _journal.Append(RecordType.Alert, 1, 1, (ref w) => w.String("journal"));
        _journal.End(1, 4, "DONE");
        _journal.Start(2);
        _journal.Append(RecordType.FlowStart, 3, 0, static (ref w) => w.String("NIGHTLY"));
        long call = _journal.BeginCall(2, 10);
        Assert.Equal((1, 1, 1), (Snapshot().Alerts, Snapshot().LateRecords, Snapshot().Unmeasured));
        _sink.Reset();

        TraceStatistics fresh = Snapshot();
        Assert.Equal((new FlowStatistics(2, 0, 0), default(EvaluationStatistics), default(HookStatistics)), (fresh.Flows, fresh.Evaluations, fresh.Hooks));
        Assert.Equal((0, 0, 0), (fresh.Alerts, fresh.LateRecords, fresh.Unmeasured));
        Assert.Empty(fresh.Latencies);

        _journal.EndCall(2, 30, call);
        _journal.End(2, 50, "DONE");
        _journal.End(3, 60, "DONE");
        TraceStatistics statistics = Snapshot();
        Assert.Equal((new FlowStatistics(2, 2, 0), 0), (statistics.Flows, statistics.Unmeasured));
        Assert.Equal(1, statistics.BrokerCalls.Ok);
        Assert.Equal(
            [("NIGHTLY", 1, 60.0), ("POSITION_UPDATED", 1, 50), ("close_position_direct", 1, 20)],
            statistics.Latencies.Select(static latency => (latency.Name, (int)latency.Count, latency.Max.TotalMilliseconds)));
    }

    [Fact]
    public void Ends_without_a_begin_are_counted_and_not_measured()
    {
        _journal.EndCall(1, 2, span: 72, CallOutcome.Failed);
        _journal.EndHook(1, 2, HandMadeJournal.Notify, span: 80);
        _journal.End(1, 3, "DONE");

        TraceStatistics statistics = Snapshot();

        Assert.Equal(3, statistics.Unmeasured);
        Assert.Equal(1, statistics.BrokerCalls.Failed);
        Assert.Equal([(0, 0), (0, 1)], statistics.Latencies.Select(latency => (latency.Count, latency.Failures)));
    }

    [Fact]
    public void Beyond_a_number_of_names_the_rest_are_lumped_together()
    {
        for (int flow = 1; flow <= LatencyTable<string>.MaxKeys + 50; flow++)
        {
            _journal.Append(RecordType.FlowStart, flow, 0, (ref w) => w.String($"TYPE_{flow}"));
            _journal.End(flow, 1, "DONE");
        }

        IReadOnlyList<LatencyStatistics> latencies = Snapshot().Latencies;

        Assert.Equal(LatencyTable<string>.MaxKeys + 1, latencies.Count);
        Assert.Equal(50, Assert.Single(latencies, latency => latency.Name == LatencyTable<string>.Other).Count);
    }

    [Fact]
    public void What_never_ends_is_forgotten_in_the_end_and_what_hangs_is_not()
    {
        var open = new OpenSpans<int>();
        open.Begin(1, 1);
        for (int id = 2; id < OpenSpans<int>.Capacity * 10; id++)
        {
            open.Begin(id, id);
            Assert.True(open.TryEnd(id, out _));
            Assert.InRange(open.Tracked, 1, OpenSpans<int>.Capacity * 2);
        }

        Assert.True(open.TryEnd(1, out int value));
        Assert.Equal(1, value);

        for (int id = 0; id < OpenSpans<int>.Capacity * 3; id++)
            open.Begin(id, id);

        Assert.Equal(OpenSpans<int>.Capacity, open.Count);
        Assert.False(open.TryEnd(0, out _));
        Assert.True(open.TryEnd(OpenSpans<int>.Capacity * 3 - 1, out _));
    }

    [Fact]
    public void Every_record_that_was_attempted_is_accounted_for()
    {
        JournalStatistics journal = _sink.Snapshot(new JournalStatistics(Written: 100, DetailDropped: 7, AuditLost: 1, InFlight: 3, 0, 0), default, 0).Journal;

        Assert.Equal((8, 111), (journal.Dropped, journal.Attempted));
        Assert.Equal(journal.Attempted, journal.Written + journal.Dropped + journal.InFlight);
    }

    [Fact]
    public async Task Snapshots_may_be_taken_while_records_come_in()
    {
        using var stop = new CancellationTokenSource();
        var watching = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task watcher = Task.Run(() =>
        {
            for (long last = 0; !stop.IsCancellationRequested;)
            {
                TraceStatistics statistics = _sink.Snapshot(default, default, 0);
                Assert.InRange(statistics.Flows.Active, 0, 1);
                Assert.InRange(statistics.Evaluations.Total, last, long.MaxValue);
                last = statistics.Evaluations.Total;
                watching.TrySetResult();
            }
        }, TestContext.Current.CancellationToken);
        await Task.WhenAny(watching.Task, watcher);

        for (int flow = 1; flow <= 2_000; flow++)
        {
            _journal.Start(flow);
            _journal.Verdict(flow, HandMadeJournal.DailyLoss, 0, 1, RuleSeverity.Pass);
            _journal.End(flow, 1, "PASS");
            _journal.ReadInto(_sink);
        }

        await stop.CancelAsync();
        await watcher;
        Assert.Equal(2_000, Snapshot().Flows.Completed);
    }

    private TraceStatistics Snapshot()
    {
        _journal.ReadInto(_sink);
        return _sink.Snapshot(default, default, 0);
    }
}
