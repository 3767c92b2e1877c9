namespace RiskTraceGen;

/// <summary>What became of what was under way when a tracer stopped. Immutable.</summary>
public sealed class StopReport
{
    internal StopReport(bool drained, IReadOnlyList<ActiveFlow> flows, IReadOnlyList<RunningHandler> handlers)
    {
        Drained = drained;
        Flows = flows;
        Handlers = handlers;
    }

    /// <summary>Whether everything that was under way ended by itself within the bound.</summary>
    public bool Drained { get; }

    /// <summary>The flows that had not been completed at the bound and were abandoned, oldest first, each with the step in which it was last.</summary>
    public IReadOnlyList<ActiveFlow> Flows { get; }

    /// <summary>The handlers that were running at the bound and were abandoned, the longest running first.</summary>
    public IReadOnlyList<RunningHandler> Handlers { get; }

    /// <summary>What was abandoned, in one line.</summary>
    public override string ToString()
        => Drained
            ? "drained"
            : $"abandoned: {string.Join("; ", Flows.Select(static f => $"Flow-{f.Id} {f.Type}").Concat(Handlers.Select(static h => $"{h.Hook} → {h.Handler}")))}";
}
