namespace RiskTraceGen;

/// <summary>How a handler runs that is attached at run time; the same settings as on <see cref="HookAttribute"/>.</summary>
public sealed record HookOptions
{
    /// <summary>Handlers of a lower order finish (or are abandoned) before those of a higher one start.</summary>
    public int Order { get; init; }

    /// <summary>When the handler is abandoned; zero means <see cref="RiskTracerOptions.HookTimeout"/>.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>Runs the handler on the thread that raises, without isolation from blocking.</summary>
    public bool Inline { get; init; }

    /// <summary>
    /// The handler's name in traces; <see langword="null"/> for the name of its method. Every different one is remembered as long as the program runs.
    /// </summary>
    public string? Name { get; init; }
}
