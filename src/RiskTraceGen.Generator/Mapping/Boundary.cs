using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>Where the code of a compilation ends: at the broker, at the library, at methods of other assemblies.</summary>
internal sealed class Boundary(Compilation compilation)
{
    private readonly Dictionary<IMethodSymbol, (string Name, string Member)?> _calls = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<INamedTypeSymbol, bool> _brokers = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _named = new(
        Annotations.FindAll(compilation.Assembly, Annotations.BrokerCall).Select(attribute => BrokerCalls.Target(attribute)?.Member).OfType<string>(),
        StringComparer.Ordinal);
    private readonly Dictionary<IAssemblySymbol, bool> _tracing = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ImplementedCallModel> _implemented = [];

    /// <summary>The calls met so far that are calls of other brokers too.</summary>
    public EquatableArray<ImplementedCallModel> Implemented
        => _implemented.OrderBy(call => call.Member, StringComparer.Ordinal).ThenBy(call => call.ImplementedMember, StringComparer.Ordinal).ToEquatableArray();

    /// <summary>The broker behind a wrapper; null if the type is none.</summary>
    public static INamedTypeSymbol? BrokerOf(INamedTypeSymbol type) => Wrappers.BrokerOf(type);

    /// <summary>The call behind a method of a wrapper, by its name in traces and its member; null if the method is passed through.</summary>
    public (string Name, string Member)? TracedCall(IMethodSymbol method, INamedTypeSymbol broker)
        => Known(method, () => Declarations.Supertypes(broker)
            .Prepend(broker)
            .SelectMany(type => type.GetMembers(method.Name))
            .OfType<IMethodSymbol>()
            .FirstOrDefault(candidate => IsRepeated(candidate, method)) is { } declared
                ? TracedCall(declared, broker, method.ContainingAssembly)
                : null);

    /// <summary>The call that a method of a broker is, made without its wrapper; null if it is none.</summary>
    public (string Name, string Member)? UntracedCall(IMethodSymbol method, INamedTypeSymbol receiver)
        => method is { MethodKind: MethodKind.Ordinary, IsStatic: false }
            && (IsSource(method) || IsTracing(method.ContainingAssembly) || _named.Contains(method.Name))
            ? Known(method, () => MarkedCall(method, receiver, compilation.Assembly))
            : null;

    /// <summary>Whether a type is a broker, which the map does not look behind.</summary>
    public bool IsBroker(INamedTypeSymbol type)
    {
        if (!_brokers.TryGetValue(type, out bool isBroker))
            _brokers.Add(type, isBroker = BrokerCalls.IsBroker(type, compilation.Assembly));
        return isBroker;
    }

    /// <summary>Whether a method can trace: it is told the flow, or a broker that is traced in it.</summary>
    public static bool TakesFlow(IMethodSymbol method) => method.Parameters.Any(parameter => IsFlow(parameter.Type));

    /// <summary>Whether a name in the type of a parameter can make it one that tells the flow, which can be seen without binding it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="aliases">The names that the program gives to other types.</param>
    public static bool CanTellFlow(string name, ICollection<string> aliases)
        => name == WellKnown.RiskFlow || name.StartsWith(Wrappers.Prefix, StringComparison.Ordinal) || aliases.Contains(name);

    /// <summary>Whether a method makes a wrapper, as <c>Traced(flow)</c> does: nothing is called.</summary>
    public static bool MakesWrapper(IMethodSymbol method) => method.ReturnType is INamedTypeSymbol type && BrokerOf(type) is not null;

    public static bool IsLibrary(ISymbol symbol) => symbol.ContainingAssembly is { Name: Annotations.LibraryNamespace };

    public bool IsSource(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);

    /// <summary>Whether an assembly knows of flows.</summary>
    public bool IsTracing(IAssemblySymbol assembly)
    {
        if (!_tracing.TryGetValue(assembly, out bool isTracing))
            _tracing.Add(assembly, isTracing = Annotations.CanAnnotate(assembly));
        return isTracing;
    }

    private static bool IsFlow(ITypeSymbol type)
        => WellKnown.IsRiskFlow(type)
            || (type is INamedTypeSymbol named && (BrokerOf(named) is not null || named.TypeArguments.Any(IsFlow)));

    private (string Name, string Member)? Known(IMethodSymbol method, Func<(string Name, string Member)?> find)
    {
        if (!_calls.TryGetValue(method, out (string Name, string Member)? call))
            _calls.Add(method, call = find());
        return call;
    }

    // Who implements the calls of several brokers is called as each of them.
    private (string Name, string Member)? MarkedCall(IMethodSymbol method, INamedTypeSymbol broker, IAssemblySymbol assembly)
    {
        if (BrokerCalls.Find(method, broker, assembly) is not { } mark)
            return null;

        foreach (IMethodSymbol declaration in Declarations.Of(method, broker))
            if (BrokerCalls.FindOwn(declaration, broker, assembly) is { } implemented && Member(declaration) != Member(method))
                _implemented.Add(new ImplementedCallModel(mark.Name, Member(method), implemented.Name, Member(declaration)));
        return (mark.Name, Member(method));
    }

    // What takes over for a call, or is asked about it, is traced although nobody marked it.
    private (string Name, string Member)? TracedCall(IMethodSymbol method, INamedTypeSymbol broker, IAssemblySymbol assembly)
    {
        if (MarkedCall(method, broker, assembly) is { } call)
            return call;

        foreach (IMethodSymbol other in Declarations.Supertypes(broker).Prepend(broker).SelectMany(type => type.GetMembers()).OfType<IMethodSymbol>())
            if (BrokerCalls.Find(other, broker, assembly) is { Attribute: var attribute }
                && (Is(CallPolicies.FallbackOf(other, broker, attribute, compilation), method)
                    || Is(CallPolicies.ReconciliationOf(other, broker, attribute, compilation), method)))
                return (TraceNames.Call(method.Name), Member(method));
        return null;
    }

    private static bool Is(IMethodSymbol? one, IMethodSymbol other) => SymbolEqualityComparer.Default.Equals(one?.OriginalDefinition, other.OriginalDefinition);

    // The wrapper repeats the declaration as its broker, of the same type arguments, shows it.
    private static bool IsRepeated(IMethodSymbol declared, IMethodSymbol method)
        => declared.Arity == method.Arity
            && declared.Parameters.Length == method.Parameters.Length
            && Signatures.Key(declared) == Signatures.Key(method.ConstructedFrom);

    private static string Member(IMethodSymbol method) => $"{method.ContainingType.Name}.{method.Name}";
}
