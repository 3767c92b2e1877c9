using System.Threading.Tasks.Sources;
using Microsoft.Extensions.Time.Testing;
using Polly;

namespace RiskTraceGen.Tests;

/// <summary>Whatever fails at whatever await of a call with policies: each attempt has one outcome, the call one conclusion, and its caller one answer.</summary>
public sealed class RecoveryFaults(ITestOutputHelper output)
{
    private static readonly TimeSpan PastTimeout = TimeSpan.FromSeconds(1.1);

    public static TheoryData<Part, Fault> Faults => new(
        from part in Enum.GetValues<Part>()
        from fault in Enum.GetValues<Fault>()
        where fault != Fault.Hangs || part is Part.FirstAttempt or Part.SecondAttempt
        select (part, fault));

    public enum Part
    {
        FirstAttempt,
        SecondAttempt,
        Query,
        Fallback,
        ExceptionClassifier,
        ResultClassifier,
        Pipeline,
    }

    public enum Fault
    {
        ThrowsAtOnce,
        ThrowsLater,
        Hangs,
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task AFaultAnywhereLeavesEveryAttemptWithOneOutcomeAndTheCallerWithOneAnswer(Part part, Fault fault)
    {
        var time = new WaitedClock();
        await using RiskTracer tracer = Tracers.Create(time, options =>
        {
            options.Classifier = new FaultyClassifier(part);
            options.Pipelines["now"] = new ResiliencePipelineBuilder().AddStrategy(_ => new RetryOnce(part == Part.Pipeline ? fault : null), new NoOptions()).Build();
        });
        RiskFlow flow = tracer.StartFlow("TEST");
        var later = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hanging = new TaskCompletionSource<Fill?>();
        var script = new CallScript
        {
            OnAttempt = number => (number == 1 && part == Part.FirstAttempt) || (number == 2 && part == Part.SecondAttempt)
                ? Fail($"attempt {number}")
                : CallScript.Answer($"attempt {number}", "ambiguous", throws: part != Part.ResultClassifier),
            OnQuery = _ => part == Part.Query ? Fail("query") : CallScript.Answer("query", "permanent", throws: false),
            OnFallback = _ => part == Part.Fallback ? Fail("fallback") : CallScript.Answer("fallback", "permanent", throws: part != Part.ResultClassifier),
        };
        CallPolicy policy = CallScript.Policy("faulty", static point => new CallPolicy(point)
        {
            Pipeline = "now",
            Idempotent = true,
            FallbackOnAmbiguous = true,
            TimeoutMilliseconds = 1000,
        });
        ValueTask<Fill?> call = script.RunAsync(policy, flow);
        later.SetResult();
        if (fault == Fault.Hangs)
        {
            // What hangs is watched once the broker has returned; before that the time would pass for nobody.
            await time.WatchBegunAsync();
            time.Advance(PastTimeout);
        }

        Assert.Equal("fallback", await CallScript.SeenAsync(call));
        hanging.SetResult(new Fill("late", "ok"));
        Assert.EndsWith("fallback", script.Happened);
        flow.Complete("DONE");
        FlowTrace trace = await tracer.FlowAsync(flow.Id);
        TraceStep[] attempts = [.. trace.StepsOf(StepKind.ApiCall)];
        Assert.Equal(script.Attempts, attempts.Length);
        Assert.All(attempts, static attempt => Assert.NotEqual(StepText.NoEnd, attempt.Outcome));
        Assert.Single(attempts.SelectMany(static attempt => attempt.Fields), static field => field.Name == "concluded");
        Assert.Single(trace.StepsOf(StepKind.Alert));
        BrokerCallStatistics calls = tracer.Statistics.BrokerCalls;
        Assert.Equal(calls.Begun, calls.Ok + calls.Failed + calls.Ambiguous + calls.NotAttempted);
        Assert.Equal(fault == Fault.Hangs ? 1 : 0, calls.LateAnswers);

        BrokerAnswer<Fill?> Fail(string by)
        {
            switch (fault)
            {
                case Fault.ThrowsAtOnce:
                    throw CallScript.Failure(by, "ambiguous");
                case Fault.ThrowsLater:
                    return BrokerAnswer.Of(FailLater(by));
                default:
                    return BrokerAnswer.Of(hanging.Task);
            }
        }

        async ValueTask<Fill?> FailLater(string by)
        {
            await later.Task;
            throw CallScript.Failure(by, "ambiguous");
        }
    }

    // A value task source that breaks its contract: the broker was called, and its answer is lost.
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task AnAnswerThatCannotBeWaitedForIsAmbiguous(bool asksThrow, bool answersAllTheSame)
    {
        await using RiskTracer tracer = Tracers.Create(new FakeTimeProvider());
        RiskFlow flow = tracer.StartFlow("TEST");
        var source = new BrokenSource(asksThrow, answersAllTheSame);
        var script = new CallScript { OnAttempt = _ => BrokerAnswer.Of(new ValueTask<Fill?>(source, 0)) };
        CallPolicy policy = CallScript.Policy("broken", static point => new CallPolicy(point) { Retries = 3, TimeoutMilliseconds = 60_000 });

        string seen = await CallScript.SeenAsync(script.RunAsync(policy, flow));
        Assert.Equal(answersAllTheSame ? "answer" : "broken source", seen);
        Assert.Equal(1, script.Attempts);
        source.AnswerAgain();
        flow.Complete("DONE");
        Assert.Equal(answersAllTheSame ? "success" : "ambiguous", (await tracer.FlowAsync(flow.Id)).Step(StepKind.ApiCall).Outcome);
        BrokerCallStatistics calls = tracer.Statistics.BrokerCalls;
        Assert.Equal((1, 1), (calls.Begun, calls.Ok + calls.Ambiguous));
    }

    // Many calls at once, whose answers, timeouts and cancellations come in any order. Each caller gets its own answer: what is pooled is never in two hands.
    [Fact]
    public async Task CallsThatCrossEachOtherKeepTheirOwnOutcomes()
    {
        const int Calls = 40;
        var random = new Random(TestScale.Seed(output));
        for (int round = 0; round < TestScale.Of(30); round++)
        {
            var time = new FakeTimeProvider();
            await using RiskTracer tracer = Tracers.Create(time);
            var running = Enumerable.Range(0, Calls).Select(number => new CrossingCall(number, tracer, random.Next())).ToList();
            var waiting = running.ToList();
            for (int step = 0; waiting.Count > 0; step++)
            {
                if (random.Next(4) == 0)
                    time.Advance(TimeSpan.FromMilliseconds(random.Next(400)));
                else
                    waiting[random.Next(waiting.Count)].Step();

                waiting.RemoveAll(static call => call.IsOver);
                // What goes on after a timeout does so on the pool.
                await Task.Yield();
            }

            foreach (CrossingCall call in running)
                await call.VerifyAsync();

            await tracer.FlushAsync().InTime();
            BrokerCallStatistics calls = tracer.Statistics.BrokerCalls;
            Assert.Equal(running.Sum(static call => call.Attempts), calls.Begun);
            Assert.Equal(calls.Begun, calls.Ok + calls.Failed + calls.Ambiguous + calls.NotAttempted);
            Assert.Equal(running.Sum(static call => call.LateAnswers), calls.LateAnswers);
        }
    }

    /// <summary>A call whose attempts are answered when the test says so, each with its own number.</summary>
    private sealed class CrossingCall
    {
        private static readonly CallPolicy Policy = CallScript.Policy("crossing", static point => new CallPolicy(point)
        {
            Retries = 3,
            BackoffMilliseconds = 50,
            TimeoutMilliseconds = 200,
            Idempotent = true,
        });

        private readonly List<TaskCompletionSource<Fill?>> _attempts = [];
        private readonly CancellationTokenSource _source = new();
        private readonly Random _random;
        private readonly RiskFlow _flow;
        private readonly int _number;
        private readonly Task<string> _seen;
        private int _answered;

        public CrossingCall(int number, RiskTracer tracer, int seed)
        {
            _number = number;
            _random = new Random(seed);
            _flow = tracer.StartFlow("TEST");
            var script = new CallScript { CancellationToken = _source.Token, OnAttempt = Attempt };
            _seen = CallScript.SeenAsync(script.RunAsync(Policy, _flow));
        }

        public bool IsOver => _seen.IsCompleted && Volatile.Read(ref _answered) == Attempts;

        public int Attempts
        {
            get
            {
                lock (_attempts)
                    return _attempts.Count;
            }
        }

        public int LateAnswers { get; private set; }

        /// <summary>Answers an attempt that has not been answered, or cancels.</summary>
        public void Step()
        {
            if (_random.Next(20) == 0)
                _source.Cancel();

            TaskCompletionSource<Fill?>? attempt;
            int index = _answered;
            lock (_attempts)
                attempt = index < _attempts.Count ? _attempts[index] : null;
            if (attempt is null)
                return;

            string kind = _random.Next(3) switch { 0 => "ok", 1 => "transient", _ => "permanent" };
            if (kind == "ok" || _random.Next(2) == 0)
                attempt.SetResult(new Fill($"call {_number} attempt {index + 1}", kind));
            else
                attempt.SetException(CallScript.Failure($"call {_number} attempt {index + 1}", kind));

            Volatile.Write(ref _answered, index + 1);
        }

        public async Task VerifyAsync()
        {
            string seen = await _seen.InTime();
            _flow.Complete("DONE");
            FlowTrace trace = await _flow.Slot!.Tracer.FlowAsync(_flow.Id);
            TraceStep[] attempts = [.. trace.StepsOf(StepKind.ApiCall)];
            Assert.Equal(Attempts, attempts.Length);
            Assert.All(attempts, static attempt => Assert.NotEqual(StepText.NoEnd, attempt.Outcome));
            LateAnswers = attempts.Count(static attempt => attempt.Fields.Any(static field => field.Name == "late_answer"));
            bool concluded = attempts.SelectMany(static attempt => attempt.Fields).Count(static field => field.Name == "concluded") == 1;
            Assert.Equal(attempts[0].Outcome != "success", concluded);
            TraceStep last = attempts[^1];
            if (last.Exception?.Type == typeof(TimeoutException).FullName)
                Assert.StartsWith("crossing gave no answer", seen);
            else
                Assert.Equal($"call {_number} attempt {attempts.Length}", seen);

            Assert.Equal(attempts.Any(static attempt => attempt.Outcome == "success") ? 0 : 1, trace.StepsOf(StepKind.Alert).Count());
            _source.Dispose();
        }

        private BrokerAnswer<Fill?> Attempt(int number)
        {
            var source = new TaskCompletionSource<Fill?>();
            lock (_attempts)
                _attempts.Add(source);
            return BrokerAnswer.Of(source.Task);
        }
    }

    /// <summary>Throws where it is asked for exceptions, or for results.</summary>
    private sealed class FaultyClassifier(Part part) : CallClassifier
    {
        public override CallFailure Classify(string call, Exception exception)
            => part == Part.ExceptionClassifier ? throw new IOException("classifier") : base.Classify(call, exception);

        public override CallFailure Classify<TResult>(string call, TResult result, CallOutcome outcome)
            => part == Part.ResultClassifier ? throw new IOException("classifier") : base.Classify(call, result, outcome);
    }

    private sealed class NoOptions : ResilienceStrategyOptions;

    /// <summary>A strategy of the user's: executes twice, or fails before it has.</summary>
    private sealed class RetryOnce(Fault? fault) : ResilienceStrategy
    {
        protected override ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
            Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
            => fault == Fault.ThrowsAtOnce ? throw new TimeoutException("pipeline") : ExecuteAsync(callback, context, state);

        private async ValueTask<Outcome<TResult>> ExecuteAsync<TResult, TState>(
            Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
        {
            Outcome<TResult> outcome = await callback(context, state);
            await Task.Yield();
            if (fault is not null)
                throw new TimeoutException("pipeline");

            return outcome.Exception is null ? outcome : await callback(context, state);
        }
    }

    private sealed class BrokenSource(bool asksThrow, bool answers) : IValueTaskSource<Fill?>
    {
        private Action? _again;

        public Fill? GetResult(short token) => new("answer", "ok");

        public ValueTaskSourceStatus GetStatus(short token) => asksThrow ? throw new InvalidOperationException("asked") : ValueTaskSourceStatus.Pending;

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        {
            _again = () => continuation(state);
            if (answers)
                continuation(state);

            throw new TimeoutException("broken source");
        }

        public void AnswerAgain() => _again!();
    }
}
