using System.Runtime.InteropServices;

namespace TradingBot.CommandLine;

/// <summary>What the process says when it ends.</summary>
public static class ExitCode
{
    /// <summary>The day was traded to its end. Breaches are no failure: rules are there to find them.</summary>
    public const int Done = 0;

    /// <summary>The bot failed in a way it should not, its trace does not account for every fault of chaos, or what it printed could not be written.</summary>
    public const int Failed = 1;

    /// <summary>The command line, a setting or an input file is not usable; the message says which and why.</summary>
    public const int BadInput = 2;

    /// <summary>The gateway is not there, refuses the key, or has gone away; the message says which.</summary>
    public const int GatewayUnavailable = 3;

    /// <summary>Ctrl+C ended the run early, cleanly and with a summary. Of another signal the process says which, see <see cref="Of"/>.</summary>
    public const int Interrupted = 130;

    /// <summary>The signals that end a run early, cleanly and with a summary, and their numbers.</summary>
    private static readonly Dictionary<PosixSignal, int> Numbers = new()
    {
        [PosixSignal.SIGHUP] = 1,
        [PosixSignal.SIGINT] = 2,
        [PosixSignal.SIGQUIT] = 3,
        [PosixSignal.SIGTERM] = 15,
    };

    /// <summary>The signals that end a run early.</summary>
    internal static IEnumerable<PosixSignal> Signals => Numbers.Keys;

    /// <summary>What shells say of a process that a signal ended: 128 and the number of the signal.</summary>
    internal static int Of(PosixSignal signal) => 128 + Numbers[signal];
}
