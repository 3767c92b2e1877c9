using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

/// <summary>Decides how values are recorded, and collects the encoders that this takes.</summary>
internal sealed partial class ValueParser(Compilation compilation)
{
    private readonly Dictionary<string, EncoderModel?> _encoders = new(StringComparer.Ordinal);

    // Calls of one broker return the same few types.
    private readonly Dictionary<ITypeSymbol, ValueModel> _objects = new(SymbolEqualityComparer.IncludeNullability);

    /// <summary>The encoders needed for all values parsed so far.</summary>
    public EquatableArray<EncoderModel> Encoders
        => _encoders.Values.OfType<EncoderModel>().OrderBy(encoder => encoder.Type.Full, StringComparer.Ordinal).ToEquatableArray();

    /// <summary>How the value of a parameter, property or field is recorded.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="sources">The symbols whose attributes and name count; the first gives the name.</param>
    public ValueModel Parse(ITypeSymbol type, params ISymbol[] sources)
    {
        if (Secrets.IsSensitive(sources))
            return new ValueModel.Redacted();
        if (type.IsRefLikeType || type is ITypeParameterSymbol { AllowsRefLikeType: true })
            return new ValueModel.Named(TypeRefs.Plain(type).Short);

        foreach (ISymbol source in sources)
            if (Annotations.Find(source, Annotations.TraceFormat) is { } format)
                return Formatted(format);
        return Parse(type);
    }

    /// <summary>How a value of a type is recorded.</summary>
    public ValueModel Parse(ITypeSymbol type)
    {
        if (type.IsRefLikeType || type.TypeKind == TypeKind.Dynamic)
            return new ValueModel.Named(TypeRefs.Plain(type).Short);
        if (ScalarMethod(type) is { } method)
            return new ValueModel.Scalar(method);
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return Parse(((INamedTypeSymbol)type).TypeArguments[0]) is { } inner and not ValueModel.Unknown ? new ValueModel.Optional(inner) : new ValueModel.Unknown();
        if (Annotations.Find(type, Annotations.TraceFormat) is { } format)
            return Formatted(format);
        if (SequenceOf(type) is var (kind, element))
            return new ValueModel.Sequence(kind, TypeRefs.Of(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)), TypeRefs.Of(element), Parse(element));
        if (type.TypeKind == TypeKind.Enum)
            return EncodedEnum((INamedTypeSymbol)type);
        return IsObject(type) ? EncodedObject((INamedTypeSymbol)type) : new ValueModel.Unknown();
    }

    private static ValueModel.Formatted Formatted(AttributeData attribute)
        => new(attribute.ConstructorArguments is [{ Value: string format }] ? format : null);

    private static string? ScalarMethod(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => "Boolean",
        SpecialType.System_Char => "Char",
        SpecialType.System_SByte => "SByte",
        SpecialType.System_Byte => "Byte",
        SpecialType.System_Int16 => "Int16",
        SpecialType.System_UInt16 => "UInt16",
        SpecialType.System_Int32 => "Int32",
        SpecialType.System_UInt32 => "UInt32",
        SpecialType.System_Int64 or SpecialType.System_IntPtr => "Int64",
        SpecialType.System_UInt64 or SpecialType.System_UIntPtr => "UInt64",
        SpecialType.System_Single => "Single",
        SpecialType.System_Double => "Double",
        SpecialType.System_Decimal => "Decimal",
        SpecialType.System_String => "String",
        SpecialType.System_DateTime => "DateTime",
        _ => type is { IsValueType: true, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
            && type.Name is "Guid" or "DateTimeOffset" or "TimeSpan" or "DateOnly" or "TimeOnly" ? type.Name : null,
    };

    private static (SequenceKind Kind, ITypeSymbol Element)? SequenceOf(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol { Rank: 1, IsSZArray: true } array)
            return (SequenceKind.Array, array.ElementType);
        if (WellKnown.Is(type, "System.Collections.Generic", "List", 1))
            return (SequenceKind.List, ((INamedTypeSymbol)type).TypeArguments[0]);
        if (WellKnown.Is(type, "System.Collections.Immutable", "ImmutableArray", 1))
            return (SequenceKind.ImmutableArray, ((INamedTypeSymbol)type).TypeArguments[0]);
        return null;
    }
}
