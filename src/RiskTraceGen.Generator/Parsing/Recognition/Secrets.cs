using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Which values are kept out of a trace.</summary>
internal static class Secrets
{
    private static readonly string[] Names = ["password", "token", "apikey", "secret"];

    /// <summary>Whether a parameter, property or field is redacted: by an attribute, else by its name.</summary>
    /// <param name="symbols">The symbols that speak for it, the most derived first. Only what is said there lifts what another says.</param>
    public static bool IsSensitive(params ISymbol[] symbols)
    {
        bool isCleared = false;
        foreach (ISymbol symbol in symbols)
            if (Annotations.Find(symbol, Annotations.Sensitive) is { } attribute)
            {
                if (attribute.ConstructorArguments is not [{ Value: false }])
                    return true;
                if (SymbolEqualityComparer.Default.Equals(symbol.ContainingType, symbols[0].ContainingType))
                    return false;
                isCleared = true;
            }

        return !isCleared && symbols.Any(symbol => LooksLikeSecret(symbol.Name));
    }

    public static bool LooksLikeSecret(string name)
    {
        string letters = name.Replace("_", "").ToLowerInvariant().Replace("cancellationtoken", "");
        return Names.Any(letters.Contains);
    }
}
