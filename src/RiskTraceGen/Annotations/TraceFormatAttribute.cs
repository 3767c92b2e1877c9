namespace RiskTraceGen;

/// <summary>
/// Records a value as text, formatted with the invariant culture: through <see cref="ISpanFormattable"/> or <see cref="IFormattable"/> where the type
/// has it, else through <see cref="object.ToString"/>. A formatter that throws loses that value, never the call.
/// Of an array, a list or a span it is said of the elements.
/// </summary>
/// <remarks>
/// Said of a type, it holds for those that derive from it, and the text is theirs. The compiler writes each derived record a
/// <c>ToString</c> of its own, which shows all members: a record whose text hides some says
/// <c>public sealed override string ToString()</c>, or implements <see cref="IFormattable"/>, which derived records keep.
/// </remarks>
/// <param name="format">The format, or <see langword="null"/> for the type's default.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class TraceFormatAttribute(string? format = null) : Attribute
{
    /// <summary>The format, or <see langword="null"/> for the type's default.</summary>
    public string? Format { get; } = format;
}
