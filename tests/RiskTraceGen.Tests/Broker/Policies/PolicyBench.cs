using System.Collections.Concurrent;

namespace RiskTraceGen.Tests;

/// <summary>A tracer whose waits are over at once, and which tells of calls what their traces say.</summary>
internal sealed class PolicyBench : IFlowSink, IAsyncDisposable
{
    private readonly ConcurrentDictionary<long, (string Outcome, int Alerts)> _ended = new();

    public PolicyBench() => Tracer = Tracers.Create(configure: options =>
    {
        options.Time = new ImmediateTime();
        options.Classifier = new FillClassifier();
        options.Sinks.Add(this);
    });

    public RiskTracer Tracer { get; }

    /// <summary>Makes each call in a flow of its own, and reads the traces.</summary>
    public async Task<PolicyBehaviour[]> RunAsync(IReadOnlyList<(PolicyCase Case, bool Throws)> cases)
    {
        var runs = new (long Flow, string Happened, string Seen, int Failed)[cases.Count];
        for (int i = 0; i < runs.Length; i++)
        {
            RiskFlow flow = Tracer.StartFlow("TEST");
            (string happened, string seen) = await cases[i].Case.RunAsync(flow, cases[i].Throws);
            runs[i] = (flow.Id, happened, seen, flow.Slot!.FailedCalls(flow.Id));
            flow.Complete("DONE");
        }

        await Tracer.FlushAsync().InTime();
        return [.. runs.Select(run =>
        {
            (string outcome, int alerts) = _ended[run.Flow];
            Assert.InRange(alerts, 0, 1);
            Assert.Equal(alerts, run.Failed);
            return new PolicyBehaviour(run.Happened, outcome, run.Seen, alerts == 1);
        })];
    }

    public bool Wants(in FlowSummary summary, TraceLevel level) => true;

    public void OnFlow(FlowTrace flow, TraceLevel level)
    {
        TraceStep first = flow.StepsOf(StepKind.ApiCall).First();
        string said = first.Fields.FirstOrDefault(static field => field.Name == "concluded") is { Value: string concluded } ? concluded : first.Outcome;
        string outcome = said.Split(' ')[0] switch
        {
            "success" => "ok",
            "not" => "not attempted",
            var word => word,
        };
        Assert.True(_ended.TryAdd(flow.Id, (outcome, flow.StepsOf(StepKind.Alert).Count(alert => alert.Name == "close_position"))));
    }

    public ValueTask DisposeAsync() => Tracer.DisposeAsync();

    /// <summary>The clock of a world in which nobody waits: what is to happen once and later happens now.</summary>
    private sealed class ImmediateTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (dueTime != Timeout.InfiniteTimeSpan && period == Timeout.InfiniteTimeSpan)
                callback(state);

            return timer;
        }
    }
}
