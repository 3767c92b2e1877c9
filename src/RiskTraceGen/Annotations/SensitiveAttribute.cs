namespace RiskTraceGen;

/// <summary>
/// Decides whether a value is kept out of the trace. Names that look like secrets (password, token, apiKey, secret) are redacted without it.
/// <c>[return: Sensitive]</c> on a broker call keeps out what it returns: the result of its task, each item of its stream. Whether the call failed is still
/// recorded. What is kept out of a call is kept out of its fallback and its query, which get the same arguments, unless they say otherwise.
/// </summary>
/// <param name="sensitive"><see langword="false"/> lets a value through although its name looks like a secret.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.ReturnValue)]
public sealed class SensitiveAttribute(bool sensitive = true) : Attribute
{
    /// <summary>Whether the value is redacted.</summary>
    public bool IsSensitive { get; } = sensitive;
}
