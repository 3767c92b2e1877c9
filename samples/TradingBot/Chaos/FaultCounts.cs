namespace TradingBot.Chaos;

/// <summary>What chaos did to the calls, by kind.</summary>
public sealed class FaultCounts
{
    /// <summary>Calls that the bot made, one for each attempt.</summary>
    public int Calls { get; set; }

    /// <summary>Connections refused: the broker was never asked. Transient.</summary>
    public int ConnectionsRefused { get; set; }

    /// <summary>Requests refused in the broker's name. Permanent.</summary>
    public int RequestsRefused { get; set; }

    /// <summary>Answers lost after the broker had done what it was asked. Ambiguous.</summary>
    public int AnswersLost { get; set; }

    /// <summary>Answers that came after the bot had given them up. Ambiguous by then.</summary>
    public int AnswersLate { get; set; }

    /// <summary>Requests that the broker refused itself, and whose answer came through: no fault, but a failure in the trace.</summary>
    public int BrokerRefusals { get; set; }

    /// <summary>All faults.</summary>
    public int Total => ConnectionsRefused + RequestsRefused + AnswersLost + AnswersLate;
}
