using RiskTraceGen;

namespace TradingBot.Risk;

/// <summary>
/// Writes down what has to outlive the bot. What cannot be written is in force all the same; that it would not
/// survive is something a person has to know, once until it can be written.
/// </summary>
/// <param name="accountId">Whose it is.</param>
/// <param name="source">Who tells.</param>
/// <param name="what">What it is, in words.</param>
/// <param name="tracer">Is told.</param>
internal sealed class StateSaving(string accountId, string source, string what, RiskTracer tracer)
{
    private bool _hasFailed;

    /// <summary>Whether it was written.</summary>
    public bool Try(Action write)
    {
        try
        {
            write();
            _hasFailed = false;
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (!_hasFailed)
                Tell(exception);
            _hasFailed = true;
            return false;
        }
    }

    private void Tell(Exception exception)
    {
        using RiskFlow flow = tracer.StartFlow("STATE_NOT_SAVED", accountId);
        flow.Raise(new CriticalFailure(source, $"{what} could not be saved and would not survive a restart: {exception.Message}", exception));
        flow.Complete("NOT_SAVED");
    }
}
