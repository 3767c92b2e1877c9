namespace TradingBot.CommandLine;

/// <summary>What the process says when it ends.</summary>
public static class ExitCode
{
    /// <summary>The day was traded to its end. Breaches are no failure: rules are there to find them.</summary>
    public const int Done = 0;

    /// <summary>The bot failed in a way it should not, or its trace does not account for every fault of chaos.</summary>
    public const int Failed = 1;

    /// <summary>The command line, a setting or an input file is not usable; the message says which and why.</summary>
    public const int BadInput = 2;

    /// <summary>The gateway is not there, refuses the key, or has gone away; the message says which.</summary>
    public const int GatewayUnavailable = 3;

    /// <summary>Ctrl+C or a signal ended the run early, cleanly and with a summary: 128 and the number of the signal, as shells have it.</summary>
    public const int Interrupted = 130;
}
