using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace RiskTraceGen.Tests;

[Collection(ProcessCounters.Name)]
public sealed class FlowAllocation : IAsyncDisposable
{
    private readonly RiskTracer _tracer = Tracers.Create(configure: static o =>
    {
        o.HookWorkers = 2;
        o.FlowDeadlines["LIMITED"] = TimeSpan.FromMinutes(1);
        o.FlowDeadlines[nameof(Drill)] = TimeSpan.FromMinutes(1);
        // What a test leaves open is its own.
        o.StopTimeout = TimeSpan.Zero;
    });

    public ValueTask DisposeAsync() => _tracer.DisposeAsync();

    [Fact]
    public void AFlowAllocatesNothing()
        => Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () => _tracer.StartFlow("TEST").Complete("DONE")));

    // The source of its token, which user code may keep and which is therefore not pooled; of what watches it, nothing.
    [Fact]
    public void AFlowWithADeadlineAllocatesItsTokenOnly()
        => Assert.Equal(SizeOfCancellation(), AllocatedBytes.PerOperation(_tracer, () => _tracer.StartFlow("LIMITED").Complete("DONE")));

    [Fact]
    public void AnEventWithADeadlineAllocatesItsTokenOnlyAlsoWhereTheCallerMayCancel()
    {
        using var caller = new CancellationTokenSource();
        RiskDispatcher dispatcher = _tracer.Dispatcher(new ScriptedRules<Drill>(static (_, _, _) => new(RuleResult.Pass)));
        Assert.Equal(SizeOfCancellation(), AllocatedBytes.PerOperation(_tracer, () => Dispatch(dispatcher, new Drill(1), caller.Token)));
    }

    [Theory]
    [InlineData(TraceLevel.All)]
    [InlineData(TraceLevel.Breaches)]
    public void ChecksAllocateNothing(TraceLevel level)
    {
        _tracer.Level = level;
        RiskFlow flow = _tracer.StartFlow("TEST");
        Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () =>
        {
            flow.Exceeds("Size check", 1, 2);
            flow.Exceeds("Size check", 3, 2);
            flow.FallsBelow("Margin check", 1.5m, 2m);
            flow.Reaches("Loss check", 1.5m, 1.5m);
            flow.FallsTo("Equity check", 2m, 2m);
            flow.Exceeds("Loss check", 1.5, 2.5);
            flow.Exceeds<decimal?>("Loss check", 2.5m, 1m);
            flow.Check("Session check", breached: true);
        }));
    }

    [Fact]
    public void AnEventThatPassesAllocatesNothing()
    {
        RiskDispatcher dispatcher = _tracer.Dispatcher(new ScriptedRules<Tick>(
            static (tick, flow, _) => new(flow.Exceeds("Number check", tick.Number, 10) ? RuleResult.Breach("too many") : RuleResult.Pass),
            static (_, _, _) => new(RuleResult.Pass)));
        Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () => Dispatch(dispatcher, new Tick(1))));
    }

    [Theory]
    [InlineData(DispatchOrder.Serial, false)]
    [InlineData(DispatchOrder.ByContract, false)]
    [InlineData(DispatchOrder.ByAccount, true)]
    public async Task AnEventThatPassesWithinItsTimeoutAllocatesNothingInAnyOrder(DispatchOrder order, bool concurrent)
    {
        await using RiskTracer tracer = Tracers.Create(configure: o => (o.RuleTimeout, o.Dispatch, o.ConcurrentRules) = (TimeSpan.FromHours(1), order, concurrent));
        string?[] keys = ["ES", "NQ", null, "CL", "GC"];
        int number = 0;
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Quoted>(static (_, _, _) => new(RuleResult.Pass), static (_, _, _) => new(RuleResult.Pass))
        {
            Contract = static e => e.Contract,
            Account = static e => e.Contract,
        });
        Assert.Equal(0, AllocatedBytes.PerOperation(tracer, () => Dispatch(dispatcher, new Quoted(keys[++number % keys.Length], number))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WaitingForARuleAllocatesNothing(bool concurrent)
    {
        await using RiskTracer tracer = Tracers.Create(configure: o => (o.RuleTimeout, o.ConcurrentRules) = (TimeSpan.FromHours(1), concurrent));
        var first = new ReusableAnswer();
        var second = new ReusableAnswer();
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>((_, _, _) => first.Verdict, (_, _, _) => second.Verdict));
        Assert.Equal(0, AllocatedBytes.PerOperation(tracer, () =>
        {
            ValueTask<DispatchResult> dispatch = dispatcher.DispatchAsync(new Tick(1));
            first.Give();
            second.Give();
            if (!dispatch.GetAwaiter().GetResult().Worst.IsPass)
                Assert.Fail("the event does not pass");
        }));
    }

    [Fact]
    public void ACheckThatFindsABreachAllocatesItsVerdictsOnly()
    {
        RiskDispatcher dispatcher = _tracer.Dispatcher(new ScriptedRules<Tick>(
            static (tick, flow, _) => new(flow.Exceeds("Number check", tick.Number, 10) ? RuleResult.Breach("too many") : RuleResult.Pass),
            static (_, _, _) => new(RuleResult.Pass)));
        Assert.Equal(Verdicts(rules: 2), AllocatedBytes.PerOperation(_tracer, () =>
        {
            if (!dispatcher.DispatchAsync(new Tick(11)).GetAwaiter().GetResult().Worst.IsBreach)
                Assert.Fail("the event passes");
        }));
    }

    [Fact]
    public void AnObjectThatPassesAllocatesNothing()
    {
        var order = new Order(true, "1");
        RiskDispatcher dispatcher = _tracer.Dispatcher(new ScriptedRules<Order>(static (_, _, _) => new(RuleResult.Pass)));
        Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () => Dispatch(dispatcher, order)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ARaiseToHandlersAllocatesNothing(bool usesCancellation)
    {
        var handlers = new CountingHandler[3];
        for (int i = 0; i < handlers.Length; i++)
            _tracer.Hooks.Add(handlers[i] = new CountingHandler(usesCancellation));

        RiskFlow flow = _tracer.StartFlow("TEST");
        int raised = 0;
        Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () =>
        {
            flow.Raise(new Drill(++raised));
            foreach (CountingHandler handler in handlers)
                handler.WaitFor(raised);
        }));
    }

    [Fact]
    public void ARaiseToHandlersThatWereAttachedAllocatesNothing()
    {
        int count = 0;
        using IDisposable failures = _tracer.Hooks.AttachFailureHandler(static (_, _, _) => default);
        using IDisposable detached = _tracer.Hooks.Attach<Drill>("drill", static (_, _, _) => default);
        using IDisposable attached = _tracer.Hooks.Attach<Drill>("drill", (_, _, _) =>
        {
            Interlocked.Increment(ref count);
            return default;
        });
        detached.Dispose();
        RiskFlow flow = _tracer.StartFlow("TEST");
        int raised = 0;
        Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () =>
        {
            flow.Raise(new Drill(++raised));
            var wait = new SpinWait();
            while (Volatile.Read(ref count) < raised)
                wait.SpinOnce(sleep1Threshold: -1);
        }));
    }

    [Fact]
    public void ARaiseThatIsWaitedForAllocatesNothing()
    {
        _tracer.Hooks.Add(new CountingHandler(usesCancellation: true));
        RiskFlow flow = _tracer.StartFlow("TEST");
        Assert.Equal(0, AllocatedBytes.PerOperation(_tracer, () =>
        {
            ValueTask<HookOutcome> raise = flow.RaiseAsync(new Drill(1));
            var wait = new SpinWait();
            while (!raise.IsCompleted)
                wait.SpinOnce(sleep1Threshold: -1);

            if (!raise.GetAwaiter().GetResult().AllSucceeded)
                Assert.Fail("the handler failed");
        }));
    }

    // Header and method table, what its base class holds, the caller's token, and the registration there.
    private static int SizeOfCancellation()
    {
        long[] allocated = [0, 0];
        for (int i = 0; i < 2; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            GC.KeepAlive(new FlowCancellation(CancellationToken.None));
            allocated[i] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return (int)allocated[1];
    }

    // The array of a DispatchResult: header, method table and length, and what each rule said. It is made for the first rule that does not pass.
    private static int Verdicts(int rules) => (3 * IntPtr.Size) + (rules * Unsafe.SizeOf<RuleResult>());

    private static void Dispatch<TEvent>(RiskDispatcher dispatcher, TEvent riskEvent, CancellationToken cancellationToken = default)
    {
        if (!dispatcher.DispatchAsync(riskEvent, cancellationToken).GetAwaiter().GetResult().Worst.IsPass)
            Assert.Fail("the event does not pass");
    }

    /// <summary>A pass that a rule is waited for, without a task.</summary>
    private sealed class ReusableAnswer : IValueTaskSource<RuleResult>
    {
        private ManualResetValueTaskSourceCore<RuleResult> _core;

        public ValueTask<RuleResult> Verdict => new(this, _core.Version);

        public void Give() => _core.SetResult(RuleResult.Pass);

        public RuleResult GetResult(short token)
        {
            RuleResult result = _core.GetResult(token);
            _core.Reset();
            return result;
        }

        public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
            => _core.OnCompleted(continuation, state, token, flags);
    }

    private sealed class CountingHandler(bool usesCancellation) : HookHandler<Drill>(TracePoint.Hook("drill", "Counting"), 0, 0, false, usesCancellation)
    {
        private int _count;

        public void WaitFor(int count)
        {
            var wait = new SpinWait();
            while (Volatile.Read(ref _count) < count)
                wait.SpinOnce(sleep1Threshold: -1);
        }

        public override ValueTask InvokeAsync(Drill payload, RiskFlow flow, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            return default;
        }
    }
}
