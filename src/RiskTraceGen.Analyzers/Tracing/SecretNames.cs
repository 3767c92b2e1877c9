using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>Values that are secrets by the look of them, though the library does not redact them by their name.</summary>
internal sealed class SecretNames(Compilation compilation)
{
    // As results only: values of such names are redacted by the library.
    private static readonly HashSet<string> Results = new(StringComparer.Ordinal) { "password", "token", "secret", "apikey" };

    // What else a method does with a secret gives none back.
    private static readonly HashSet<string> Givers = new(StringComparer.Ordinal)
    {
        "get", "fetch", "read", "load", "find", "create", "new", "issue", "generate", "make", "request", "obtain", "acquire", "renew", "refresh", "exchange",
        "rotate", "export", "stream", "watch", "retrieve", "receive", "download", "query", "regenerate", "decrypt", "reveal",
    };

    // What follows says for whom or from what it is.
    private static readonly HashSet<string> Prepositions = new(StringComparer.Ordinal) { "for", "of", "by", "from", "with", "using" };

    // Who checks one of these is given it, be it called no more than a code.
    private static readonly HashSet<string> Checks = new(StringComparer.Ordinal) { "verify", "validate", "check", "confirm", "submit", "enter", "send" };

    private static readonly HashSet<string> Codes = new(StringComparer.Ordinal) { "otp", "totp", "pin", "passcode", "mfa" };

    // Methods that are called just this take a secret and give another one: the session's.
    private static readonly HashSet<string> Logins = new(StringComparer.Ordinal) { "login", "logon", "signin", "authenticate" };

    private readonly SecretTypes _types = new(compilation);

    /// <summary>
    /// The same of a parameter or member, which may be the code that its method, or command, is called after: that of <c>VerifyOtp(user, code)</c>.
    /// </summary>
    public IEnumerable<string> In(ISymbol value, ITypeSymbol type)
        => IsCheckedCode(value) && Holds(type, IsTextOrShowsOne) ? [value.Name] : In(value.Name, type);

    /// <summary>
    /// What of a value looks like a secret that should not be read by everybody who reads a journal: the value itself, or elements of tuples in it.
    /// </summary>
    public IEnumerable<string> In(string name, ITypeSymbol type)
        => LooksLikeSecret(name, type) ? [name] : InElements(type).Select(element => $"{name}.{element}");

    /// <summary>What of the result of a method looks like a secret.</summary>
    public IEnumerable<string> InResultOf(IMethodSymbol method)
        => GivesSecret(method) ? [method.Name] : InElements(ResultOf(method)).Select(element => $"{method.Name}.{element}");

    /// <summary>
    /// Whether a text, or what holds texts, has the name of a secret, be it one that the library redacts where a value is recorded by its name.
    /// </summary>
    public static bool IncludeText(string name, ITypeSymbol type)
        => Holds(type, static held => IsText(held) && held is not ITypeParameterSymbol) && SaySecret(name);

    /// <summary>Whether a name is that of a secret, be it one that the library redacts.</summary>
    public static bool SaySecret(string name) => SecretWords.SaySecret(SecretWords.Of(name)) || SayRedacted(name);

    /// <summary>Whether a type is made for a secret itself.</summary>
    public bool AreSaidBy(ITypeSymbol type) => _types.Contains(type);

    /// <summary>Whether a value looks like a secret, be it one that the library redacts by its name.</summary>
    public bool Include(string name, ITypeSymbol type) => LooksLikeSecret(name, type) || (SayRedacted(name) && Holds(type, CanHoldSecret));

    private static bool IsCheckedCode(ISymbol value)
    {
        if (!string.Equals(value.Name, "code", StringComparison.OrdinalIgnoreCase))
            return false;

        List<string> words = WhatIsGiven(value.ContainingSymbol.Name);
        if (words is [.., "code"])
            words.RemoveAt(words.Count - 1);
        return words is [var check, .., var checkedOne] && Checks.Contains(check) && (SecretWords.Means(Codes, checkedOne) || words is [.., "two", "factor"]);
    }

    // What is said about a secret is redacted too, and none.
    private static bool SayRedacted(string name) => Secrets.LooksLikeSecret(name) && !SecretWords.SayAbout(SecretWords.Of(name));

    private bool LooksLikeSecret(string name, ITypeSymbol type)
        => (Holds(type, IsTextOrShowsOne) && SecretWords.SaySecret(SecretWords.Of(name))) || HoldsSecretType(type);

    private IEnumerable<string> InElements(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] } => InElements(value),
        INamedTypeSymbol { IsTupleType: true } tuple when Contents.PartsOf(tuple) is not null
            => tuple.TupleElements.Where(static element => !Secrets.IsSensitive(element)).SelectMany(element => In(element.Name, element.Type)),
        _ when Contents.PartsOf(type) is { } parts => parts.SelectMany(part => In(part.Member, part.Type)),
        _ => (Contents.ElementOfSpan(type) ?? Contents.ElementOf(type)) is { } element ? InElements(element) : [],
    };

    /// <summary>
    /// Whether what a method returns is a secret, as its name says (<c>GetTokenAsync</c>, <c>FetchApiKey</c>,
    /// <c>Password</c>, <c>AccessToken</c>, <c>Login</c>), or its type.
    /// </summary>
    private bool GivesSecret(IMethodSymbol method)
    {
        ITypeSymbol result = ResultOf(method);
        if (HoldsSecretType(result))
            return true;

        List<string> words = WhatIsGiven(method.Name);
        if (!Holds(result, IsTextOrShowsOne) || words.Count == 0)
            return false;
        if (IsOneText(result) && Logins.Contains(string.Concat(words)))
            return true;

        bool gives = Givers.Contains(words[0]);
        return (gives || words.Count == 1 || SecretWords.SaySecretType(words))
               && (SecretWords.SaySecret(words) || words is [.., "api", "key" or "keys"] || SecretWords.Means(Results, words[words.Count - 1]));
    }

    /// <summary>The words of a method's name that say what it does and gives: <c>get token</c> of <c>TryGetTokenForUserAsync</c>.</summary>
    private static List<string> WhatIsGiven(string name)
    {
        List<string> words = SecretWords.Of(name);
        if (words is [.., "async"])
            words.RemoveAt(words.Count - 1);
        if (words is ["try", ..])
            words.RemoveAt(0);
        return words.FindIndex(Prepositions.Contains) is var place and >= 0 ? words.GetRange(0, place) : words;
    }

    /// <summary>What a call comes to: also each item of a stream.</summary>
    private static ITypeSymbol ResultOf(IMethodSymbol method)
    {
        ITypeSymbol type = Deferred.TaskBehind(method.ReturnType) ?? method.ReturnType;
        return type is INamedTypeSymbol { TypeArguments: [var result] }
               && (WellKnown.IsTask(type, 1) || WellKnown.IsValueTask(type, 1) || Deferred.IsStream(type))
            ? result
            : type;
    }

    /// <summary>
    /// Whether a type that is made for a secret is recorded with a value: also what a generic type, such as a response, shows of its type arguments.
    /// </summary>
    public bool HoldsSecretType(ITypeSymbol type)
        => Holds(type, held => _types.Contains(held) || ErasedName.ShownArguments(held, compilation).Any(argument => HoldsSecretType(argument.Type)));

    /// <summary>Whether a value is of a kind, or is recorded by values of it that are not redacted.</summary>
    public static bool Holds(ITypeSymbol type, Func<ITypeSymbol, bool> isOfKind)
        => isOfKind(type)
           || (Contents.ElementOfSpan(type) ?? Contents.ElementOf(type)) is { } element && Holds(element, isOfKind)
           || Contents.PartsOf(type)?.Any(part => !Secrets.IsSensitive(part.Sources) && Holds(part.Type, isOfKind)) is true
           || (type.IsNullable() && Holds(((INamedTypeSymbol)type).TypeArguments[0], isOfKind));

    // An envelope, such as a response or an option, is recorded with the value in it.
    private bool IsTextOrShowsOne(ITypeSymbol type) => IsText(type) || Enclosed(type).Any(held => Holds(held, IsTextOrShowsOne));

    private bool IsOneText(ITypeSymbol type) => IsText(type) || Enclosed(type).Any(IsOneText);

    // The text of an error is no secret.
    private IEnumerable<ITypeSymbol> Enclosed(ITypeSymbol type)
        => ErasedName.ShownArguments(type, compilation)
            .Where(static argument => !argument.Parameter.Name.EndsWith("Error", StringComparison.Ordinal))
            .Select(static argument => argument.Type);

    public static bool IsText(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String } => true,
        ITypeParameterSymbol parameter => CanBeText(parameter),
        IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Char or SpecialType.System_Byte } => true,
        INamedTypeSymbol
        {
            Name: "Memory" or "ReadOnlyMemory" or "Span" or "ReadOnlySpan",
            TypeArguments: [{ SpecialType: SpecialType.System_Char or SpecialType.System_Byte }]
        } => true,
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
           && parameter.ConstraintTypes.All(static constraint
               => constraint is ITypeParameterSymbol other ? CanBeText(other) : constraint.TypeKind == TypeKind.Interface && WellKnown.IsFramework(constraint));
}
