namespace RiskTraceGen.Tests;

public sealed class SerialDispatch
{
    [Fact]
    public async Task OneEventIsEvaluatedAtATimeAndNoneIsLost()
    {
        await using RiskTracer tracer = Tracers.Create();
        int inside = 0;
        int evaluated = 0;
        bool overlapped = false;
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>(async (tick, _, _) =>
        {
            overlapped |= Interlocked.Increment(ref inside) != 1;
            if (tick.Number % 2 == 0)
                await Task.Yield();

            evaluated++;
            overlapped |= Interlocked.Decrement(ref inside) != 0;
            return RuleResult.Pass;
        }));
        using var start = new Barrier(4);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(async () =>
        {
            start.SignalAndWait();
            for (int i = 0; i < 500; i++)
                Assert.True((await dispatcher.DispatchAsync(new Tick(i))).Worst.IsPass);
        }, TaskCreationOptions.LongRunning).Unwrap())).InTime();

        Assert.False(overlapped);
        Assert.Equal(2000, evaluated);
    }

    [Fact]
    public async Task EventsThatWaitAreEvaluatedInTheOrderOfTheirArrival()
    {
        await using RiskTracer tracer = Tracers.Create();
        var gate = new TaskCompletionSource();
        var order = new List<int>();
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>(async (tick, _, _) =>
        {
            order.Add(tick.Number);
            await gate.Task;
            return RuleResult.Pass;
        }));
        Task[] dispatches = [.. Enumerable.Range(0, 20).Select(i => dispatcher.DispatchAsync(new Tick(i)).AsTask())];
        Assert.Equal([0], order);
        gate.SetResult();
        await Task.WhenAll(dispatches).InTime();

        Assert.Equal(Enumerable.Range(0, 20), order);
    }

    [Fact]
    public async Task ADispatchFromInsideARuleIsRefusedInsteadOfHanging()
    {
        await using RiskTracer tracer = Tracers.Create();
        RiskDispatcher dispatcher = null!;
        Exception? thrown = null;
        dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>(async (tick, _, _) =>
        {
            thrown = await Record.ExceptionAsync(async () => await dispatcher.DispatchAsync(new Tick(tick.Number + 1)));
            return RuleResult.Pass;
        }));
        DispatchResult result = await dispatcher.DispatchAsync(new Tick(1)).InTime();

        Assert.Contains("put the event in a queue", Assert.IsType<InvalidOperationException>(thrown).Message);
        Assert.True(result.Worst.IsPass);
        Assert.True((await dispatcher.DispatchAsync(new Tick(2)).InTime()).Evaluated);
    }

    [Fact]
    public async Task WhoeverGivesUpWaitingIsPassedOver()
    {
        await using RiskTracer tracer = Tracers.Create();
        var gate = new TaskCompletionSource();
        var order = new List<int>();
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>(async (tick, _, _) =>
        {
            order.Add(tick.Number);
            await gate.Task;
            return RuleResult.Pass;
        }));
        using var cancellation = new CancellationTokenSource();
        Task first = dispatcher.DispatchAsync(new Tick(1)).AsTask();
        Task second = dispatcher.DispatchAsync(new Tick(2), cancellation.Token).AsTask();
        Task third = dispatcher.DispatchAsync(new Tick(3)).AsTask();
        Task fourth = dispatcher.DispatchAsync(new Tick(4), cancellation.Token).AsTask();
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.InTime());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fourth.InTime());
        gate.SetResult();
        await Task.WhenAll(first, third).InTime();
        await dispatcher.DispatchAsync(new Tick(5)).InTime();

        Assert.Equal([1, 3, 5], order);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dispatcher.DispatchAsync(new Tick(6), cancellation.Token).InTime());
        Assert.Equal(3, (await tracer.StatisticsAsync()).Flows.Started);
    }

    [Fact]
    public async Task TheTokenOfTheDispatchReachesRuleAndFlow()
    {
        await using RiskTracer tracer = Tracers.Create();
        using var cancellation = new CancellationTokenSource();
        (CancellationToken OfRule, CancellationToken OfFlow) seen = default;
        await tracer.Dispatcher(new ScriptedRules<Tick>((_, flow, token) =>
        {
            seen = (token, flow.CancellationToken);
            return new(RuleResult.Pass);
        })).DispatchAsync(new Tick(1), cancellation.Token).InTime();

        Assert.Equal((cancellation.Token, cancellation.Token), seen);
    }
}
