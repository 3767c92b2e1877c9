namespace RiskTraceGen;

/// <summary>Who is told of handlers that did not do their work. Thread safe.</summary>
internal sealed class FailureHandlers(HookSet hooks)
{
    private static readonly TracePoint Point = TracePoint.HookEvent("hook_failure", nameof(HookFailure));

    private readonly object _gate = new();
    private HookFailureHandler[] _handlers = [];

    public void Add(HookFailureHandler handler)
    {
        lock (_gate)
            Volatile.Write(ref _handlers, [.. _handlers, handler]);
    }

    public void Remove(HookFailureHandler handler)
    {
        lock (_gate)
            Volatile.Write(ref _handlers, [.. _handlers.Where(h => h != handler)]);
    }

    /// <summary>Starts the failure handlers of the hook and those of every hook, and does not wait for them.</summary>
    public void Report(in HookFailure failure, in RiskFlow flow)
    {
        HookFailureHandler[] handlers = Volatile.Read(ref _handlers);
        int told = 0;
        foreach (HookFailureHandler handler in handlers)
            told += handler.Handles(failure) ? 1 : 0;

        if (told == 0)
            return;

        RiskFlow raised = flow.Within(FlowRecords.Raise(flow, Point, told, failure), flow.Depth);
        foreach (HookFailureHandler handler in handlers)
        {
            if (!handler.Handles(failure))
                continue;

            var execution = new FailureExecution(hooks, handler, failure, raised);
            if (!hooks.Workers.TryEnqueue(execution))
                execution.Skip(hooks.Workers.Refusal);
        }
    }
}
