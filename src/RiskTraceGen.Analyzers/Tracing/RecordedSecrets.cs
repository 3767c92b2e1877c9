using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>What looks like a secret in what is recorded, and where that is recorded.</summary>
internal sealed class RecordedSecrets(KnownSymbols symbols, ErasedSecrets erased)
{
    private readonly ForeignSecrets _foreign = new(symbols, erased);

    /// <summary>What an argument of a broker call has of secrets.</summary>
    public IEnumerable<(string Name, string Where)> OfParameter(IParameterSymbol parameter, INamedTypeSymbol broker)
        => IsDecided(AttributeSources.OfParameter(parameter, broker)) || symbols.RecordedCalls.IsGivenSecret(parameter, broker) ? [] : Of(parameter);

    /// <summary>What the result of a broker call has of secrets.</summary>
    public IEnumerable<(string Name, string Where)> OfResult(IMethodSymbol method, INamedTypeSymbol broker)
        => Secrets.IsResultDecided(AttributeSources.OfResult(method, broker)) || symbols.RecordedCalls.ReturnsSecret(method, broker) ? [] : OfResult(method);

    /// <summary>Whether an argument is said to have secrets by what declares it elsewhere, such as an interface; it may be of a type parameter there.</summary>
    public bool AreSaidOf(IParameterSymbol parameter, INamedTypeSymbol broker)
        => OtherDeclarations((IMethodSymbol)parameter.ContainingSymbol, broker).Any(other => Of(other.Parameters[parameter.Ordinal]).Any());

    /// <summary>The same of a result.</summary>
    public bool AreSaidOfResult(IMethodSymbol method, INamedTypeSymbol broker) => OtherDeclarations(method, broker).Any(other => OfResult(other).Any());

    /// <summary>What the readable members of a type have of secrets.</summary>
    public IEnumerable<(ISymbol Member, string Secret, string Where)> OfMembers(INamedTypeSymbol type)
        => from readable in ReadableMembers.Of(type, symbols.Compilation)
           where !IsDecided(AttributeSources.OfMember(readable.Member, type))
           from secret in Of(readable.Member.Name, readable.Type, SecretNames.In(readable.Member.Name, readable.Type), $"every '{type.Display()}'")
           select (readable.Member, secret.Name, secret.Where);

    /// <summary>What the types of other assemblies that an event is recorded by have of secrets.</summary>
    public IEnumerable<(string Name, string Where)> OfForeign(IParameterSymbol parameter) => _foreign.In(parameter.Name, parameter.Type);

    /// <summary>Whether the value is redacted, or somebody has said that it need not be.</summary>
    public static bool IsDecided(ISymbol[] sources) => Secrets.IsSensitive(sources) || Secrets.IsDecided(sources);

    private IEnumerable<(string Name, string Where)> Of(IParameterSymbol parameter)
        => Of(parameter.Name, parameter.Type, SecretNames.In(parameter.Name, parameter.Type), $"every call of '{parameter.ContainingSymbol.Display()}'");

    private IEnumerable<(string Name, string Where)> OfResult(IMethodSymbol method) => Of(method.Name, method.ReturnType, SecretNames.InResultOf(method), "every result of it");

    private IEnumerable<(string Name, string Where)> Of(string value, ITypeSymbol type, IEnumerable<string> secrets, string where)
        => erased.With(secrets, where, value, type).Concat(_foreign.In(value, type)).Distinct();

    private static IEnumerable<IMethodSymbol> OtherDeclarations(IMethodSymbol method, INamedTypeSymbol broker)
        => Declarations.Of(method, broker).Select(static declaration => declaration.OriginalDefinition).Where(declaration => !declaration.Is(method));
}
