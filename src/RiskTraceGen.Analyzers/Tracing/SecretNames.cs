using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>Values that are secrets by the look of them, though the library does not redact them by their name.</summary>
internal static class SecretNames
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "pwd", "passwd", "passphrase", "passcode", "credential", "credentials", "authorization", "bearer", "jwt", "otp", "totp", "cookie",
    };

    // They mean something else where another word follows: a pin bar, a pass through.
    private static readonly HashSet<string> LastWords = new(StringComparer.Ordinal) { "pin", "pass" };

    // As results only: values of such names are redacted by the library.
    private static readonly HashSet<string> Results = new(StringComparer.Ordinal) { "password", "token", "secret", "apikey" };

    // What else a method does with a secret gives none back.
    private static readonly HashSet<string> Givers = new(StringComparer.Ordinal)
    {
        "get", "fetch", "read", "load", "find", "create", "new", "issue", "generate", "make", "request", "obtain", "acquire", "renew", "refresh", "exchange",
    };

    private static readonly HashSet<string> Keys = new(StringComparer.Ordinal) { "access", "private", "signing", "shared", "client", "auth", "account", "license", "encryption", "hmac" };

    /// <summary>Whether the value of this name and type should not be read by everybody who reads a journal.</summary>
    public static bool LooksLikeSecret(string name, ITypeSymbol type)
        => IsText(type) ? SaysSecret(WordsOf(name)) : IsCredential(type);

    /// <summary>Whether what a method returns is a secret, as its name says: <c>GetTokenAsync</c>, <c>FetchApiKey</c>, <c>Password</c>.</summary>
    public static bool GivesSecret(IMethodSymbol method)
    {
        ITypeSymbol type = Deferred.TaskBehind(method.ReturnType) ?? method.ReturnType;
        if (type is INamedTypeSymbol { TypeArguments: [var result] } && (WellKnown.IsTask(type, 1) || WellKnown.IsValueTask(type, 1)))
            type = result;

        List<string> words = WordsOf(method.Name);
        if (words is [.., "async"])
            words.RemoveAt(words.Count - 1);
        if (!IsText(type) || words.Count == 0)
            return false;

        bool gives = Givers.Contains(words[0]);
        List<string> named = gives ? words.GetRange(1, words.Count - 1) : words;
        return (gives || named.Count == 1) && (SaysSecret(named) || named is [.., "api", "key"] || (named.Count > 0 && Results.Contains(named[named.Count - 1])));
    }

    /// <summary>A type that is made to hold secrets, whose parts would be recorded one by one.</summary>
    private static bool IsCredential(ITypeSymbol type)
        => type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAnonymousType: false } named
           && !WellKnown.IsFramework(type)
           && WordsOf(named.Name) is [.., "credential" or "credentials" or "secret" or "secrets"];

    private static bool SaysSecret(List<string> words)
        => words.Exists(Words.Contains)
           || words is [.., var last] && LastWords.Contains(last)
           || words is [.., var kind, "code"] && LastWords.Contains(kind)
           || Enumerable.Range(1, Math.Max(0, words.Count - 1)).Any(place => words[place] == "key" && Keys.Contains(words[place - 1]));

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
