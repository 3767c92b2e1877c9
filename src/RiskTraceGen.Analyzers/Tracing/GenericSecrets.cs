using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>
/// Names that get lost in the types which generic code is given: what it has recorded knows nothing of what the elements of a tuple are called here.
/// </summary>
internal sealed class GenericSecrets(KnownSymbols symbols, ErasedSecrets erased)
{
    private const string Dispatch = "DispatchAsync";

    // What else of the library is generic records nothing.
    private static readonly HashSet<string> Recording = new(StringComparer.Ordinal)
    {
        Dispatch, "StartFlow", "Attach", "Emit", "Raise", "RaiseAsync", "Exceeds", "FallsBelow", "FallsTo", "Reaches",
    };

    private readonly ConcurrentDictionary<IAssemblySymbol, bool> _canRecord = new(SymbolEqualityComparer.Default);

    /// <summary>What a type calls like secrets in the type arguments of its base class, whose code may have it recorded.</summary>
    public IEnumerable<Leak> InBase(INamedTypeSymbol type)
        => type.BaseType is { IsGenericType: true } parent
           && CanRecord(parent.ContainingAssembly)
           && TypeArgumentsOf(parent).Any(ErasedName.CanBeIn)
           && !symbols.MarkedCalls.IsBroker(type)
           && Annotations.Find(type, Annotations.RiskRule) is null
           && !symbols.Recorded.Contains(type)
            ? In(TypeArgumentsOf(parent))
            : [];

    /// <summary>The same of a method and the types around it.</summary>
    public IEnumerable<Leak> InMethod(IMethodSymbol method)
        => CanRecord(method.ContainingAssembly)
           && method.ContainingType is { } type
           && Wrappers.BrokerOf(type) is null
           && Wrappers.BrokerOf(method.ReturnType) is null
            ? In(method.TypeArguments.Concat(TypeArgumentsOf(type)))
            : [];

    /// <summary>What the library itself records of what one of its methods is given.</summary>
    public IEnumerable<Leak> InLibrary(IMethodSymbol method, Func<IEnumerable<GivenValue>> given)
        => Recording.Contains(method.Name)
            ? erased.OfLost(method.TypeArguments.Concat(given().Select(static value => value.Type))
                .SelectMany(type => method.Name == Dispatch ? ErasedName.InEvent(type, symbols.Compilation) : ErasedName.In(type, symbols.Compilation)))
            : [];

    // A tuple is recorded by the name of its type, unless it is an event.
    private IEnumerable<Leak> In(IEnumerable<ITypeSymbol> types)
        => erased.OfLost(types.SelectMany(type => ErasedName.InEvent(type, symbols.Compilation))
            .Where(name => erased.CallsSecret(name) && (!name.IsOfFramework || symbols.Recorded.Records(name))));

    // Most calls are calls of the framework, which has nothing recorded.
    private bool CanRecord(IAssemblySymbol? assembly) => assembly is not null && _canRecord.GetOrAdd(assembly, Annotations.CanAnnotate);

    private static IEnumerable<ITypeSymbol> TypeArgumentsOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.ContainingType)
            foreach (ITypeSymbol argument in level.TypeArguments)
                yield return argument;
    }
}
