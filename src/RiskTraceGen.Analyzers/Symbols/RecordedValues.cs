using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>The types of objects that are recorded by their members.</summary>
internal static class RecordedValues
{
    /// <summary>
    /// Those that a type names: itself, what it is a sequence or a tuple of, what a task or a stream gives, and type arguments, which members may be of.
    /// </summary>
    public static IEnumerable<INamedTypeSymbol> In(ITypeSymbol type)
    {
        foreach (INamedTypeSymbol value in Contents.Innermost(Contents.ElementOfSpan(type) ?? type).OfType<INamedTypeSymbol>())
        {
            // Of other objects of the framework only the name is recorded, or the count; of others with a format their text.
            bool isFramework = WellKnown.IsFramework(value);
            if ((!isFramework && value.IsGenericType && TraceFormats.Of(value) is null)
                || WellKnown.IsTask(value, 1)
                || WellKnown.IsValueTask(value, 1)
                || Deferred.IsStream(value))
                foreach (INamedTypeSymbol argument in value.TypeArguments.SelectMany(In))
                    yield return argument;
            if (!isFramework && value.TypeKind is TypeKind.Class or TypeKind.Struct)
                yield return value;
        }
    }
}
