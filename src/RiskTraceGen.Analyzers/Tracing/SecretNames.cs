using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>Values that are secrets by the look of them, though the library does not redact them by their name.</summary>
internal static class SecretNames
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "pwd", "passwd", "passphrase", "passcode", "pin", "credential", "credentials", "authorization", "bearer", "jwt", "otp", "totp", "cookie",
    };

    private static readonly HashSet<string> Keys = new(StringComparer.Ordinal) { "access", "private", "signing", "shared", "client", "auth", "account", "license", "encryption", "hmac" };

    /// <summary>Whether the value of this name and type should not be read by everybody who reads a journal.</summary>
    public static bool LooksLikeSecret(string name, ITypeSymbol type)
        => IsText(type) ? SaysSecret(WordsOf(name)) : IsCredential(type);

    /// <summary>A type that is made to hold secrets, whose parts would be recorded one by one.</summary>
    private static bool IsCredential(ITypeSymbol type)
        => type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAnonymousType: false } named
           && !WellKnown.IsFramework(type)
           && WordsOf(named.Name) is [.., "credential" or "credentials" or "secret" or "secrets"];

    private static bool SaysSecret(List<string> words)
        => words.Exists(Words.Contains) || Enumerable.Range(1, Math.Max(0, words.Count - 1)).Any(place => words[place] == "key" && Keys.Contains(words[place - 1]));

    private static bool IsText(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String } => true,
        IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Char or SpecialType.System_Byte } => true,
        INamedTypeSymbol { Name: "Memory" or "ReadOnlyMemory" or "Span" or "ReadOnlySpan", TypeArguments: [{ SpecialType: SpecialType.System_Char or SpecialType.System_Byte }] } => true,
        _ => false,
    };

    private static List<string> WordsOf(string name)
        => [.. Regex.Matches(name, "[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+").Cast<Match>().Select(static match => match.Value.ToLowerInvariant())];
}
