using System.Runtime.InteropServices;

namespace TradingBot.CommandLine;

/// <summary>Ctrl+C or a request to terminate, from the first line of the program on: the host listens only once it has been built.</summary>
internal sealed class Interruption : IDisposable
{
    internal const string LeftAtOnce =
        "left at once: what was held and what worked was not looked at; at a gateway it stays as it is: look there, or start the bot again";

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private readonly Action<int> _exit;
    private readonly Action<string> _tell;

    /// <param name="exit">Ends the process at once, with an exit code.</param>
    /// <param name="tell">Prints why.</param>
    public Interruption(Action<int> exit, Action<string> tell)
    {
        (_exit, _tell) = (exit, tell);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        // Waits for a signal that is being handled, so the source goes last.
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    /// <summary>A signal has come.</summary>
    internal void Stop(PosixSignalContext signal)
    {
        // Somebody who presses the keys twice does not want to wait for what the end of a run takes. A supervisor may send its signal twice, and means one end.
        if (signal.Signal == PosixSignal.SIGINT && _source.IsCancellationRequested)
        {
            _tell(LeftAtOnce);
            _exit(ExitCode.Interrupted);
        }

        // The process ends by itself, with its summary and its exit code.
        signal.Cancel = true;
        _source.Cancel();
    }
}
