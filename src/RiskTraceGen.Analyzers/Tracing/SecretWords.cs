using System.Text.RegularExpressions;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>What names say of secrets, word by word.</summary>
internal static class SecretWords
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "pwd", "passwd", "passphrase", "passcode", "passkey", "credential", "jwt", "otp", "totp",
    };

    // They are of another world where anything follows but the form they are in: the consent to cookies, a bearer of news.
    private static readonly HashSet<string> WebWords = new(StringComparer.Ordinal) { "authorization", "bearer", "cookie" };

    private static readonly HashSet<string> Forms = new(StringComparer.Ordinal)
    {
        "header", "key", "value", "text", "string", "data", "code", "content", "payload", "raw", "auth"
    };

    // They mean something else where another word follows: a pin bar, a pass through.
    private static readonly HashSet<string> LastWords = new(StringComparer.Ordinal) { "pin", "pass" };

    // What is said about a secret is none.
    private static readonly HashSet<string> Abouts = new(StringComparer.Ordinal)
    {
        "count", "length", "size", "type", "kind", "name", "id", "mode", "format", "scheme", "path", "domain", "policy", "expiry", "expires", "lifetime",
        "algorithm", "provider", "status", "state", "scope", "scopes", "issuer", "audience", "endpoint",
    };

    private static readonly HashSet<string> Keys = new(StringComparer.Ordinal)
    {
        "access", "private", "priv", "signing", "shared", "auth", "license", "encryption", "hmac"
    };

    // A type of this name is what a dictionary finds a client by.
    private static readonly HashSet<string> KeysOfSomebody = new(StringComparer.Ordinal) { "client", "account" };

    // What a type is comes last in its name. A bearer, an authorization and a cookie may be of another world.
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "secret", "credential", "password", "pwd", "passwd", "passphrase", "passcode", "apikey", "jwt", "otp", "totp",
    };

    // Other tokens are those of a parser, a cancellation, a page, or are traded.
    private static readonly HashSet<string> Tokens = new(StringComparer.Ordinal)
    {
        "access", "refresh", "session", "bearer", "auth", "authentication", "authorization", "login", "api", "jwt", "web", "secret", "csrf", "xsrf",
    };

    // A type that is called after what is to be done with a secret is a command, and none: ResetPassword.
    private static readonly HashSet<string> Verbs = new(StringComparer.Ordinal)
    {
        "reset", "change", "update", "replace", "set", "add", "forgot", "forget", "recover", "restore", "verify", "validate", "check", "confirm", "create",
        "generate", "issue", "request", "send", "resend", "submit", "enter", "get", "fetch", "rotate", "renew", "revoke", "delete", "remove", "expire",
        "invalidate", "sign", "hash", "encrypt", "decrypt", "save", "store", "mask", "disable", "enable", "cancel", "block", "unlock", "lock", "register",
        "test",
    };

    /// <summary>The words of a name, in lower case. Numbers say nothing: <c>pin2</c> is a pin.</summary>
    public static List<string> Of(string name)
        => [.. Regex.Matches(name, "[A-Z]+(?![a-z])|[A-Z]?[a-z]+").Cast<Match>().Select(static match => match.Value.ToLowerInvariant())];

    /// <summary>Whether a text of such a name is a secret.</summary>
    public static bool SaySecret(List<string> words) => words is [.., var last] && !Abouts.Contains(last)
        && (words.Exists(static word => Means(Words, word))
            || (words.FindLastIndex(static word => Means(WebWords, word)) is var web and >= 0 && words.Skip(web + 1).All(static word => Means(Forms, word)))
            || Means(LastWords, last)
            || IsCode(words)
            || words is [.., "pass", "key" or "keys"]
            || Enumerable.Range(1, Math.Max(0, words.Count - 1))
                .Any(place => words[place] is "key" or "keys" && (Keys.Contains(words[place - 1]) || KeysOfSomebody.Contains(words[place - 1]))));

    /// <summary>Whether a type of such a name is made for a secret.</summary>
    public static bool SaySecretType(List<string> words) => words is [.., var last]
        && !Verbs.Contains(words[0])
        && (Means(Types, last)
            || IsCode(words)
            || words is [.., var kind, "token" or "tokens" or "cookie" or "cookies"] && Tokens.Contains(kind)
            || words is [.., var use, "key" or "keys"] && (use is "api" or "secret" || Keys.Contains(use)));

    /// <summary>Whether what has such a name is only said about a secret.</summary>
    public static bool SayAbout(List<string> words) => words is [.., var last] && Abouts.Contains(last);

    /// <summary>A word, or several of what it says.</summary>
    public static bool Means(HashSet<string> words, string word)
        => words.Contains(word) || (word.EndsWith("s", StringComparison.Ordinal) && words.Contains(word.Substring(0, word.Length - 1)));

    private static bool IsCode(List<string> words)
        => words is [.., "pass", "phrase" or "phrases"] || (words is [.., var kind, "code" or "codes"] && LastWords.Contains(kind));
}
