using System.Globalization;

namespace RiskTraceGen;

/// <summary>
/// Keeps a handler that hangs from being started again and again: open while as many of its executions as are allowed were abandoned and have not ended.
/// Whoever starts the handler only reads a number; the rest happens where an execution is abandoned or ends late.
/// </summary>
internal sealed class HandlerBreaker(TracePoint handler)
{
    private readonly object _gate = new();
    private readonly HashSet<HookExecution> _hanging = [];
    private readonly Queue<Turn> _untold = new();
    private int _count;
    private bool _isTelling;

    /// <summary>Whether the handler is to be skipped.</summary>
    /// <param name="allowed">How many of its executions may hang.</param>
    public bool IsOpen(int allowed) => Volatile.Read(ref _count) >= allowed;

    /// <summary>So many executions, in words.</summary>
    public static string Hanging(int count) => count == 1 ? "1 execution hangs" : string.Create(CultureInfo.InvariantCulture, $"{count} executions hang");

    /// <summary>An execution was abandoned. Only notes it: called inside the watch's lock.</summary>
    public void Add(HookExecution execution, int allowed)
    {
        lock (_gate)
        {
            _hanging.Add(execution);
            Volatile.Write(ref _count, _hanging.Count);
            if (_hanging.Count == allowed)
                _untold.Enqueue(new Turn(execution.Flow, allowed, _hanging.Min(static e => e.StartTicks)));
        }
    }

    /// <summary>An execution that was abandoned has ended.</summary>
    public void Remove(HookExecution execution, int allowed)
    {
        lock (_gate)
        {
            _hanging.Remove(execution);
            Volatile.Write(ref _count, _hanging.Count);
            if (_hanging.Count == allowed - 1)
                _untold.Enqueue(new Turn(execution.Flow, _hanging.Count, null));
        }
    }

    /// <summary>Records that the breaker has opened or closed, in that order, outside of every lock.</summary>
    public void Tell(RiskTracer tracer)
    {
        while (TryBeginTelling(out Turn turn))
        {
            if (turn.Since is { } since)
                TellOpened(tracer, turn, tracer.Time.GetUtcNow() - tracer.Elapsed(since));
            else
                FlowRecords.Custom(turn.Flow, "handler_resumed", $"{handler.Name} → {handler.Member} is called again", Admission.Audit);

            lock (_gate)
                _isTelling = false;
        }
    }

    private void TellOpened(RiskTracer tracer, in Turn turn, DateTimeOffset since) => FlowRecords.Alert(
        tracer, turn.Flow, handler.Name,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{handler.Member}: {Hanging(turn.Count)}, the oldest since {since:yyyy-MM-dd HH:mm:ss.fff} UTC; it is skipped until one of them ends"),
        null);

    private bool TryBeginTelling(out Turn turn)
    {
        lock (_gate)
        {
            turn = default;
            if (_isTelling || !_untold.TryDequeue(out turn))
                return false;

            _isTelling = true;
            return true;
        }
    }

    /// <param name="Flow">In which it opened or closed.</param>
    /// <param name="Count">How many executions hang.</param>
    /// <param name="Since">When the oldest of them began; nothing where it closed.</param>
    private readonly record struct Turn(RiskFlow Flow, int Count, long? Since);
}
