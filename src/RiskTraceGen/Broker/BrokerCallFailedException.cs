namespace RiskTraceGen;

/// <summary>
/// What a Polly pipeline is handed for an attempt whose result, not an exception, says that it failed in a way
/// that allows another. The caller of the broker never sees it: it gets the result.
/// </summary>
public sealed class BrokerCallFailedException : Exception
{
    /// <summary>Creates the exception.</summary>
    public BrokerCallFailedException() : this("the broker call")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="call">The call's name in traces.</param>
    public BrokerCallFailedException(string call) : base($"{call} returned a result that says it failed")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="call">The call's name in traces.</param>
    /// <param name="innerException">Why.</param>
    public BrokerCallFailedException(string call, Exception innerException) : base($"{call} returned a result that says it failed", innerException)
    {
    }
}
