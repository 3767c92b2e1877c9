using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Flows;

/// <summary>Finds what holds a flow in a generic base because of the type arguments that it is given.</summary>
internal static class InheritedFlow
{
    /// <summary>
    /// The first field, that of an automatic property included, of a base or of what it derives from; null where
    /// none holds a flow, or where one does whatever the base is given.
    /// </summary>
    public static IFieldSymbol? Of(INamedTypeSymbol given, KnownSymbols symbols)
    {
        // The same fields, with the arguments and without.
        for ((INamedTypeSymbol? type, INamedTypeSymbol? open) = (given, given.OriginalDefinition);
            type is not null && !type.Is(open);
            (type, open) = (type.BaseType, open?.BaseType))
        {
            IFieldSymbol? found = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => !field.IsConst && field.Type.HoldsFlow(symbols)
                && open?.GetMembers(field.Name).OfType<IFieldSymbol>().Any(same => same.Type.HoldsFlow(symbols)) is not true);
            if (found is not null)
                return found;
        }

        return null;
    }
}
