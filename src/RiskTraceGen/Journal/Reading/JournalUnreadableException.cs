namespace RiskTraceGen;

/// <summary>A directory that no journal can be read from; the message says what is wrong, where, and what to do.</summary>
internal sealed class JournalUnreadableException(string message, Exception? inner = null) : IOException(message, inner);
