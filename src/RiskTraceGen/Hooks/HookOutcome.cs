namespace RiskTraceGen;

/// <summary>What became of the handlers of one raise. Each handler is counted once.</summary>
public readonly struct HookOutcome
{
    private readonly HookFailure[]? _failures;

    internal HookOutcome(int succeeded, int failed, int abandoned, int skipped, HookFailure[]? failures)
    {
        Succeeded = succeeded;
        Failed = failed;
        Abandoned = abandoned;
        Skipped = skipped;
        _failures = failures;
    }

    /// <summary>Handlers that ran to their end.</summary>
    public int Succeeded { get; }

    /// <summary>Handlers that threw.</summary>
    public int Failed { get; }

    /// <summary>Handlers that were given up at their timeout.</summary>
    public int Abandoned { get; }

    /// <summary>Handlers that were never started.</summary>
    public int Skipped { get; }

    /// <summary>Whether every handler ran to its end; also true when there is none.</summary>
    public bool AllSucceeded => Failed == 0 && Abandoned == 0 && Skipped == 0;

    /// <summary>One entry for each handler that did not succeed.</summary>
    public ReadOnlySpan<HookFailure> Failures => _failures;
}
