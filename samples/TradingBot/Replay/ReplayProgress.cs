namespace TradingBot.Replay;

/// <summary>Says how far a long replay has come: a line for each million lines surveyed, then one for each tenth replayed; none for a short one.</summary>
public sealed class ReplayProgress(TextWriter output)
{
    /// <summary>Shorter inputs are done before anybody wonders.</summary>
    public const long LongInput = 250_000;

    /// <summary>How many lines the survey reads, about a second, before it says so. How many are left it cannot know.</summary>
    public const long SurveyStep = 1_000_000;

    private long _surveyed;
    private long _replayed;
    private int _tenths;

    /// <summary>One more line was surveyed.</summary>
    public void Surveyed()
    {
        if (++_surveyed % SurveyStep == 0)
            output.WriteLine($"surveyed {_surveyed:N0} lines");
    }

    /// <summary>One more line was replayed, of <paramref name="lines"/> in all.</summary>
    public void Replayed(long lines)
    {
        _replayed++;
        if (lines < LongInput || _replayed * 10 / lines <= _tenths)
            return;
        _tenths = (int)(_replayed * 10 / lines);
        output.WriteLine($"replayed {_tenths * 10} % ({_replayed:N0} of {lines:N0} lines)");
    }
}
