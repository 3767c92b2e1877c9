namespace RiskTraceGen.Tests;

/// <summary>Random events, keys, suspensions and cancellations: what keyed dispatch promises holds for every one of them.</summary>
public sealed class KeyedDispatchProperties(ITestOutputHelper output)
{
    private const int Keys = 5;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OrderIsKeptAndEveryEventIsEvaluatedOnce(bool concurrentRules)
    {
        var random = new Random(TestScale.Seed(output));
        Scenario[] events = [.. Enumerable.Range(0, TestScale.Of(2000)).Select(i => Scenario.Draw(random, i))];
        var watch = new Invariants(events);
        await using RiskTracer tracer = Tracers.Create(configure: o => (o.Dispatch, o.ConcurrentRules) = (DispatchOrder.ByContract, concurrentRules));
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Quoted>(
            async (e, _, _) =>
            {
                watch.Begin(e.Number);
                await events[e.Number].SuspendAsync();
                watch.EndOne(e.Number);
                return RuleResult.Pass;
            },
            async (e, _, _) =>
            {
                await events[e.Number].SuspendAsync();
                watch.EndOne(e.Number);
                return RuleResult.Pass;
            })
        { Contract = static e => e.Contract });

        // Events end in an order of their own, which has nothing to do with that of their arrival.
        var dispatches = new Task<DispatchResult>[events.Length];
        for (int i = 0; i < events.Length; i++)
        {
            dispatches[i] = dispatcher.DispatchAsync(new Quoted(events[i].Key, i), events[i].Cancellation?.Token ?? default).AsTask();
            if (random.Next(4) == 0)
                events[random.Next(i + 1)].Release();
            if (random.Next(16) == 0)
                events[random.Next(i + 1)].Cancellation?.Cancel();
        }

        foreach (int i in Enumerable.Range(0, events.Length).OrderBy(_ => random.Next()))
            events[i].Release();

        int evaluated = 0;
        for (int i = 0; i < events.Length; i++)
        {
            DispatchResult result = default;
            Exception? thrown = await Record.ExceptionAsync(async () => result = await dispatches[i].InTime());
            Assert.True(thrown is null or OperationCanceledException, thrown?.ToString());
            Assert.Equal((thrown is null ? 1 : 0, thrown is null ? 2 : 0), (watch.Evaluations(i), result.Count));
            evaluated += watch.Evaluations(i);
        }

        Assert.Empty(watch.Violations);
        Assert.Equal(2 * evaluated, (await tracer.StatisticsAsync()).Evaluations.Pass);
        Assert.True((await dispatcher.DispatchAsync(new Quoted(null, Array.FindIndex(events, e => e.Cancellation is null))).InTime()).Worst.IsPass, "the gate is not free");
    }

    private sealed class Scenario
    {
        private readonly TaskCompletionSource? _suspended;
        private readonly bool _yields;

        private Scenario(string? key, bool yields, bool suspends, bool canBeCancelled)
        {
            Key = key;
            _yields = yields;
            _suspended = suspends ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : null;
            Cancellation = canBeCancelled ? new CancellationTokenSource() : null;
        }

        public string? Key { get; }

        public CancellationTokenSource? Cancellation { get; }

        public static Scenario Draw(Random random, int number)
            => new(random.Next(12) == 0 ? null : $"key {random.Next(Keys)}", random.Next(3) == 0, random.Next(3) == 0, number > 0 && random.Next(4) == 0);

        public void Release() => _suspended?.TrySetResult();

        public async Task SuspendAsync()
        {
            if (_yields)
                await Task.Yield();
            if (_suspended is { } suspended)
                await suspended.Task;
        }
    }

    /// <summary>Looks, whenever an event begins, at which others are under way and which have been.</summary>
    private sealed class Invariants(Scenario[] events)
    {
        private readonly int[] _evaluations = new int[events.Length];
        private readonly int[] _ended = new int[events.Length];
        private readonly HashSet<int> _underWay = [];
        private readonly Dictionary<string, int> _lastOfKey = [];
        private int _last = -1;
        private int _lastAlone = -1;

        public List<string> Violations { get; } = [];

        public int Evaluations(int number) => _evaluations[number];

        public void Begin(int number)
        {
            lock (_underWay)
            {
                string? key = events[number].Key;
                _evaluations[number]++;
                if (key is null ? _underWay.Count > 0 : _underWay.Any(other => events[other].Key is not { } with || with == key))
                    Violations.Add($"{number} ({key}) began beside {string.Join(", ", _underWay)}");
                if (number < _lastAlone || (key is null && number < _last))
                    Violations.Add($"{number} ({key}) began after {Math.Max(_last, _lastAlone)}");
                if (key is not null && _lastOfKey.TryGetValue(key, out int before) && number < before)
                    Violations.Add($"{number} ({key}) began after {before} of its key");

                _underWay.Add(number);
                _last = Math.Max(_last, number);
                if (key is null)
                    _lastAlone = number;
                else
                    _lastOfKey[key] = number;
            }
        }

        /// <summary>One of the event's two rules has ended.</summary>
        public void EndOne(int number)
        {
            lock (_underWay)
            {
                if (++_ended[number] == 2)
                    _underWay.Remove(number);
            }
        }
    }
}
