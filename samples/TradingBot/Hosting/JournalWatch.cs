using RiskTraceGen;

namespace TradingBot.Hosting;

/// <summary>
/// Whether the journal is where it is written. Somebody may remove it while the bot runs: the writer goes on in what it has mapped, and hears nothing of it.
/// </summary>
public sealed class JournalWatch(BotOptions options, RiskTracer tracer)
{
    private bool _isTold;

    /// <summary>Whether a directory has files of a journal.</summary>
    public static bool IsKept(string directory)
    {
        try
        {
            return Directory.EnumerateFiles(directory, "*.rtj").Any();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Says once that the journal is gone.</summary>
    public void Look()
    {
        if (_isTold || options.JournalDirectory is not { } directory || IsKept(directory))
            return;

        _isTold = true;
        using RiskFlow flow = tracer.StartFlow("JOURNAL_GONE", directory);
        flow.Raise(new CriticalFailure(
            "journal",
            $"its files are gone from {directory}: what was written to them is lost, and what is traced now is not kept. The bot trades on; start it again to have a journal"));
        flow.Complete("NOT_KEPT");
    }
}
