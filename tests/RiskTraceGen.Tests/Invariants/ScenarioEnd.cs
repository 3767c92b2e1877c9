namespace RiskTraceGen.Tests;

/// <summary>How a scenario comes to its end, and what is compared then.</summary>
internal sealed partial class Scenario
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Waits until nothing happens any more that the scheduler has not to let happen.</summary>
    public async Task SettleAsync()
    {
        using var bound = new CancellationTokenSource(Longest);
        ((int, int), (int, int, int), int, int) before = default;
        while (true)
        {
            await Tracer.FlushAsync().InTime();
            (int Records, int HandlersUnderWay) log = Log.State;
            (int Handlers, int Others, int Taken) ends = Ends.State;
            int waitingForCalls = Volatile.Read(ref _waitingForCalls);
            ((int, int), (int, int, int), int, int) now = (log, ends, Unfinished().Count, waitingForCalls);
            if (now == before && log.HandlersUnderWay <= ends.Handlers + waitingForCalls)
                return;

            before = now;
            Assert.False(bound.IsCancellationRequested, $"does not settle: {now}; waiting are {Ends}");
            await Task.Yield();
        }
    }

    /// <summary>Lets everything end, in any order.</summary>
    public async Task FinishAsync(Random random)
    {
        using var bound = new CancellationTokenSource(Longest);
        while (true)
        {
            while (EndOne(random))
            {
            }

            Time.Advance(TimeSpan.FromMilliseconds(random.Next(400)));
            EndFlow(random);
            await SettleAsync();
            TraceStatistics statistics = Tracer.Statistics;
            if (Unfinished().Count == 0 && Ends.State is (0, 0, _) && Tracer.Hooks.DrainAsync().IsCompleted
                && Log is { State.HandlersUnderWay: 0, GivenUpUnderWay: 0 } && statistics is { Flows.Active: 0, Journal.InFlight: 0 })
                return;

            Assert.False(bound.IsCancellationRequested, $"does not come to its end: {Unfinished().Count} tasks, {statistics.Flows.Active} flows, {Log.State.HandlersUnderWay} handlers, {Log.GivenUpUnderWay} given up; waiting are {Ends}");
        }
    }

    /// <summary>Stops the tracer, whatever is under way, while more of it is asked for; then lets everything end that went on.</summary>
    public async Task StopAsync(Random random, Action<Scenario, Random> step)
    {
        using var bound = new CancellationTokenSource(Longest);
        _isStopping = true;
        Task<StopReport> stop = Tracer.StopAsync().AsTask();
        while (!stop.IsCompleted)
        {
            step(this, random);
            Time.Advance(TimeSpan.FromMilliseconds(random.Next(20)));
            Assert.False(bound.IsCancellationRequested, "does not stop");
            await Task.Yield();
        }

        await stop.InTime();
        while (Unfinished().Count > 0 || Ends.State is not (0, 0, _))
        {
            EndOne(random);
            Time.Advance(TimeSpan.FromMilliseconds(random.Next(400)));
            Assert.False(bound.IsCancellationRequested, $"somebody waits for ever: {Unfinished().Count} tasks; waiting are {Ends}");
            await Task.Yield();
        }
    }

    /// <summary>What does not hold of everything that was recorded, counted and pooled.</summary>
    public IReadOnlyList<string> Violations(PoolLedger pools)
    {
        RecordRow[] rows = Log.Rows;
        var recount = new Recount(rows, RulesOfAnEvent, isCut: _isStopping);
        TraceStatistics statistics = Tracer.Statistics;
        List<string> violations = [.. recount.Violations, .. pools.Violations, .. Strays(rows), .. Dispatches()];
        Compare(violations, "totals", recount.Totals, (statistics.Flows, statistics.Evaluations, statistics.Hooks, statistics.BrokerCalls, statistics.Alerts, statistics.LateRecords));
        foreach (LatencyKind kind in Enum.GetValues<LatencyKind>())
            Compare(violations, $"latencies of kind {kind}", recount.LatenciesOf(kind), statistics.Latencies.Where(l => l.Kind == kind).Sum(static l => l.Count));

        Compare(violations, "records", rows.Length, statistics.Journal.Written);
        if (_isStopping)
            return violations;

        Compare(violations, "the journal's account", new JournalStatistics(rows.Length, 0, 0, 0, 0, 0), statistics.Journal);
        // A broker may be asked with a token that is cancelled, and say that it has done nothing.
        int begun = rows.Count(static row => row.Type == RecordType.CallBegin);
        int notAttempted = rows.Count(static row => row is { Type: RecordType.CallEnd, CallOutcome: CallOutcome.NotAttempted });
        Compare(violations, "requests to the broker", Math.Clamp(_desk.Asked, begun - notAttempted, begun), _desk.Asked);
        Compare(violations, "executions not returned", recount.AbandonedExecutions, pools.Outside(nameof(HookExecution)));
        Compare(violations, "raises not returned", recount.RaisesLeftBehind, pools.Outside("HookRaise"));
        Compare(violations, "attempts not returned", recount.AttemptsGivenUp, pools.Outside("AttemptInFlight"));
        Compare(violations, "evaluations not returned", recount.RulesGivenUp, pools.Outside("PendingRule"));
        foreach (string type in (string[])["PolicedCall", "PendingCall", "PendingTask"])
            Compare(violations, $"{type} not returned", 0L, pools.Outside(type));

        return violations;
    }

    /// <summary>How much happened, in words.</summary>
    public override string ToString()
    {
        TraceStatistics s = Tracer.Statistics;
        return $"{s.Flows.Started} flows, {s.Evaluations.Total} evaluations, {s.Hooks.Raised} raises ({s.Hooks.Abandoned} handlers abandoned, {s.Hooks.EndedLate} ended late, {s.Hooks.Skipped} skipped), "
            + $"{s.BrokerCalls.Begun} attempts ({s.BrokerCalls.Retries} further ones, {s.BrokerCalls.LateAnswers} late answers), {s.LateRecords} late records, {s.Journal.Written} records";
    }

    private static void Compare<T>(List<string> violations, string what, T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            violations.Add($"{what}: {expected} by the records, but {actual}");
    }

    private List<Task> Unfinished()
    {
        lock (_gate)
            return [.. _tasks.Where(static task => !task.IsCompleted)];
    }

    // What carries a number is recorded in the flow in which it was set in motion, and a verdict is the one that its rule returned.
    private IEnumerable<string> Strays(RecordRow[] rows)
    {
        Dictionary<long, long> events = [];
        foreach (RecordRow row in rows)
        {
            if (row.Type == RecordType.FlowStart && row.Header.Point != 0)
                events[row.Flow] = row.Number(0);
            if (row.Type == RecordType.FlowEnd && _endedAs.TryGetValue(row.Flow, out string? ended) && row.Text(1) != ended && !row.Text(1).StartsWith("not completed", StringComparison.Ordinal))
                yield return $"{row} says '{row.Text(1)}', and whoever ended it '{ended}'";
            if (NumberOf(row) is { } number && (!_flowOf.TryGetValue(number, out long flow) || flow != row.Flow))
                yield return $"{row} is about {number}, of flow {flow}";
            if (row.Type == RecordType.RuleVerdict && _returned.TryGetValue((events[row.Flow], RuleOf(row.Point)), out RuleSeverity returned) && !IsNotItsOwn(row) && row.Severity != returned)
                yield return $"{row} says {row.Severity}, and the rule {returned}";
        }
    }

    // A rule that was given up, or not evaluated, has a verdict that it has not returned.
    private static bool IsNotItsOwn(RecordRow verdict) => verdict.Text(0).StartsWith("no verdict within", StringComparison.Ordinal) || verdict.Text(0).StartsWith("not evaluated", StringComparison.Ordinal);

    private static int RuleOf(string name) => name[^1] - '0' + (name.StartsWith("patient", StringComparison.Ordinal) ? TimedRules : 0);

    private static long? NumberOf(RecordRow row) => row.Type switch
    {
        RecordType.CallBegin => row.Number(0),
        RecordType.Custom when row.Text(0) == "note" => row.Number(1),
        RecordType.Check => row.Number(2),
        RecordType.Raise when row.Point is "gust" or "squall" => Convert.ToInt64(row.Field(1, "number"), System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };

    private IEnumerable<string> Dispatches()
    {
        lock (_gate)
        {
            foreach (Task<DispatchResult> dispatch in _tasks.OfType<Task<DispatchResult>>())
            {
                if (dispatch.IsFaulted && !(_isStopping && dispatch.Exception.InnerException is ObjectDisposedException))
                    yield return $"a dispatch threw {dispatch.Exception.InnerException}";
                else if (dispatch.IsCompletedSuccessfully && dispatch.Result.Count != RulesOfAnEvent)
                    yield return $"a dispatch has {dispatch.Result.Count} verdicts";
            }
        }
    }
}
