using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

/// <summary>Value tasks that break the rules of their interface, in every place where the library waits for one: each has one outcome, and costs no thread.</summary>
[Collection(ProcessCounters.Name)]
public sealed class BrokenTasks : IAsyncLifetime
{
    private static readonly TracePoint Point = TracePoint.BrokerCall("broken_call", "IBroken.Call");
    private static readonly TracePoint PolicedPoint = TracePoint.BrokerCall("broken_policed_call", "IBroken.PolicedCall");

    private readonly PoolLedger _pools = new();
    private readonly RecordLog _log = new();
    private readonly RiskTracer _tracer;

    public BrokenTasks() => _tracer = Tracers.Create(new FakeTimeProvider(), options =>
    {
        options.Records.Add(_log);
        options.HookWorkers = 2;
    });

    public static TheoryData<Breakage, bool> Both => new(
        from breakage in Enum.GetValues<Breakage>()
        from flag in (bool[])[false, true]
        select (breakage, flag));

    [Theory]
    [MemberData(nameof(Both))]
    public async Task OfAHandlerAndTheNextRaiseFindsItsWorkers(Breakage breakage, bool inline)
    {
        bool isBroken = true;
        _tracer.Hooks.Attach<Drill>("drill", (_, _, _) => isBroken ? new BrokenTask<int>(breakage, 1).PlainTask : default, new HookOptions { Inline = inline });
        RiskFlow flow = _tracer.StartFlow("TEST");
        for (int i = 0; i < 5; i++)
        {
            HookOutcome outcome = await flow.RaiseAsync(new Drill(i)).InTime();
            Assert.Equal(1, outcome.Succeeded + outcome.Failed);
        }

        isBroken = false;
        Assert.True((await flow.RaiseAsync(new Drill(6)).InTime()).AllSucceeded);
        flow.Complete("DONE");
        await CheckAsync();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task OfAFailureHandler(Breakage breakage, bool alsoOfTheHandler)
    {
        _tracer.Hooks.Attach<Drill>("drill", (_, _, _) => alsoOfTheHandler ? new BrokenTask<int>(breakage, 1).PlainTask : throw new FormatException());
        _tracer.Hooks.AttachFailureHandler((_, _, _) => new BrokenTask<int>(breakage, 1).PlainTask);
        RiskFlow flow = _tracer.StartFlow("TEST");
        await flow.RaiseAsync(new Drill(1)).InTime();
        flow.Complete("DONE");
        await CheckAsync();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task OfARuleAndTheNextEventIsEvaluated(Breakage breakage, bool hasTimeout)
    {
        bool isBroken = true;
        RiskDispatcher dispatcher = _tracer.Dispatcher(new ScriptedRules<Tick>(
            "broken",
            hasTimeout ? 250 : 0,
            (_, _, _) => isBroken ? new BrokenTask<RuleResult>(breakage, RuleResult.Pass).Task : new(RuleResult.Pass),
            static (_, _, _) => new(RuleResult.Pass)));
        for (int i = 0; i < 5; i++)
        {
            DispatchResult result = await dispatcher.DispatchAsync(new Tick(i)).InTime();
            Assert.Equal((2, RuleResult.Pass), (result.Count, result[1]));
        }

        isBroken = false;
        Assert.Equal(RuleResult.Pass, (await dispatcher.DispatchAsync(new Tick(6)).InTime()).Worst);
        await CheckAsync();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task OfABrokerCall(Breakage breakage, bool hasPolicies)
    {
        RiskFlow flow = _tracer.StartFlow("TEST");
        for (int i = 0; i < 5; i++)
            await Record.ExceptionAsync(async () => await CallAsync(flow, breakage, hasPolicies).InTime());

        flow.Complete("DONE");
        await CheckAsync();
        Assert.Equal(5, _tracer.Statistics.BrokerCalls.Begun);
    }

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        await _tracer.DisposeAsync();
        _pools.Dispose();
    }

    // As the generator writes it.
    private static ValueTask<int> CallAsync(RiskFlow flow, Breakage breakage, bool hasPolicies)
    {
        var task = new BrokenTask<int>(breakage, 7);
        if (hasPolicies)
            return new CallPolicy(PolicedPoint) { TimeoutMilliseconds = 250 }.RunAsync<int, ValueEncoder<int>, Call>(flow, new Call(task));

        var attempt = BrokerAttempt.Begin(flow, Point);
        try
        {
            return attempt.End<int, ValueEncoder<int>>(task.Task);
        }
        catch (Exception exception)
        {
            attempt.Fail(exception);
            throw;
        }
    }

    private async Task CheckAsync()
    {
        // A raise has its outcome before its failure handlers have run.
        await _tracer.Hooks.DrainAsync().InTime();
        await _tracer.FlushAsync().InTime();
        Assert.Empty(new Recount(_log.Rows, rulesOfAnEvent: 2).Violations);
        Assert.Empty(_pools.Violations);
        Assert.Empty(_tracer.ActiveFlows);
    }

    private readonly struct Call(BrokenTask<int> task) : IBrokerInvocation<int>
    {
        public CancellationToken CancellationToken => CancellationToken.None;

        public void Write(ref RecordWriter writer)
        {
        }

        public BrokerAnswer<int> Invoke() => BrokerAnswer.Of(task.Task);
    }
}
