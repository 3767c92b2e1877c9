using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Which values are kept out of a trace.</summary>
internal static class Secrets
{
    private static readonly string[] Names = ["password", "token", "apikey", "secret"];

    /// <summary>Whether a parameter, property or field is redacted: by an attribute, else by its name.</summary>
    /// <param name="symbols">The symbols that speak for it, the most derived first. Only what is said there lifts what another says.</param>
    public static bool IsSensitive(params ISymbol[] symbols)
        => IsSaidSensitive(symbols, static symbol => symbol.GetAttributes()) ?? symbols.Any(symbol => LooksLikeSecret(symbol.Name));

    /// <summary>Whether the result of a broker's method is redacted: by <c>[return: Sensitive]</c>, for a method is not called after what it returns.</summary>
    /// <param name="declarations">The method and what it overrides and implements, the most derived first.</param>
    public static bool IsResultSensitive(IMethodSymbol[] declarations)
        => IsSaidSensitive(declarations, static method => method.GetReturnTypeAttributes()) is true;

    /// <summary>Whether somebody says of a parameter, property or field that it is redacted, or that it is not.</summary>
    public static bool IsDecided(ISymbol[] symbols) => symbols.Any(static symbol => Annotations.Find(symbol, Annotations.Sensitive) is not null);

    /// <summary>The same of the result of a broker's method.</summary>
    public static bool IsResultDecided(IMethodSymbol[] declarations)
        => declarations.Any(static declaration => Annotations.Find(declaration.GetReturnTypeAttributes(), Annotations.Sensitive) is not null);

    // Null where nobody says anything.
    private static bool? IsSaidSensitive<T>(T[] symbols, Func<T, ImmutableArray<AttributeData>> attributesOf) where T : ISymbol
    {
        bool? said = null;
        foreach (T symbol in symbols)
            if (Annotations.Find(attributesOf(symbol), Annotations.Sensitive) is { } attribute)
            {
                if (attribute.ConstructorArguments is not [{ Value: false }])
                    return true;
                said = false;
                if (SymbolEqualityComparer.Default.Equals(symbol.ContainingType, symbols[0].ContainingType))
                    break;
            }

        return said;
    }

    public static bool LooksLikeSecret(string name)
    {
        string letters = name.Replace("_", "").ToLowerInvariant().Replace("cancellationtoken", "");
        return Names.Any(letters.Contains);
    }
}
