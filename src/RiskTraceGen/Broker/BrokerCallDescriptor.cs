namespace RiskTraceGen;

/// <summary>A method of the broker boundary, as the registry knows it, with its policies as <see cref="BrokerCallAttribute"/> gives them.</summary>
/// <param name="Name">The call's name in traces.</param>
/// <param name="Member">Type and method.</param>
public sealed record BrokerCallDescriptor(string Name, string Member)
{
    /// <inheritdoc cref="BrokerCallAttribute.Retries"/>
    public int Retries { get; init; }

    /// <inheritdoc cref="BrokerCallAttribute.BackoffMilliseconds"/>
    public int BackoffMilliseconds { get; init; }

    /// <inheritdoc cref="BrokerCallAttribute.TimeoutMilliseconds"/>
    public int TimeoutMilliseconds { get; init; }

    /// <inheritdoc cref="BrokerCallAttribute.Idempotent"/>
    public bool Idempotent { get; init; }

    /// <inheritdoc cref="BrokerCallAttribute.RetryAmbiguous"/>
    public bool RetryAmbiguous { get; init; }

    /// <inheritdoc cref="BrokerCallAttribute.FallbackOnAmbiguous"/>
    public bool FallbackOnAmbiguous { get; init; }

    /// <summary>The method that takes over when the call has failed, if there is one.</summary>
    public string? Fallback { get; init; }

    /// <summary>The method that finds out what became of an ambiguous attempt, if there is one.</summary>
    public string? Reconcile { get; init; }

    /// <inheritdoc cref="BrokerCallAttribute.Pipeline"/>
    public string? Pipeline { get; init; }
}
