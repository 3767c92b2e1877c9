using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>
/// The broker calls that this compilation has recorded: what it annotates, what the same wrappers have of other
/// types, and what stands in for that without an annotation of its own.
/// </summary>
internal sealed class RecordedCalls
{
    private readonly List<(IMethodSymbol Method, INamedTypeSymbol Broker)> _annotated = [];
    private readonly List<(IMethodSymbol Method, INamedTypeSymbol Broker)> _inherited = [];
    private readonly ILookup<ISymbol, IMethodSymbol> _inheritedBy;
    private readonly Dictionary<ISymbol, Substitutes> _substitutes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, INamedTypeSymbol> _standIns = new(SymbolEqualityComparer.Default);
    private readonly IAssemblySymbol _assembly;

    public RecordedCalls(KnownSymbols symbols)
    {
        IAssemblySymbol assembly = _assembly = symbols.Compilation.Assembly;
        foreach (IMethodSymbol method in symbols.Annotations.Methods)
            if (method.MethodKind == MethodKind.Ordinary
                && method.ContainingAssembly.Is(assembly)
                && Annotations.Name(Annotations.Find(method, Annotations.BrokerCall)) is not null
                && IsRecorded(symbols.RefusalsOf(method.ContainingType).Of(method)))
                _annotated.Add((method, method.ContainingType));
        foreach (AttributeData attribute in Annotations.FindAll(assembly, Annotations.BrokerCall))
            if (BrokerCalls.Target(attribute) is var (type, member))
                _annotated.AddRange(Refusals.MethodsOf(type)
                    .Where(method => method.Name == member && IsRecorded(symbols.RefusalsOf(type).OfNamed(method)))
                    .Select(method => (method, type)));

        ILookup<ISymbol, IMethodSymbol> annotated = _annotated.ToLookup(
            static ISymbol (call) => call.Broker, static call => call.Method, SymbolEqualityComparer.Default);
        foreach (INamedTypeSymbol broker in _annotated.Select(static call => call.Broker).Concat(CombinationsOf(symbols)))
        {
            if (_substitutes.ContainsKey(broker))
                continue;

            Substitutes substitutes = new(Refusals.MethodsOf(broker), broker, symbols.Compilation);
            _substitutes.Add(broker, substitutes);
            _inherited.AddRange(symbols.RefusalsOf(broker).Wrapped
                .Where(method => BrokerCalls.Find(method, broker, assembly) is not null && !annotated[broker].Contains(method, SymbolEqualityComparer.Default))
                .Select(method => (method, broker)));
            foreach (IMethodSymbol method in substitutes.All)
                if (BrokerCalls.Find(method, broker, assembly) is null && !_standIns.ContainsKey(method))
                    _standIns.Add(method, broker);
        }

        _inheritedBy = _inherited
            .Concat(_standIns.Where(static standIn => !standIn.Key.Is(standIn.Key.OriginalDefinition))
                .Select(static standIn => (Method: (IMethodSymbol)standIn.Key, Broker: standIn.Value)))
            .ToLookup(static ISymbol (call) => call.Broker, static call => call.Method, SymbolEqualityComparer.Default);
    }

    /// <summary>The methods, each with the broker on whose wrapper it is recorded.</summary>
    public IEnumerable<(IMethodSymbol Method, INamedTypeSymbol Broker)> All
        => _annotated.Concat(_inherited).Concat(_standIns.Select(static pair => ((IMethodSymbol)pair.Key, pair.Value)));

    /// <summary>
    /// Whether a method is looked at for itself, not for a broker that has it too: where it is declared, or at an
    /// annotation that names it, here or in its own assembly.
    /// </summary>
    public bool AreReportedOf(IMethodSymbol declaration, INamedTypeSymbol broker)
        => _annotated.Exists(call => call.Method.OriginalDefinition.Is(declaration))
           || (declaration.ContainingAssembly.Is(_assembly)
               ? _standIns.ContainsKey(declaration)
                   || (!declaration.ContainingType.Is(broker) && _inheritedBy[declaration.ContainingType].Contains(declaration, SymbolEqualityComparer.Default))
               : Annotations.Find(declaration, Annotations.BrokerCall) is not null);

    /// <summary>What a broker's wrapper records because of annotations of other types: of what the broker inherits and implements, with its type arguments;
    /// but for what the wrapper of a type records that it inherits from.</summary>
    public IEnumerable<IMethodSymbol> InheritedBy(INamedTypeSymbol broker)
        => _inheritedBy[broker].Where(
            method => !Declarations.Supertypes(broker).Any(super => _inheritedBy[super].Contains(method, SymbolEqualityComparer.Default)));

    /// <summary>The broker on whose wrapper a method is recorded that stands in for a call and is not annotated; null if it is none.</summary>
    public INamedTypeSymbol? BrokerOf(IMethodSymbol standIn) => _standIns.TryGetValue(standIn, out INamedTypeSymbol? broker) ? broker : null;

    /// <summary>Whether a call is the first that is annotated of those for which such a method stands in.</summary>
    public bool IsFirstBehind(IMethodSymbol standIn, IMethodSymbol method, INamedTypeSymbol broker)
        => BrokerOf(standIn).Is(broker)
           && _annotated
               .Find(call => call.Broker.Is(broker) && _substitutes[broker].CallsOf(standIn).Contains(call.Method, SymbolEqualityComparer.Default))
               .Method.Is(method);

    /// <summary>Whether a call is the first that is annotated of those of a broker.</summary>
    public bool IsFirstOf(IMethodSymbol method, INamedTypeSymbol broker) => _annotated.Find(call => call.Broker.Is(broker)).Method.Is(method);

    /// <summary>Whether an argument of a call is redacted because of one that it stands for.</summary>
    public bool IsGivenSecret(IParameterSymbol parameter, INamedTypeSymbol broker)
        => _substitutes.TryGetValue(broker, out Substitutes? substitutes) && substitutes.IsGivenSecret(parameter);

    /// <summary>Whether the result of a call is redacted because of one that it stands for.</summary>
    public bool ReturnsSecret(IMethodSymbol method, INamedTypeSymbol broker)
        => _substitutes.TryGetValue(broker, out Substitutes? substitutes) && substitutes.ReturnsSecret(method);

    // Types that have a wrapper because they inherit several brokers. Nearly all types inherit none.
    private static IEnumerable<INamedTypeSymbol> CombinationsOf(KnownSymbols symbols)
    {
        IAssemblySymbol assembly = symbols.Compilation.Assembly;
        var brokers = new HashSet<ISymbol>(
            symbols.Annotations.Methods.Where(static method => Annotations.Find(method, Annotations.BrokerCall) is not null)
                .Select(static method => method.ContainingType)
                .Concat(Annotations.FindAll(assembly, Annotations.BrokerCall)
                    .Select(BrokerCalls.Target)
                    .OfType<(INamedTypeSymbol Type, string)>()
                    .Select(static target => target.Type)),
            SymbolEqualityComparer.Default);
        return DeclaredTypes.In(assembly.GlobalNamespace)
            .Where(
                type => Declarations.Supertypes(type).Count(super => brokers.Contains(super.OriginalDefinition)) > 1 && BrokerCalls.Combines(type, assembly));
    }

    // A wrapper that Traced(flow) does not find is there all the same.
    private static bool IsRecorded(Refusal? refusal) => refusal is null or { Reason: RefusalReason.ExtensionHidden };
}
