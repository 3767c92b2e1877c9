using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>
/// What values of the framework write of themselves: what they hold, as a <c>StringBuilder</c> or a <c>Uri</c> does, or the name of their type, as a list does.
/// </summary>
internal static class FrameworkTexts
{
    /// <summary>The types whose text a type shows as its own; null if it is none that shows another's.</summary>
    public static IEnumerable<ITypeSymbol>? ShownBy(ITypeSymbol type)
        => type is INamedTypeSymbol { IsTupleType: false, TypeArguments: { IsEmpty: false } held }
           && (type.IsNullable()
               || WellKnown.IsLazy(type)
               || WellKnown.Is(type, "System.Collections.Generic", "KeyValuePair", 2)
               || WellKnown.Is(type, "System", "Tuple", held.Length))
            ? held
            : null;

    /// <summary>Whether all that a type writes is its name.</summary>
    public static bool AreNames(ITypeSymbol type)
        => type is IArrayTypeSymbol || (WellKnown.IsFramework(type) && type.SpecialType != SpecialType.System_Object && !OverridesToString(type));

    /// <summary>
    /// Whether a type of the framework is made of text, in whatever form. Numbers and times have a format of their own; a <c>Type</c> is no secret.
    /// </summary>
    public static bool AreTexts(ITypeSymbol type)
        => type is { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None } and INamedTypeSymbol { IsTupleType: false }
           && WellKnown.IsFramework(type)
           && OverridesToString(type)
           && !WellKnown.Is(type, "System", "Type", 0)
           && !(type.IsValueType && type.AllInterfaces.Any(static contract => WellKnown.Is(contract, "System", "IFormattable", 0)));

    private static bool OverridesToString(ITypeSymbol type)
    {
        for (ITypeSymbol? level = type; level is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; level = level.BaseType)
            if (level.GetMembers("ToString").Any(static member => member is { IsOverride: true }))
                return true;
        return false;
    }
}
