namespace RiskTraceGen.Tests;

/// <summary>Calls with policies through the wrapper that the generator writes.</summary>
public sealed class PolicedWrappers : IAsyncDisposable
{
    private readonly WaitedClock _time = new();
    private readonly RiskTracer _tracer;
    private readonly FakeDesk _desk = new();
    private readonly RiskFlow _flow;
    private readonly TracedPolicedDesk _traced;

    public PolicedWrappers()
    {
        _tracer = Tracers.Create(_time);
        _flow = _tracer.StartFlow("TEST");
        _traced = _desk.Traced(_flow);
    }

    /// <summary>Each form of method: its name, its name in traces, and a call of it.</summary>
    public static TheoryData<string, string> Forms => new()
    {
        { nameof(IPolicedDesk.Reset), "desk_reset" },
        { nameof(IPolicedDesk.Quote), "desk_quote" },
        { nameof(IPolicedDesk.ConnectAsync), "desk_connect" },
        { nameof(IPolicedDesk.PositionsAsync), "desk_positions" },
        { nameof(IPolicedDesk.CancelAsync), "desk_cancel" },
        { nameof(IPolicedDesk.FlattenAsync), "desk_flatten" },
    };

    public ValueTask DisposeAsync() => _tracer.DisposeAsync();

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task AnAttemptThatFailsIsMadeAgainAndEachIsASpan(string method, string name)
    {
        _desk.On[method] = number => number == 1 ? throw new InvalidOperationException("busy") : Answer(method);
        Task<object?> call = CallAsync(method);
        await _time.PassWaitAsync();

        Assert.Equal(Expected(method), await call.InTime());
        Assert.Equal(2, _desk.CallsOf(method));
        FlowTrace trace = await EndAsync();
        TraceStep[] attempts = [.. trace.StepsOf(StepKind.ApiCall)];
        Assert.Equal([name, $"{name} (attempt 2)"], attempts.Select(Title));
        Assert.Equal(["failed", "success"], attempts.Select(static step => step.Outcome));
        Assert.Equal(attempts[0].SpanId, attempts[1].ParentId);
        Assert.Equal("busy", attempts[0].Exception?.Message);
        Assert.Equal("success after 2 attempts, by retry", attempts[0].Field("concluded"));
        Assert.Empty(trace.StepsOf(StepKind.Alert));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task TheCallerSeesTheLastExceptionItselfWithTheStackOfItsOrigin(string method, string name)
    {
        var thrown = new List<Exception>();
        _desk.On[method] = _ => throw Origin(thrown);
        _desk.On[nameof(IPolicedDesk.CloseAsync)] = static _ => throw new NotSupportedException("the fallback of flatten");
        Task<object?> call = CallAsync(method);
        int retries = method == nameof(IPolicedDesk.FlattenAsync) ? 1 : 2;
        for (int i = 0; i < retries; i++)
            await _time.PassWaitAsync();

        Exception? seen = await Record.ExceptionAsync(() => call.InTime());
        Assert.Equal(retries + 1, thrown.Count);
        if (method != nameof(IPolicedDesk.FlattenAsync))
        {
            Assert.Same(thrown[^1], seen);
            Assert.Contains(nameof(Origin), seen!.StackTrace);
        }

        FlowTrace trace = await EndAsync();
        TraceStep alert = trace.Step(StepKind.Alert);
        Assert.Equal(name, alert.Name);
        Assert.StartsWith($"failed after {retries + 1} attempts", (string)trace.StepsOf(StepKind.ApiCall).First().Field("concluded")!);
    }

    [Theory]
    [InlineData(nameof(IPolicedDesk.CancelAsync))]
    [InlineData(nameof(IPolicedDesk.CloseAsync))]
    [InlineData(nameof(IPolicedDesk.FlattenAsync))]
    public async Task ATokenThatIsCancelledBeforeKeepsTheCallFromBeingMade(string method)
    {
        var token = new CancellationToken(canceled: true);
        var seen = Assert.IsAssignableFrom<OperationCanceledException>(await Record.ExceptionAsync(() => CallAsync(method, token)));

        Assert.Equal(token, seen.CancellationToken);
        Assert.Equal(0, _desk.Total);
        FlowTrace trace = await EndAsync();
        Assert.Equal("not attempted", trace.Step(StepKind.ApiCall).Outcome);
        Assert.Empty(trace.StepsOf(StepKind.Alert));
        Assert.Equal(1, _tracer.Statistics.BrokerCalls.NotAttempted);
    }

    [Fact]
    public void ATaskWhoseFirstAttemptIsDoneIsTheVeryTaskOfTheBroker()
    {
        Task connected = Task.FromResult("done");
        Task<int> positions = Task.FromResult(3);
        _desk.On[nameof(IPolicedDesk.ConnectAsync)] = _ => connected;
        _desk.On[nameof(IPolicedDesk.PositionsAsync)] = _ => positions;

        Assert.Same(connected, _traced.ConnectAsync("a"));
        Assert.Same(positions, _traced.PositionsAsync());
    }

    [Fact]
    public async Task ATaskOfSeveralFailuresIsNotMadeAgainIfOneOfThemLeavesTheQuestionOpen()
    {
        var first = new InvalidOperationException("busy");
        _desk.On[nameof(IPolicedDesk.ConnectAsync)] = _ => Task.WhenAll(Task.FromException(first), Task.FromException(new TimeoutException()));

        Assert.Same(first, await Record.ExceptionAsync(() => _traced.ConnectAsync("a").InTime()));
        Assert.Equal(1, _desk.Total);
        Assert.Equal(1, (await _tracer.StatisticsAsync()).BrokerCalls.Ambiguous);
    }

    [Fact]
    public async Task ABrokerThatReturnsNoTaskLeavesTheQuestionOpen()
    {
        IPolicedDesk desk = new NullDesk();
        TracedPolicedDesk traced = desk.Traced(_flow);

        await Assert.ThrowsAsync<InvalidDataException>(() => traced.ConnectAsync("a").InTime());
        await Assert.ThrowsAsync<InvalidDataException>(() => traced.PositionsAsync().InTime());
        Assert.Equal(2, (await _tracer.StatisticsAsync()).BrokerCalls.Ambiguous);
    }

    [Fact]
    public async Task TwoCallsThatNameEachOtherComeToAnEnd()
    {
        foreach (string method in (string[])[nameof(IPolicedDesk.CloseAsync), nameof(IPolicedDesk.FlattenAsync), nameof(IPolicedDesk.FindAsync)])
            _desk.On[method] = static _ => throw new NotSupportedException();

        await Assert.ThrowsAsync<NotSupportedException>(() => _traced.CloseAsync("ES").InTime());
        Assert.Equal(2, _desk.Total);
        await Assert.ThrowsAsync<NotSupportedException>(() => _traced.FlattenAsync("ES").InTime());
        Assert.Equal(4, _desk.Total);
        FlowTrace trace = await EndAsync();
        Assert.Equal(2, trace.StepsOf(StepKind.Alert).Count());
        Assert.Equal(["desk_close", "desk_flatten (fallback)", "desk_flatten", "desk_close (fallback)"], trace.StepsOf(StepKind.ApiCall).Select(Title));
    }

    [Fact]
    public async Task AQueryThatNamesWhatItAsksAboutComesToAnEnd()
    {
        _desk.On[nameof(IPolicedDesk.CloseAsync)] = static _ => throw new TimeoutException();
        _desk.On[nameof(IPolicedDesk.FindAsync)] = static _ => throw new TimeoutException();

        await Assert.ThrowsAsync<TimeoutException>(() => _traced.CloseAsync("ES").InTime());
        Assert.InRange(_desk.Total, 2, 4);
        TraceStep alert = (await EndAsync()).Step(StepKind.Alert);
        Assert.Equal("desk_close", alert.Name);
    }

    [Fact]
    public async Task AFallbackRunsWithItsOwnPoliciesAndIsTracedAsSuch()
    {
        _desk.On[nameof(IPolicedDesk.CloseAsync)] = static _ => throw new NotSupportedException();
        _desk.On[nameof(IPolicedDesk.FlattenAsync)] = static number => number == 1 ? throw new InvalidOperationException() : new Close(true, "flattened");
        Task<Close?> call = _traced.CloseAsync("ES").InTime();
        await _time.PassWaitAsync();

        Assert.Equal("flattened", (await call)!.By);
        FlowTrace trace = await EndAsync();
        TraceStep[] steps = [.. trace.StepsOf(StepKind.ApiCall)];
        Assert.Equal(["desk_close", "desk_flatten (fallback)", "desk_flatten (fallback) (attempt 2)"], steps.Select(Title));
        Assert.Equal(steps[0].SpanId, steps[1].ParentId);
        Assert.Equal(steps[1].SpanId, steps[2].ParentId);
        Assert.Equal("success after 1 attempt, by fallback", steps[0].Field("concluded"));
        Assert.Equal("success after 2 attempts, by retry", steps[1].Field("concluded"));
        Assert.Equal((3, 1, 1, 0), Counts((await _tracer.StatisticsAsync()).BrokerCalls));
    }

    // What the fallback says at last is definite; that its first attempt may have done it is not forgotten.
    [Fact]
    public async Task AFallbackThatStaysAmbiguousMakesTheCallAmbiguous()
    {
        _desk.On[nameof(IPolicedDesk.CloseAsync)] = static _ => throw new NotSupportedException("close");
        _desk.On[nameof(IPolicedDesk.FlattenAsync)] = static number => number == 1 ? throw new TimeoutException() : throw new NotSupportedException("flatten");
        Task<Close?> call = _traced.CloseAsync("ES").InTime();
        await _time.PassWaitAsync();

        Assert.Equal("flatten", (await Assert.ThrowsAsync<NotSupportedException>(() => call)).Message);
        FlowTrace trace = await EndAsync();
        Assert.StartsWith("ambiguous after 1 attempt", (string)trace.StepsOf(StepKind.ApiCall).First().Field("concluded")!);
        Assert.Contains("it may have been done", trace.Step(StepKind.Alert).Text);
    }

    // Of a query nothing was done, and of anything else that may be made twice it does not matter.
    [Fact]
    public async Task OfACallThatMayBeMadeTwiceTheAlertSaysThat()
    {
        _desk.On[nameof(IPolicedDesk.FlattenAsync)] = static _ => throw new TimeoutException();
        Task<Close?> call = _traced.FlattenAsync("ES").InTime();
        await _time.PassWaitAsync();

        await Assert.ThrowsAsync<TimeoutException>(() => call);
        TraceStep alert = (await EndAsync()).Step(StepKind.Alert);
        Assert.Contains("nobody knows what became of it after 2 attempts: it may be made again (last: TimeoutException)", alert.Text);
    }

    [Fact]
    public async Task AQueryDecidesAndIsTracedAsSuch()
    {
        _desk.On[nameof(IPolicedDesk.CloseAsync)] = static _ => throw new TimeoutException();
        _desk.On[nameof(IPolicedDesk.FindAsync)] = static _ => new Close(true, "found");

        Assert.Equal("found", (await _traced.CloseAsync("ES").InTime())!.By);
        TraceStep[] steps = [.. (await EndAsync()).StepsOf(StepKind.ApiCall)];
        Assert.Equal(["desk_close", "desk_find (reconciliation)"], steps.Select(Title));
        Assert.Equal(steps[0].SpanId, steps[1].ParentId);
        Assert.Equal("success after 1 attempt, by reconciliation", steps[0].Field("concluded"));
        Assert.Equal((2, 0, 0, 1), Counts((await _tracer.StatisticsAsync()).BrokerCalls));
    }

    [Theory]
    [InlineData(CallOutcome.Ok, 1, "success")]
    [InlineData(CallOutcome.Failed, 2, "success")]
    [InlineData(CallOutcome.NotAttempted, 2, "success")]
    [InlineData(CallOutcome.Ambiguous, 1, "ambiguous")]
    public async Task ACallWithoutAResultIsReconciledByAnOutcome(CallOutcome said, int attempts, string outcome)
    {
        using var source = new CancellationTokenSource();
        _desk.On[nameof(IPolicedDesk.CancelAsync)] = static number => number == 1 ? throw new TimeoutException() : null;
        _desk.On[nameof(IPolicedDesk.IsCancelledAsync)] = _ => said;
        Task call = _traced.CancelAsync("1", source.Token).InTime();
        if (attempts == 2)
            await _time.PassWaitAsync();
        await Record.ExceptionAsync(() => call);

        Assert.Equal(attempts, _desk.CallsOf(nameof(IPolicedDesk.CancelAsync)));
        Assert.False(_desk.QueryToken.CanBeCanceled);
        Assert.StartsWith(outcome, (string)(await EndAsync()).StepsOf(StepKind.ApiCall).First().Field("concluded")!);
    }

    [Fact]
    public async Task AValueTaskThatIsReadTwiceSaysSo()
    {
        var pending = new TaskCompletionSource<Close?>();
        _desk.On[nameof(IPolicedDesk.CloseAsync)] = _ => pending.Task;
        ValueTask<Close?> call = _traced.CloseAsync("ES");
        ValueTask<Close?> copy = call;
        Assert.Contains("before it had completed", Assert.Throws<InvalidOperationException>(() => { _ = copy.GetAwaiter().GetResult(); }).Message);
        pending.SetResult(new Close(true, "1"));

        Assert.Equal("1", (await call.InTime())!.By);
        Assert.Contains("Await it, once", (await Assert.ThrowsAsync<InvalidOperationException>(async () => await copy)).Message);
        Assert.Contains("Await it, once", Assert.Throws<InvalidOperationException>(() => { _ = copy.GetAwaiter().GetResult(); }).Message);
    }

    [Fact]
    public async Task CriticalFailureIsRaisedOnceWhenACallHasFailed()
    {
        var raised = new System.Collections.Concurrent.ConcurrentQueue<CriticalFailure>();
        _tracer.Hooks.Attach<CriticalFailure>("critical_failure", (failure, _, _) =>
        {
            raised.Enqueue(failure);
            return default;
        });
        var last = new NotSupportedException("flatten");
        _desk.On[nameof(IPolicedDesk.CloseAsync)] = static _ => throw new NotSupportedException("close");
        _desk.On[nameof(IPolicedDesk.FlattenAsync)] = _ => throw last;
        await Assert.ThrowsAsync<NotSupportedException>(() => _traced.CloseAsync("ES").InTime());
        await _tracer.Hooks.DrainAsync().InTime();
        FlowTrace trace = await EndAsync();

        CriticalFailure failure = Assert.Single(raised);
        Assert.Equal("desk_close", failure.Source);
        Assert.Same(last, failure.Exception);
        Assert.Equal("failed after 1 attempt and the fallback (last: NotSupportedException)", failure.Message);
        Assert.Single(trace.StepsOf(StepKind.Alert));
    }

    [Theory]
    [InlineData(false, "BREACH_CALL_FAILED")]
    [InlineData(true, "BREACH_HANDLED")]
    public async Task AFlowWhoseCallRecoveredIsNotOneWhoseCallFailed(bool recovers, string result)
    {
        var summaries = new List<FlowSummary>();
        var time = new WaitedClock();
        await using RiskTracer tracer = Tracers.Create(time, options => options.Sinks.Add(new SummarySink(summaries)));
        _desk.On[nameof(IPolicedDesk.CloseAsync)] = static _ => throw new TimeoutException();
        _desk.On[nameof(IPolicedDesk.FindAsync)] = _ => recovers ? new Close(true, "found") : throw new NotSupportedException();
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>(async (_, flow, _) =>
        {
            await Record.ExceptionAsync(() => _desk.Traced(flow).CloseAsync("ES").InTime());
            return RuleResult.Breach("too much");
        }));
        await dispatcher.DispatchAsync(new Tick(1)).InTime();
        await tracer.FlushAsync().InTime();

        Assert.Equal(result, Assert.Single(tracer.RecentFlows).Result);
        FlowSummary summary = Assert.Single(summaries);
        Assert.Equal(!recovers, summary.HasFailedCall);
        Assert.False(summary.HasUnfinishedCall);
    }

    // A query that fails is recorded as a failed call of its own, and is none of the flow's.
    [Fact]
    public async Task AQueryThatFailsIsNoFailureOfACallThatSucceeds()
    {
        var summaries = new List<FlowSummary>();
        var time = new WaitedClock();
        await using RiskTracer tracer = Tracers.Create(time, options => options.Sinks.Add(new SummarySink(summaries)));
        RiskFlow flow = tracer.StartFlow("TEST");
        CallPolicy query = CallScript.Policy("query");
        var script = new CallScript
        {
            OnAttempt = static number => CallScript.Answer($"attempt {number}", number == 1 ? "ambiguous" : "ok", throws: true),
            OnQuery = inside =>
            {
                BrokerAttempt attempt = BrokerAttempt.Begin(inside, query.Point);
                attempt.Fail(new NotSupportedException());
                throw new NotSupportedException();
            },
        };
        ValueTask<Fill?> call = script.RunAsync(CallScript.Policy("asking", static point => new CallPolicy(point) { Retries = 1, Idempotent = true }), flow);
        await time.PassWaitAsync();
        Assert.Equal("attempt 2", await CallScript.SeenAsync(call));
        Assert.Equal(0, flow.Slot!.FailedCalls(flow.Id));
        flow.Complete("DONE");
        await tracer.FlushAsync().InTime();

        Assert.False(Assert.Single(summaries).NeedsAttention);
        Assert.Equal(2, tracer.Statistics.BrokerCalls.Failed + tracer.Statistics.BrokerCalls.Ambiguous);
    }

    [Fact]
    public async Task ACallThatWaitsForItsRetryIsUnfinished()
    {
        var summaries = new List<FlowSummary>();
        var time = new WaitedClock();
        await using RiskTracer tracer = Tracers.Create(time, options => options.Sinks.Add(new SummarySink(summaries)));
        RiskFlow flow = tracer.StartFlow("TEST");
        _desk.On[nameof(IPolicedDesk.PositionsAsync)] = static number => number == 1 ? throw new InvalidOperationException() : Task.FromResult(1);
        Task<int> call = _desk.Traced(flow).PositionsAsync();
        TimeSpan wait = await time.WaitBegunAsync();
        flow.Complete("DONE");
        await tracer.FlushAsync().InTime();

        Assert.True(Assert.Single(summaries).HasUnfinishedCall);
        time.Advance(wait);
        Assert.Equal(1, await call.InTime());
    }

    [Fact]
    public async Task ASecretInAResultStaysOutOfTheAlert()
    {
        CallPolicy policy = CallScript.Policy("leaky");
        ValueTask<Leak> call = policy.RunAsync<Leak, LeakEncoder, LeakCall>(_flow, default);

        Assert.IsType<Leak>(await call.InTime());
        FlowTrace trace = await EndAsync();
        Assert.Contains("a result that says so", trace.Step(StepKind.Alert).Text);
    }

    [Fact]
    public async Task WhatTheCallerHasInItsContextIsThereForEveryAttemptAndTheFallback()
    {
        var local = new AsyncLocal<string> { Value = "the caller's" };
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        var go = new TaskCompletionSource<Close?>();
        _desk.On[nameof(IPolicedDesk.CloseAsync)] = number =>
        {
            seen.Enqueue(local.Value);
            return number == 1 ? go.Task : throw new NotSupportedException();
        };
        _desk.On[nameof(IPolicedDesk.FlattenAsync)] = _ =>
        {
            seen.Enqueue(local.Value);
            local.Value = "the fallback's";
            return new Close(true, "flattened");
        };
        Task<Close?> call = _traced.CloseAsync("ES").InTime();
        var thread = new Thread(() =>
        {
            local.Value = "the broker's";
            go.SetException(new InvalidOperationException());
        });
        thread.Start();
        await _time.PassWaitAsync();
        await call;
        await Task.Yield();     // that thread may have brought us here, and nobody can wait for himself
        thread.InTime();

        Assert.Equal(["the caller's", "the caller's", "the caller's"], seen);
        Assert.Equal("the caller's", local.Value);
    }

    private static string Title(TraceStep step) => step.Text.Split(" → ")[0];

    private static (long Begun, long Retries, long Fallbacks, long Reconciliations) Counts(BrokerCallStatistics calls)
        => (calls.Begun, calls.Retries, calls.Fallbacks, calls.Reconciliations);

    private static InvalidOperationException Origin(List<Exception> thrown)
    {
        try
        {
            throw new InvalidOperationException($"attempt {thrown.Count + 1}");
        }
        catch (InvalidOperationException exception)
        {
            thrown.Add(exception);
            return exception;
        }
    }

    private static object? Answer(string method) => method switch
    {
        nameof(IPolicedDesk.Quote) => 4.25m,
        nameof(IPolicedDesk.ConnectAsync) or nameof(IPolicedDesk.CancelAsync) => Task.CompletedTask,
        nameof(IPolicedDesk.PositionsAsync) => Task.FromResult(7),
        _ => new Close(true, "answer"),
    };

    private static object? Expected(string method) => method switch
    {
        nameof(IPolicedDesk.Quote) => 4.25m,
        nameof(IPolicedDesk.PositionsAsync) => 7,
        nameof(IPolicedDesk.FlattenAsync) or nameof(IPolicedDesk.CloseAsync) => new Close(true, "answer"),
        _ => null,
    };

    private async Task<object?> CallAsync(string method, CancellationToken cancellationToken = default)
    {
        TracedPolicedDesk traced = _traced;
        switch (method)
        {
            // Those that block do so on a thread of their own: the test moves the clock meanwhile.
            case nameof(IPolicedDesk.Reset):
                await Task.Factory.StartNew(() => traced.Reset("why"), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                return null;
            case nameof(IPolicedDesk.Quote):
                return await Task.Factory.StartNew(() => traced.Quote("ES"), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            case nameof(IPolicedDesk.ConnectAsync):
                await traced.ConnectAsync("a");
                return null;
            case nameof(IPolicedDesk.PositionsAsync):
                return await traced.PositionsAsync();
            case nameof(IPolicedDesk.CancelAsync):
                await traced.CancelAsync("1", cancellationToken);
                return null;
            case nameof(IPolicedDesk.CloseAsync):
                return await traced.CloseAsync("ES", cancellationToken);
            default:
                return await traced.FlattenAsync("ES", cancellationToken);
        }
    }

    private async Task<FlowTrace> EndAsync()
    {
        _flow.Complete("DONE");
        return await _tracer.FlowAsync(_flow.Id);
    }

    private sealed class SummarySink(List<FlowSummary> summaries) : IFlowSink
    {
        public bool Wants(in FlowSummary summary, TraceLevel level)
        {
            if (!summary.IsAddition)
                summaries.Add(summary);

            return false;
        }

        public void OnFlow(FlowTrace flow, TraceLevel level)
        {
        }
    }

    private sealed record Leak
    {
        public override string ToString() => throw new NotSupportedException("the secret");
    }

    private readonly struct LeakEncoder : IResultEncoder<Leak>
    {
        public void Write(ref RecordWriter writer, Leak value)
        {
        }

        public CallOutcome Classify(Leak value) => CallOutcome.Failed;
    }

    private readonly struct LeakCall : IBrokerInvocation<Leak>
    {
        public CancellationToken CancellationToken => CancellationToken.None;

        public void Write(ref RecordWriter writer)
        {
        }

        public BrokerAnswer<Leak> Invoke() => BrokerAnswer.Returned(new Leak());
    }

    private sealed class NullDesk : IPolicedDesk
    {
        public void Reset(string reason)
        {
        }

        public decimal Quote(string symbol) => 0;

        public decimal Block(string symbol) => 0;

        public Task ConnectAsync(string account) => null!;

        public Task<int> PositionsAsync() => null!;

        public ValueTask CancelAsync(string id, CancellationToken cancellationToken = default) => default;

        public ValueTask<CallOutcome> IsCancelledAsync(string id, CancellationToken cancellationToken = default) => default;

        public ValueTask<Close?> CloseAsync(string symbol, CancellationToken cancellationToken = default) => default;

        public ValueTask<Close?> FlattenAsync(string symbol, CancellationToken cancellationToken = default) => default;

        public ValueTask<Close?> FindAsync(string symbol, CancellationToken cancellationToken = default) => default;
    }
}
