namespace TradingBot.Broker;

/// <summary>What a broker has to say of a run that has ended. One in the same process has nothing to say.</summary>
public interface IBrokerReport
{
    /// <summary>What it is, in a word.</summary>
    string Subject { get; }

    /// <summary>How it went with it.</summary>
    FormattableString Value { get; }
}
