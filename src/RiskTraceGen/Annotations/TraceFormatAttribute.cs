namespace RiskTraceGen;

/// <summary>
/// Records a value as text, formatted with the invariant culture: through <see cref="ISpanFormattable"/> or <see cref="IFormattable"/> where the type
/// has it, else through <see cref="object.ToString"/>. A formatter that throws loses that value, never the call.
/// </summary>
/// <param name="format">The format, or <see langword="null"/> for the type's default.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class TraceFormatAttribute(string? format = null) : Attribute
{
    /// <summary>The format, or <see langword="null"/> for the type's default.</summary>
    public string? Format { get; } = format;
}
