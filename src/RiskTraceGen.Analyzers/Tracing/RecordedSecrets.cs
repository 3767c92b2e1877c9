using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>What looks like a secret in what is recorded, where that is recorded, and what to do.</summary>
internal sealed class RecordedSecrets(KnownSymbols symbols, SecretNames secretNames, ErasedSecrets erased, FormattedSecrets formatted)
{
    public const string MarkWhole = "its text is recorded as it is: mark the whole [Sensitive], or give the type a ToString of its own";

    private const string MarkValue = "mark it [Sensitive], or [Sensitive(false)] if it is none";
    private const string MarkResult = "mark it [return: Sensitive], or [return: Sensitive(false)] if it is none";

    private readonly HeldSecrets _held = new(symbols, secretNames, erased, formatted);

    /// <summary>What an argument of a broker call has of secrets. What it is given back by an <c>out</c> is not recorded.</summary>
    public IEnumerable<Leak> OfParameter(IParameterSymbol parameter, INamedTypeSymbol broker)
        => parameter.RefKind == RefKind.Out || symbols.RecordedCalls.IsGivenSecret(parameter, broker)
            ? []
            : Of(parameter, AttributeSources.OfParameter(parameter, broker));

    /// <summary>What the result of a broker call has of secrets.</summary>
    public IEnumerable<Leak> OfResult(IMethodSymbol method, INamedTypeSymbol broker)
        => Secrets.IsResultDecided(AttributeSources.OfResult(method, broker)) || symbols.RecordedCalls.ReturnsSecret(method, broker) ? [] : OfResult(method);

    /// <summary>
    /// Whether an argument is said to have secrets by what declares it elsewhere and is recorded too, such as an
    /// interface; it may be of a type parameter there.
    /// </summary>
    public bool AreSaidOf(IParameterSymbol parameter, INamedTypeSymbol broker)
        => OtherDeclarations((IMethodSymbol)parameter.ContainingSymbol, broker).Any(other => Of(other.Parameters[parameter.Ordinal], []).Any());

    /// <summary>The same of a result.</summary>
    public bool AreSaidOfResult(IMethodSymbol method, INamedTypeSymbol broker) => OtherDeclarations(method, broker).Any(other => OfResult(other).Any());

    /// <summary>What the readable members of a type have of secrets, or the type itself where it is recorded as a text.</summary>
    public IEnumerable<(ISymbol Member, Leak Leak)> OfMembers(INamedTypeSymbol type)
    {
        string place = $"every '{type.Display()}'";
        return TraceFormats.Of(type) is null
            ? from member in symbols.MembersOf(type)
              from leak in Of(member.Symbol, member.Type, member.Sources, place)
              select (member.Symbol, leak)
            : formatted.In(type).Except(InText(type.BaseType)).Select(secret => ((ISymbol)type, new Leak($"{type.Name}.{secret}", place, MarkWhole)));
    }

    /// <summary>What the types that an event is recorded by have of secrets which are said nowhere else, and whether a text shows them.</summary>
    public IEnumerable<(string Name, string Where, bool IsText)> OfHeld(IParameterSymbol parameter) => _held.In(parameter.Name, parameter.Type);

    /// <summary>Whether the value is redacted, or somebody has said that it need not be.</summary>
    public static bool IsDecided(ISymbol[] sources) => Secrets.IsSensitive(sources) || Secrets.IsDecided(sources);

    // What a record inherits is said of its base.
    private IEnumerable<string> InText(INamedTypeSymbol? parent)
        => parent is not null && symbols.Recorded.Include(parent) && TraceFormats.Of(parent) is not null ? formatted.In(parent.OriginalDefinition) : [];

    private IEnumerable<Leak> Of(IParameterSymbol parameter, ISymbol[] sources)
        => Of(parameter, parameter.Type, sources, $"every call of '{parameter.ContainingSymbol.Display()}'");

    private IEnumerable<Leak> OfResult(IMethodSymbol method)
        => Of(method.Name, method.ReturnType, secretNames.InResultOf(method), "every result of it", MarkResult);

    private IEnumerable<Leak> Of(ISymbol value, ITypeSymbol type, ISymbol[] sources, string where)
    {
        if (IsDecided(sources))
            return [];
        if (MarkedParameters.AreIn(value))
            return [new(value.Name, where, MarkValue)];
        return TraceFormats.In(sources) is null
            ? Of(value.Name, type, secretNames.In(value, type), where, MarkValue)
            : formatted.Of(value.Name, type, sources).Select(secret => new Leak(secret, where, MarkWhole));
    }

    private IEnumerable<Leak> Of(string value, ITypeSymbol type, IEnumerable<string> secrets, string where, string advice)
    {
        List<string> whole = [.. secrets];
        if (whole.Contains(value))
            return [new(value, where, advice)];

        List<(string Name, string Where, bool IsText)> held = [.. _held.In(value, type)];
        return erased.With(whole, where, value, type)
            .Where(secret => !HeldSecrets.AreShownIn(held, secret.Name))
            .Distinct()
            .Select(secret => new Leak(secret.Name, secret.Where, advice))
            .Concat(held.Select(secret => new Leak(secret.Name, secret.Where, secret.IsText ? MarkWhole : advice)));
    }

    // Nobody is told of what only an implementation out of sight has, or an interface that is no broker.
    private IEnumerable<IMethodSymbol> OtherDeclarations(IMethodSymbol method, INamedTypeSymbol broker)
        => Declarations.Of(method, broker)
            .Select(static declaration => declaration.OriginalDefinition)
            .Where(declaration => symbols.RecordedCalls.AreReportedOf(declaration, broker));
}
