using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Which values are recorded by the text that they give of themselves.</summary>
internal static class TraceFormats
{
    /// <summary>The format of all values of a type. What a class hides behind it, a class that derives from it does not show.</summary>
    public static AttributeData? Of(ITypeSymbol type)
        => Annotations.Find(type, Annotations.TraceFormat) ?? (type is { TypeKind: TypeKind.Class, BaseType: { } parent } ? Of(parent) : null);

    /// <summary>The format of one value, by the symbols that speak for it.</summary>
    public static AttributeData? In(ISymbol[] sources)
        => sources.Select(static source => Annotations.Find(source, Annotations.TraceFormat)).FirstOrDefault(static format => format is not null);
}
