using System.Runtime.InteropServices;

namespace TradingBot.CommandLine;

/// <summary>
/// Ctrl+C, a request to terminate or a terminal that was closed, from the first line of the program on: the host listens only once it has been built. What the
/// process was started to ignore, as <c>nohup</c> has it, stays ignored: the runtime leaves that alone.
/// </summary>
internal sealed class Interruption : IDisposable
{
    internal const string LeftAtOnce =
        "left at once: what was held and what worked was not looked at; at a gateway it stays as it is: look there, or start the bot again";

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;
    private readonly Action<int> _exit;
    private readonly Action<string> _tell;
    private PosixSignal _first = PosixSignal.SIGINT;

    /// <param name="exit">Ends the process at once, with an exit code.</param>
    /// <param name="tell">Prints why.</param>
    public Interruption(Action<int> exit, Action<string> tell)
    {
        (_exit, _tell) = (exit, tell);
        _signals = [.. ExitCode.Signals.Select(signal => PosixSignalRegistration.Create(signal, Stop))];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The exit code of a run: where it was interrupted, that of the signal which did it.</summary>
    public int CodeOf(int run) => run == ExitCode.Interrupted ? ExitCode.Of(_first) : run;

    public void Dispose()
    {
        // Waits for a signal that is being handled, so the source goes last.
        foreach (PosixSignalRegistration signal in _signals)
            signal.Dispose();
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
        if (!_source.IsCancellationRequested)
            _first = signal.Signal;
        _source.Cancel();
    }
}
