namespace RiskTraceGen;

/// <summary>
/// Decides whether a value is kept out of the trace. Names that look like secrets (password, token, apiKey, secret) are redacted without it.
/// </summary>
/// <param name="sensitive"><see langword="false"/> lets a value through although its name looks like a secret.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SensitiveAttribute(bool sensitive = true) : Attribute
{
    /// <summary>Whether the value is redacted.</summary>
    public bool IsSensitive { get; } = sensitive;
}
