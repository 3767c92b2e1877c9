using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

/// <summary>Whatever goes wrong wherever a dispatch runs code that is not the library's: the accounts are kept, the other rules are evaluated, and the next event too.</summary>
[Collection(ProcessCounters.Name)]
public sealed class DispatchFaults
{
    private const int Rules = 3;
    private const int Events = 3;
    private static readonly TracePoint Event = TracePoint.Event("FAULTY_EVENT", nameof(StormEvent));
    private static readonly TracePoint[] Points = StormRules.Points("faulty", 200, Rules);
    private static readonly TimeSpan PastEveryTimeout = TimeSpan.FromMilliseconds(300);

    /// <summary>Where.</summary>
    public enum Place
    {
        RuleBeforeItAwaits,
        RuleAfterAnAwait,
        RuleAfterARaise,
        RuleAfterACall,
        Handler,
        HandlerBehindAnother,
        InlineHandler,
        InlineHandlerOnTheWatch,
        FailureHandler,
        TokenCallback,
        Broker,
        Classifier,
        EventEncoder,
        PayloadEncoder,
        ContractOf,
        AccountOf,
    }

    /// <summary>What.</summary>
    public enum Fault
    {
        Throws,
        Cancels,
        ThrowsLater,
        CancelsLater,
        Hangs,
    }

    public static TheoryData<Place, Fault, bool> Faults => new(
        from place in Enum.GetValues<Place>()
        from fault in Enum.GetValues<Fault>()
        where fault <= Fault.Cancels || CanAwait(place)
        from concurrent in (bool[])[false, true]
        select (place, fault, concurrent));

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task AFaultAnywhereKeepsTheAccounts(Place place, Fault fault, bool concurrentRules)
    {
        using var pools = new PoolLedger();
        var bench = new Bench(place, fault, concurrentRules);
        try
        {
            for (int i = 0; i < Events; i++)
            {
                Task<DispatchResult> dispatch = bench.Dispatcher.DispatchAsync(new StormEvent(i, "ES")).AsTask();
                bench.Later.TrySetResult();
                await bench.PassHangAsync(dispatch);

                DispatchResult result = await dispatch.InTime();
                Assert.Equal(Rules, result.Count);
                Assert.Equal((RuleResult.Pass, RuleResult.Pass), (result[0], result[2]));
            }

            bench.Hanging.SetResult();
            StopReport report = await bench.StopAsync();
            Assert.True(report.Drained, report.ToString());
            Assert.True(bench.Happened > 0, "the fault never happened");
            var recount = new Recount(bench.Log.Rows, Rules);
            Assert.Empty(recount.Violations);
            Assert.Empty(pools.Violations);
            TraceStatistics statistics = bench.Tracer.Statistics;
            Assert.Equal(recount.Totals, (statistics.Flows, statistics.Evaluations, statistics.Hooks, statistics.BrokerCalls, statistics.Alerts, statistics.LateRecords));
            Assert.Equal(
                (recount.AbandonedExecutions, recount.RaisesLeftBehind, recount.RulesGivenUp, recount.AttemptsGivenUp, 0),
                (pools.Outside("HookExecution"), pools.Outside("HookRaise"), pools.Outside("PendingRule"), pools.Outside("AttemptInFlight"), pools.Outside("PolicedCall")));
        }
        finally
        {
            await bench.Tracer.StopAsync(TimeSpan.Zero).InTime();
        }
    }

    private static bool CanAwait(Place place) => place < Place.TokenCallback || place == Place.Broker;

    /// <summary>A tracer with a rule that does everything a rule can do, between two that pass, and a fault at one place.</summary>
    private sealed class Bench : IStormDesk
    {
        private readonly Place _place;
        private readonly Fault _fault;
        private readonly SemaphoreSlim _hangs = new(0);
        private Task? _hangBegun;
        private readonly List<Task> _evaluations = [];
        private int _happened;

        public Bench(Place place, Fault fault, bool concurrentRules)
        {
            (_place, _fault) = (place, fault);
            Tracer = Tracers.Create(Time, options =>
            {
                options.Records.Add(Log);
                options.StopTimeout = TimeSpan.FromHours(1);
                options.HookTimeout = TimeSpan.FromMilliseconds(100);
                options.HookOrphans = 2 * Events;
                options.ConcurrentRules = concurrentRules;
                options.Dispatch = place == Place.AccountOf ? DispatchOrder.ByAccount : DispatchOrder.ByContract;
                options.Classifier = new FaultyClassifier(this);
            });
            Tracer.Hooks.Declare<Mishap, MishapEncoder>("mishap");
            Attach("First", 0, false, (_, token) => HandleAsync(Place.Handler, token));
            Attach("Behind", 1, false, (_, _) => AtAsync(Place.HandlerBehindAnother));
            Attach("Inline", 0, true, (_, _) => AtAsync(Place.InlineHandler));
            Tracer.Hooks.Attach<CriticalFailure>("critical_failure", (_, _, _) => AtAsync(Place.InlineHandlerOnTheWatch), new HookOptions { Inline = true });
            Tracer.Hooks.AttachFailureHandler((_, _, _) => AtAsync(Place.FailureHandler));
            Dispatcher = Tracer.Dispatcher(new FaultyRules(this));
        }

        public FakeTimeProvider Time { get; } = new();

        public RecordLog Log { get; } = new();

        public RiskTracer Tracer { get; }

        public RiskDispatcher Dispatcher { get; }

        public TaskCompletionSource Later { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Hanging { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Happened => Volatile.Read(ref _happened);

        /// <summary>Lets so much time pass that whatever hangs is given up, if something does before the dispatch has ended.</summary>
        public async Task PassHangAsync(Task dispatch)
        {
            _hangBegun ??= _hangs.WaitAsync();
            if (await Task.WhenAny(dispatch, _hangBegun).InTime() == dispatch)
                return;

            _hangBegun = null;
            Time.Advance(PastEveryTimeout);
        }

        /// <summary>Waits for everything that is still under way, also of rules that were given up.</summary>
        public async Task<StopReport> StopAsync()
        {
            await Task.WhenAll(_evaluations).InTime().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return await Tracer.StopAsync().InTime();
        }

        public ValueTask<RuleResult> EvaluateAsync(RiskFlow flow)
        {
            Task<RuleResult> evaluation = EvaluateOnceAsync(flow);
            _evaluations.Add(evaluation);
            return new ValueTask<RuleResult>(evaluation);
        }

        private async Task<RuleResult> EvaluateOnceAsync(RiskFlow flow)
        {
            await AtAsync(Place.RuleBeforeItAwaits);
            if (_place == Place.InlineHandlerOnTheWatch)
                await HangAsync();

            await Task.Yield();
            await AtAsync(Place.RuleAfterAnAwait);
            await flow.RaiseAsync(new Mishap(() => At(Place.PayloadEncoder)));
            await AtAsync(Place.RuleAfterARaise);
            await ((IStormDesk)this).Traced(flow).FindAsync(1);
            await AtAsync(Place.RuleAfterACall);
            return RuleResult.Breach("too much");
        }

        public void At(Place place)
        {
            if (place == _place)
                ThrowNow();
        }

        public ValueTask<Receipt?> PlaceAsync(int number, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<Receipt?> ListAsync(int number, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<Receipt?> CloseAsync(int number, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<Receipt?> CancelAsync(int number, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<Receipt?> FlattenAsync(int number, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public async ValueTask<Receipt?> FindAsync(int number, CancellationToken cancellationToken = default)
        {
            await AtAsync(Place.Broker);
            return _place == Place.Classifier ? throw new InvalidOperationException("rejected") : new Receipt(true);
        }

        private void Attach(string name, int order, bool inline, Func<Mishap, CancellationToken, ValueTask> handler) => Tracer.Hooks.Attach<Mishap>(
            "mishap", (mishap, _, token) => handler(mishap, token), new HookOptions { Name = name, Order = order, Inline = inline });

        // A failure handler has something to do only where a handler fails, and a token is cancelled only where one hangs.
        private async ValueTask HandleAsync(Place place, CancellationToken cancellationToken)
        {
            await AtAsync(place);
            if (_place == Place.FailureHandler)
                throw new FormatException("to be told of");
            if (_place != Place.TokenCallback)
                return;

            cancellationToken.Register(() => At(Place.TokenCallback));
            await HangAsync();
        }

        private ValueTask AtAsync(Place place)
        {
            if (place != _place)
                return default;
            if (_fault <= Fault.Cancels)
                ThrowNow();

            Interlocked.Increment(ref _happened);
            return LaterAsync();
        }

        private async ValueTask LaterAsync()
        {
            await (_fault == Fault.Hangs ? HangAsync() : Later.Task);
            if (_fault == Fault.ThrowsLater)
                throw new InvalidOperationException("later");
            if (_fault == Fault.CancelsLater)
                throw new OperationCanceledException("later");
        }

        private Task HangAsync()
        {
            _hangs.Release();
            return Hanging.Task;
        }

        private void ThrowNow()
        {
            Interlocked.Increment(ref _happened);
            throw _fault == Fault.Cancels ? new OperationCanceledException("at once") : new InvalidOperationException("at once");
        }
    }

    private sealed class FaultyRules(Bench bench) : EventRules<StormEvent>(Event, Points)
    {
        public override ValueTask<RuleResult> EvaluateAsync(int rule, in StormEvent riskEvent, in RiskFlow flow, CancellationToken cancellationToken)
            => rule == 1 ? bench.EvaluateAsync(flow) : new(RuleResult.Pass);

        public override void Write(ref RecordWriter writer, StormEvent riskEvent)
        {
            writer.Int32(riskEvent.Number);
            bench.At(Place.EventEncoder);
        }

        public override string? ContractOf(StormEvent riskEvent)
        {
            bench.At(Place.ContractOf);
            return riskEvent.Contract;
        }

        public override string? AccountOf(StormEvent riskEvent)
        {
            bench.At(Place.AccountOf);
            return riskEvent.Contract;
        }
    }

    private sealed class FaultyClassifier(Bench bench) : CallClassifier
    {
        public override CallFailure Classify(string call, Exception exception)
        {
            bench.At(Place.Classifier);
            return base.Classify(call, exception);
        }

        public override CallFailure Classify<TResult>(string call, TResult result, CallOutcome outcome)
        {
            bench.At(Place.Classifier);
            return base.Classify(call, result, outcome);
        }
    }

    /// <summary>A payload that is told when it is recorded.</summary>
    private readonly record struct Mishap(Action OnWritten);

    private readonly struct MishapEncoder : IValueEncoder<Mishap>
    {
        public void Write(ref RecordWriter writer, Mishap value)
        {
            writer.Int32(1);
            value.OnWritten();
        }
    }
}
