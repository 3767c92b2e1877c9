using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Flows;

/// <summary>
/// Types whose values have a flow in them: it, a wrapper, a struct that has one as a field, and what the framework has to keep such values in.
/// </summary>
internal static class FlowHolder
{
    // These have to do with values and keep none.
    private static readonly HashSet<string> Users = new(StringComparer.Ordinal)
    {
        "IComparer", "IEqualityComparer", "Comparer", "EqualityComparer", "IObserver", "IProgress"
    };

    public static bool HoldsFlow(this ITypeSymbol type, KnownSymbols symbols) => type switch
    {
        IArrayTypeSymbol array => array.ElementType.HoldsFlow(symbols),
        INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } named => named.Is(symbols.Flow) || named.IsWrapper()
            || (WellKnown.IsFramework(named)
                ? !Users.Contains(named.Name) && named.TypeArguments.Any(argument => argument.HoldsFlow(symbols))
                : HasFlow(named, symbols)),
        _ => false,
    };

    // A struct is copied with all that it has. (A field of its own type would not compile.)
    private static bool HasFlow(INamedTypeSymbol type, KnownSymbols symbols)
        => type.TypeKind == TypeKind.Struct && type.ContainingAssembly.Is(symbols.Compilation.Assembly)
           && type.GetMembers().Any(member => member is IFieldSymbol { IsStatic: false } field && !field.Type.Is(type) && field.Type.HoldsFlow(symbols));
}
