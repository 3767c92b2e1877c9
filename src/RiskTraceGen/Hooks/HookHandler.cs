using System.ComponentModel;

namespace RiskTraceGen;

/// <summary>What every handler has, of hooks and of failures.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public abstract class HookHandler
{
    /// <param name="point">The handler's trace point.</param>
    protected HookHandler(TracePoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        HandlerPoint = point;
        Breaker = new HandlerBreaker(point);
    }

    internal TracePoint HandlerPoint { get; }

    internal HandlerBreaker Breaker { get; }

    /// <summary>What a handler returned that promises a task.</summary>
    /// <param name="task">The task.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    protected ValueTask TaskOf(Task? task) => task is null ? throw HandlerPoint.NoTask() : new ValueTask(task);
}
