using System.Threading.Tasks.Sources;

namespace RiskTraceGen.Tests;

/// <summary>Wherever a rule fails, it yields an error, critical_failure is raised once, and the others are evaluated.</summary>
public sealed class RuleFailures
{
    private static readonly Dictionary<string, (Evaluation<Tick> Rule, string Exception)> Failures = new()
    {
        ["throws at once"] = (static (_, _, _) => throw new FormatException("bad tick"), "FormatException"),
        ["throws after an await"] = (static async (_, _, _) =>
        {
            await Task.Yield();
            throw new FormatException("bad tick");
        }, "FormatException"),
        ["returns a null task"] = (static (_, _, _) => new ValueTask<RuleResult>((Task<RuleResult>)null!), "ArgumentNullException"),
        ["returns a failed task"] = (static (_, _, _) => new ValueTask<RuleResult>(Task.FromException<RuleResult>(new IOException())), "IOException"),
        ["is cancelled at once"] = (static (_, _, token) =>
        {
            token.ThrowIfCancellationRequested();
            return default;
        }, "OperationCanceledException"),
        ["is cancelled in an await"] = (static async (_, _, token) =>
        {
            await Task.Yield();
            await Task.Delay(Timeout.Infinite, token);
            return RuleResult.Pass;
        }, "TaskCanceledException"),
        ["returns a cancelled task"] = (static (_, _, token) => new ValueTask<RuleResult>(Task.FromCanceled<RuleResult>(token)), "TaskCanceledException"),
        ["returns a value task that was awaited before"] = (static (_, _, _) => new ValueTask<RuleResult>(new BrokenSource(throwsInStatus: true), 0), "InvalidOperationException"),
        ["returns a value task that cannot be awaited"] = (static (_, _, _) => new ValueTask<RuleResult>(new BrokenSource(throwsInStatus: false), 0), "NotSupportedException"),
    };

    public static TheoryData<string, bool, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool, int>();
            foreach (string how in Failures.Keys)
            {
                foreach (bool concurrent in new[] { false, true })
                {
                    cases.Add(how, concurrent, 0);
                    cases.Add(how, concurrent, 60_000);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task ARuleThatFailsIsAnErrorAndTheOthersAreStillEvaluated(string how, bool concurrent, int timeoutMilliseconds)
    {
        (Evaluation<Tick> rule, string exception) = Failures[how];
        await using RiskTracer tracer = Tracers.Create(configure: o => o.ConcurrentRules = concurrent);
        var critical = new Raised<CriticalFailure>(tracer, "critical_failure");
        using var cancellation = new CancellationTokenSource();
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>(
            "rule",
            timeoutMilliseconds,
            (_, _, _) =>
            {
                cancellation.Cancel();
                return new(RuleResult.Pass);
            },
            rule,
            static (_, _, _) => new(RuleResult.Pass)));
        DispatchResult result = await dispatcher.DispatchAsync(new Tick(1), cancellation.Token).InTime();

        Assert.Equal([RuleResult.Pass, RuleResult.Error($"threw {exception}"), RuleResult.Pass], [result[0], result[1], result[2]]);
        CriticalFailure failure = Assert.Single(critical.Payloads);
        Assert.Equal(("rule_1", exception), (failure.Source, failure.Exception!.GetType().Name));
        FlowTrace flow = await tracer.FlowAsync(1);
        Assert.EndsWith(exception, Assert.Single(flow.StepsOf(StepKind.RiskEval), s => s.Name == "rule_1").Exception!.Type);
        Assert.Equal(new EvaluationStatistics(2, 0, 0, 1), tracer.Statistics.Evaluations);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(true, 60_000)]
    public async Task MissingDataIsInsufficientDataAlsoAfterAnAwait(bool suspends, int timeoutMilliseconds)
    {
        await using RiskTracer tracer = Tracers.Create();
        var critical = new Raised<CriticalFailure>(tracer, "critical_failure");
        DispatchResult result = await tracer.Dispatcher(new ScriptedRules<Tick>("rule", timeoutMilliseconds, async (_, flow, _) =>
        {
            if (suspends)
                await Task.Yield();
            return flow.Exceeds("loss", double.NaN, 1) ? RuleResult.Breach("loss") : RuleResult.Pass;
        })).DispatchAsync(new Tick(1)).InTime();

        Assert.Equal(RuleResult.InsufficientData("loss: the value is not a number"), result[0]);
        Assert.Empty(critical.Payloads);
    }

    private sealed class BrokenSource(bool throwsInStatus) : IValueTaskSource<RuleResult>
    {
        public RuleResult GetResult(short token) => throw new InvalidOperationException();

        public ValueTaskSourceStatus GetStatus(short token) => throwsInStatus ? throw new InvalidOperationException() : ValueTaskSourceStatus.Pending;

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => throw new NotSupportedException();
    }
}
