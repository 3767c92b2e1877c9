namespace RiskTraceGen.Tool;

/// <summary>What the process says when it ends.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The journal is damaged, or what was asked for is not in it.</summary>
    public const int NotSo = 1;

    /// <summary>The command line or the directory is not usable; the message says why.</summary>
    public const int Unusable = 2;

    /// <summary>Ctrl+C ended it early: 128 and the number of the signal, as shells have it.</summary>
    public const int Interrupted = 130;

    /// <summary>Nobody reads the output any more: 128 and the number of the signal that other programs die of then.</summary>
    public const int ReaderGone = 141;
}
