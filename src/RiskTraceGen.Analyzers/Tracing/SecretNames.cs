using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Symbols;
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
        "rotate", "export", "stream", "watch",
    };

    // Methods that are called just this take a secret and give another one: the session's.
    private static readonly HashSet<string> Logins = new(StringComparer.Ordinal) { "login", "logon", "signin", "authenticate" };

    // What is said about a secret is none.
    private static readonly HashSet<string> Abouts = new(StringComparer.Ordinal)
    {
        "count", "length", "size", "type", "kind", "name", "id", "mode", "format", "scheme", "path", "domain", "policy", "expiry", "expires", "lifetime", "algorithm", "provider", "status", "state",
    };

    private static readonly HashSet<string> Keys = new(StringComparer.Ordinal) { "access", "private", "signing", "shared", "client", "auth", "account", "license", "encryption", "hmac" };

    /// <summary>What of a value looks like a secret that should not be read by everybody who reads a journal: the value itself, or elements of tuples in it.</summary>
    public static IEnumerable<string> In(string name, ITypeSymbol type)
        => LooksLikeSecret(name, type) ? [name] : InElements(type).Select(element => $"{name}.{element}");

    /// <summary>What of the result of a method looks like a secret.</summary>
    public static IEnumerable<string> InResultOf(IMethodSymbol method)
        => GivesSecret(method) ? [method.Name] : InElements(ResultOf(method)).Select(element => $"{method.Name}.{element}");

    /// <summary>Whether a value looks like a secret, be it one that the library redacts by its name.</summary>
    public static bool Include(string name, ITypeSymbol type) => LooksLikeSecret(name, type) || (Secrets.LooksLikeSecret(name) && Holds(type, CanHoldSecret));

    private static bool LooksLikeSecret(string name, ITypeSymbol type)
        => (Holds(type, IsText) && SaysSecret(WordsOf(name))) || Holds(type, IsCredential);

    private static IEnumerable<string> InElements(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] } => InElements(value),
        INamedTypeSymbol { IsTupleType: true } tuple when Contents.PartsOf(tuple) is not null
            => tuple.TupleElements.Where(static element => !Secrets.IsSensitive(element)).SelectMany(static element => In(element.Name, element.Type)),
        _ => Contents.ElementOf(type) is { } element ? InElements(element) : [],
    };

    /// <summary>Whether what a method returns is a secret, as its name says (<c>GetTokenAsync</c>, <c>FetchApiKey</c>, <c>Password</c>, <c>Login</c>), or its type.</summary>
    private static bool GivesSecret(IMethodSymbol method)
    {
        ITypeSymbol result = ResultOf(method);
        if (Holds(result, IsCredential))
            return true;

        List<string> words = WordsOf(method.Name);
        if (words is [.., "async"])
            words.RemoveAt(words.Count - 1);
        if (!Holds(result, IsText) || words.Count == 0)
            return false;
        if (IsText(result) && Logins.Contains(string.Concat(words)))
            return true;

        bool gives = Givers.Contains(words[0]);
        return (gives || words.Count == 1) && (SaysSecret(words) || words is [.., "api", "key" or "keys"] || Means(Results, words[words.Count - 1]));
    }

    /// <summary>What a call comes to: also each item of a stream.</summary>
    private static ITypeSymbol ResultOf(IMethodSymbol method)
    {
        ITypeSymbol type = Deferred.TaskBehind(method.ReturnType) ?? method.ReturnType;
        return type is INamedTypeSymbol { TypeArguments: [var result] } && (WellKnown.IsTask(type, 1) || WellKnown.IsValueTask(type, 1) || Deferred.IsStream(type)) ? result : type;
    }

    /// <summary>A type that is made to hold secrets, whose parts would be recorded one by one.</summary>
    private static bool IsCredential(ITypeSymbol type)
        => type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAnonymousType: false } named
           && !WellKnown.IsFramework(type)
           && WordsOf(named.Name) is [.., "credential" or "credentials" or "secret" or "secrets"];

    private static bool SaysSecret(List<string> words) => words is [.., var last] && !Abouts.Contains(last)
        && (words.Exists(static word => Means(Words, word))
            || Means(LastWords, last)
            || words is [.., var kind, "code" or "codes"] && LastWords.Contains(kind)
            || Enumerable.Range(1, Math.Max(0, words.Count - 1)).Any(place => words[place] is "key" or "keys" && Keys.Contains(words[place - 1])));

    /// <summary>A word, or several of what it says.</summary>
    private static bool Means(HashSet<string> words, string word)
        => words.Contains(word) || (word.EndsWith("s", StringComparison.Ordinal) && words.Contains(word.Substring(0, word.Length - 1)));

    /// <summary>Whether a value is of a kind, or is recorded by values of it that are not redacted.</summary>
    private static bool Holds(ITypeSymbol type, Func<ITypeSymbol, bool> isOfKind)
        => isOfKind(type)
           || (Contents.ElementOfSpan(type) ?? Contents.ElementOf(type)) is { } element && Holds(element, isOfKind)
           || Contents.PartsOf(type)?.Any(part => !Secrets.IsSensitive(part.Sources) && Holds(part.Type, isOfKind)) is true
           || (type.IsNullable() && Holds(((INamedTypeSymbol)type).TypeArguments[0], isOfKind));

    private static bool IsText(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String } => true,
        ITypeParameterSymbol parameter => CanBeText(parameter),
        IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Char or SpecialType.System_Byte } => true,
        INamedTypeSymbol { Name: "Memory" or "ReadOnlyMemory" or "Span" or "ReadOnlySpan", TypeArguments: [{ SpecialType: SpecialType.System_Char or SpecialType.System_Byte }] } => true,
        _ => false,
    };

    /// <summary>Whether a value that is named after a secret is one: not a number, a flag or a time, nor what is recorded by the name of its type.</summary>
    private static bool CanHoldSecret(ITypeSymbol type)
        => IsText(type)
           || type is { SpecialType: SpecialType.System_Object } or { TypeKind: TypeKind.Dynamic }
           || WellKnown.Is(type, "System", "Guid", 0)
           || (type is { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } && !WellKnown.IsFramework(type));

    /// <summary>Whether somebody may put a text in the place of a type parameter: its values are recorded as what they turn out to be.</summary>
    private static bool CanBeText(ITypeParameterSymbol parameter)
        => !parameter.HasValueTypeConstraint
           && parameter.ConstraintTypes.All(static constraint => constraint is ITypeParameterSymbol other ? CanBeText(other) : constraint.TypeKind == TypeKind.Interface && WellKnown.IsFramework(constraint));

    private static List<string> WordsOf(string name)
        => [.. Regex.Matches(name, "[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+").Cast<Match>().Select(static match => match.Value.ToLowerInvariant())];
}
