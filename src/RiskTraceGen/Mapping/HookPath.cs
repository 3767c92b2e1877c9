namespace RiskTraceGen;

/// <summary>Where a raised hook can go. Immutable and thread safe.</summary>
public sealed class HookPath
{
    private readonly Lazy<IReadOnlyList<PathStep>> _steps;

    internal HookPath(string hook, string? payload, string file, int line, Func<IReadOnlyList<PathStep>> steps)
    {
        (Hook, Payload, File, Line) = (hook, payload, file, line);
        _steps = new(steps);
    }

    /// <summary>The hook's name.</summary>
    public string Hook { get; }

    /// <summary>The type of its payload; <see langword="null"/> if none of the assemblies declares it.</summary>
    public string? Payload { get; }

    /// <summary>Where the payload is declared, relative to its project; empty if that is not known.</summary>
    public string File { get; }

    /// <summary>The line in the file, from 1; 0 if it is not known.</summary>
    public int Line { get; }

    /// <summary>The handlers in the order in which they start, each with what it can reach, parents first. Made when first asked for.</summary>
    public IReadOnlyList<PathStep> Steps => _steps.Value;
}
