namespace TradingBot.Replay;

/// <summary>An input that cannot be replayed: which file, which line, what is wrong with it and what was expected.</summary>
public sealed class ReplayInputException(string file, long? line, string problem, string expected, Exception? inner = null)
    : Exception($"{file}{(line is null ? "" : $", line {line}")}: {problem}; expected {expected}", inner);
