using RiskTraceGen;
using TraceLevel = RiskTraceGen.TraceLevel;

namespace GatewaySimulator.Tests.Bot;

/// <summary>Every flow that has ended, and somebody who waits for one. Safe for threads.</summary>
internal sealed class SeenFlows : IFlowSink
{
    private readonly Lock _lock = new();
    private readonly List<FlowTrace> _seen = [];
    private readonly List<(Predicate<FlowTrace> IsIt, TaskCompletionSource<FlowTrace> Found)> _waiting = [];

    /// <summary>Those that have ended so far.</summary>
    public IReadOnlyList<FlowTrace> All
    {
        get
        {
            lock (_lock)
                return [.. _seen];
        }
    }

    /// <summary>The first flow that is as described, seen already or yet to come.</summary>
    public Task<FlowTrace> FirstAsync(Predicate<FlowTrace> isIt)
    {
        lock (_lock)
        {
            if (_seen.Find(isIt) is { } found)
                return Task.FromResult(found);

            var waiting = new TaskCompletionSource<FlowTrace>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((isIt, waiting));
            return waiting.Task;
        }
    }

    public bool Wants(in FlowSummary summary, TraceLevel level) => true;

    public void OnFlow(FlowTrace flow, TraceLevel level)
    {
        lock (_lock)
        {
            _seen.Add(flow);
            foreach ((Predicate<FlowTrace> isIt, TaskCompletionSource<FlowTrace> found) in _waiting)
            {
                if (isIt(flow))
                    found.TrySetResult(flow);
            }
        }
    }
}
