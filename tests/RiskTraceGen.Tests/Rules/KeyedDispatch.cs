using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

/// <summary>Events of one key in order, of different keys at the same time, without a key alone.</summary>
public sealed class KeyedDispatch
{
    private readonly Desk _desk = new();

    [Fact]
    public async Task EventsOfDifferentKeysAreEvaluatedAtTheSameTimeAndThoseOfOneKeyInOrder()
    {
        await using RiskTracer tracer = Create();
        RiskDispatcher dispatcher = tracer.Dispatcher(_desk.Rules());
        Task first = Dispatch("ES", 1), second = Dispatch("NQ", 2), third = Dispatch("ES", 3), fourth = Dispatch("NQ", 4);
        await _desk.EndAsync(2, second);
        await _desk.EndAsync(4, fourth);
        await _desk.EndAsync(1, first);
        await _desk.EndAsync(3, third);

        Assert.Equal("+1 +2 -2 +4 -4 -1 +3 -3", _desk.Log);

        Task Dispatch(string key, int number) => dispatcher.DispatchAsync(new Quoted(key, number)).AsTask();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task AnEventWithoutAKeyIsEvaluatedAloneAndNotOvertaken(string? none)
    {
        await using RiskTracer tracer = Create();
        RiskDispatcher dispatcher = tracer.Dispatcher(_desk.Rules());
        Task first = Dispatch("ES", 1), behindFirst = Dispatch("ES", 2), alone = Dispatch(none, 3), other = Dispatch("NQ", 4), aloneAgain = Dispatch(none, 5), last = Dispatch("CL", 6);
        await _desk.EndAsync(1, first);
        await _desk.EndAsync(2, behindFirst);
        await _desk.EndAsync(3, alone);
        await _desk.EndAsync(4, other);
        await _desk.EndAsync(5, aloneAgain);
        await _desk.EndAsync(6, last);

        Assert.Equal("+1 -1 +2 -2 +3 -3 +4 -4 +5 -5 +6 -6", _desk.Log);

        Task Dispatch(string? key, int number) => dispatcher.DispatchAsync(new Quoted(key, number)).AsTask();
    }

    [Fact]
    public async Task AnEventThatCannotSayItsKeyIsEvaluatedAlone()
    {
        await using RiskTracer tracer = Create();
        RiskDispatcher dispatcher = tracer.Dispatcher(_desk.Rules(static e => e.Contract == "broken" ? throw new FormatException() : e.Contract));
        Task first = dispatcher.DispatchAsync(new Quoted("ES", 1)).AsTask();
        Task broken = dispatcher.DispatchAsync(new Quoted("broken", 2)).AsTask();
        await _desk.EndAsync(1, first);
        await _desk.EndAsync(2, broken);

        Assert.Equal("+1 -1 +2 -2", _desk.Log);
    }

    [Theory]
    [InlineData(DispatchOrder.Serial, "+1 -1 +2 -2")]
    [InlineData(DispatchOrder.ByContract, "+1 -1 +2 -2")]
    [InlineData(DispatchOrder.ByAccount, "+1 +2 -1 -2")]
    public async Task TheKeyIsTheContractOrTheAccount(DispatchOrder order, string expected)
    {
        await using RiskTracer tracer = Create(order);
        RiskDispatcher dispatcher = tracer.Dispatcher(_desk.Rules(static _ => "ES", static e => e.Contract));
        Task first = dispatcher.DispatchAsync(new Quoted("account 1", 1)).AsTask();
        Task second = dispatcher.DispatchAsync<object>(new Quoted("account 2", 2)).AsTask();
        await _desk.EndAsync(1, first);
        await _desk.EndAsync(2, second);

        Assert.Equal(expected, _desk.Log);
    }

    [Fact]
    public async Task WhoeverGivesUpWaitingHoldsNobodyUp()
    {
        await using RiskTracer tracer = Create();
        RiskDispatcher dispatcher = tracer.Dispatcher(_desk.Rules());
        using var cancellation = new CancellationTokenSource();
        Task first = Dispatch("ES", 1);
        Task[] givenUp = [Dispatch("ES", 2, cancellation.Token), Dispatch(null, 3, cancellation.Token), Dispatch("NQ", 4, cancellation.Token)];
        Task other = Dispatch("NQ", 5), behindFirst = Dispatch("ES", 6);
        cancellation.Cancel();
        foreach (Task dispatch in givenUp)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dispatch.InTime());

        // Nothing without a key waits any more: another key need not wait for the first to end.
        await _desk.EndAsync(5, other);
        await _desk.EndAsync(1, first);
        await _desk.EndAsync(6, behindFirst);
        Assert.Equal("+1 +5 -5 -1 +6 -6", _desk.Log);

        Task Dispatch(string? key, int number, CancellationToken token = default) => dispatcher.DispatchAsync(new Quoted(key, number), token).AsTask();
    }

    [Theory]
    [InlineData("ES")]
    [InlineData("NQ")]
    [InlineData(null)]
    public async Task ADispatchFromInsideARuleIsRefusedWhateverItsKey(string? key)
    {
        await using RiskTracer tracer = Create();
        await using RiskTracer other = Create();
        RiskDispatcher dispatcher = null!;
        Exception? thrown = null;
        RiskDispatcher outer = other.Dispatcher(new ScriptedRules<Quoted>(async (_, _, _) =>
        {
            thrown = await Record.ExceptionAsync(async () => await dispatcher.DispatchAsync(new Quoted(key, 3)));
            return RuleResult.Pass;
        }));
        dispatcher = tracer.Dispatcher(new ScriptedRules<Quoted>(async (_, _, _) => (await outer.DispatchAsync(new Quoted("ES", 2))).Worst) { Contract = static e => e.Contract });
        DispatchResult result = await dispatcher.DispatchAsync(new Quoted("ES", 1)).InTime();

        Assert.Contains("put the event in a queue", Assert.IsType<InvalidOperationException>(thrown).Message);
        Assert.True(result.Worst.IsPass);
    }

    [Fact]
    public async Task AGivenUpRuleIsRefusedForItsKeyOnly()
    {
        var time = new FakeTimeProvider();
        await using RiskTracer tracer = Tracers.Create(time, o => (o.Dispatch, o.RuleTimeout) = (DispatchOrder.ByContract, TimeSpan.FromMilliseconds(250)));
        var answer = new TaskCompletionSource<RuleResult>();
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Quoted>((e, _, _) => e.Number == 1 ? new(answer.Task) : new(RuleResult.Pass)) { Contract = static e => e.Contract });
        Task first = dispatcher.DispatchAsync(new Quoted("ES", 1)).AsTask();
        time.Advance(TimeSpan.FromMilliseconds(260));
        await first.InTime();

        Assert.Equal(
            [RuleSeverity.Error, RuleSeverity.Pass, RuleSeverity.Error],
            [await Severity("ES"), await Severity("NQ"), await Severity(null)]);
        answer.SetResult(RuleResult.Pass);
        Assert.Equal([RuleSeverity.Pass, RuleSeverity.Pass], [await Severity("ES"), await Severity(null)]);

        async Task<RuleSeverity> Severity(string? key) => (await dispatcher.DispatchAsync(new Quoted(key, 2)).InTime()).Worst.Severity;
    }

    private static RiskTracer Create(DispatchOrder order = DispatchOrder.ByContract) => Tracers.Create(configure: o => o.Dispatch = order);

    /// <summary>Events that end when the test says so, and the order in which they began and were ended.</summary>
    private sealed class Desk
    {
        private readonly List<string> _log = [];
        private readonly Dictionary<int, (TaskCompletionSource Begun, TaskCompletionSource<RuleResult> Answer)> _events = [];

        public string Log
        {
            get
            {
                lock (_log)
                    return string.Join(' ', _log);
            }
        }

        public ScriptedRules<Quoted> Rules(Func<Quoted, string?>? contract = null, Func<Quoted, string?>? account = null)
            => new((e, _, _) => new(Begin(e.Number))) { Contract = contract ?? (static e => e.Contract), Account = account ?? (static _ => null) };

        /// <summary>Waits until an event has begun, ends it, and waits until its dispatch has ended.</summary>
        public async Task EndAsync(int number, Task dispatch)
        {
            (TaskCompletionSource begun, TaskCompletionSource<RuleResult> answer) = Of(number);
            await begun.Task.InTime();
            Note($"-{number}");
            answer.SetResult(RuleResult.Pass);
            await dispatch.InTime();
        }

        private Task<RuleResult> Begin(int number)
        {
            Note($"+{number}");
            (TaskCompletionSource begun, TaskCompletionSource<RuleResult> answer) = Of(number);
            begun.SetResult();
            return answer.Task;
        }

        private (TaskCompletionSource Begun, TaskCompletionSource<RuleResult> Answer) Of(int number)
        {
            lock (_log)
            {
                if (!_events.ContainsKey(number))
                    _events.Add(number, (new(TaskCreationOptions.RunContinuationsAsynchronously), new()));
                return _events[number];
            }
        }

        private void Note(string what)
        {
            lock (_log)
                _log.Add(what);
        }
    }
}
