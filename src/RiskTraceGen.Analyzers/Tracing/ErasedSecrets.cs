using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>Elements of tuples that are called like secrets where that name is lost at run time: they are recorded by what others call them.</summary>
internal sealed class ErasedSecrets(KnownSymbols symbols, SecretNames secretNames)
{
    public const string HasNoName = "elements of tuples have no names at run time: make it a property of a type of your own";

    // They speak of the same types as what references them. An executable is referenced by nobody.
    private readonly Lazy<bool> _hasReferences = new(() => AssembliesInSight.From(symbols).Skip(1).Any());

    /// <summary>
    /// What is known of a value to be secret, and where that is recorded, with what its type calls like secrets:
    /// this assembly records it itself, by what it redacts.
    /// </summary>
    public IEnumerable<(string Name, string Where)> With(IEnumerable<string> secrets, string where, string value, ITypeSymbol type)
        => secrets.Select(secret => (secret, where))
            .Concat(Of(ErasedName.InResult(type, symbols.Compilation), static _ => false).Select(secret => ($"{value}.{secret.Name}", secret.Where)));

    /// <summary>What the type of an event calls like secrets.</summary>
    public IEnumerable<Leak> InEvent(ITypeSymbol type) => WithoutName(Of(ErasedName.InEvent(type, symbols.Compilation), IsRecordedElsewhere));

    /// <summary>Whether an element is called like a secret. Few are, so it is asked first: what a type is at run time takes longer to say.</summary>
    public bool CallsSecret(ErasedName name) => name.Element.IsExplicitlyNamedTupleElement && secretNames.Include(name.Element.Name, name.Element.Type);

    /// <summary>What of names that get lost is called like secrets, if anybody records it.</summary>
    public IEnumerable<Leak> OfLost(IEnumerable<ErasedName> names)
        => WithoutName(Of(names.Where(name => CallsSecret(name) && (symbols.Recorded.Records(name) || IsRecordedElsewhere(name))), IsRecordedElsewhere));

    /// <summary>The same of what this assembly records as it is declared here, unless it uses the encoder of a reference.</summary>
    public IEnumerable<Leak> OfRenamed(IEnumerable<ErasedName> names)
        => WithoutName(Of(names, name => _hasReferences.Value && IsSeenElsewhere(name.Holder, static _ => false)));

    private static IEnumerable<Leak> WithoutName(IEnumerable<(string Name, string Where)> lost)
        => lost.Select(static secret => new Leak(secret.Name, secret.Where, HasNoName));

    private IEnumerable<(string Name, string Where)> Of(IEnumerable<ErasedName> names, Func<ErasedName, bool> isRecordedElsewhere)
        => (from name in names
            where CallsSecret(name)
            let isRedacted = symbols.Recorded.Redacts(name)
            where !isRedacted || isRecordedElsewhere(name)
            select (name.Element.Name, $"every '{name.Holder.Display()}'{(isRedacted ? " that another assembly records by other names" : "")}")).Distinct();

    private bool IsRecordedElsewhere(ErasedName name)
        => (!symbols.IsExecutable || _hasReferences.Value) && IsSeenElsewhere(name.Holder, own => !symbols.IsExecutable && Access.Visibility(own) == "public");

    private bool IsSeenElsewhere(ITypeSymbol type, Func<INamedTypeSymbol, bool> isShown) => type switch
    {
        IArrayTypeSymbol array => IsSeenElsewhere(array.ElementType, isShown),
        INamedTypeSymbol named => (!named.ContainingAssembly.Is(symbols.Compilation.Assembly) || isShown(named))
            && named.TypeArguments.All(argument => IsSeenElsewhere(argument, isShown)),
        _ => true,
    };
}
