using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>Answers whether a method is a broker call: marked itself, through what it implements or overrides, or by an assembly.</summary>
/// <remarks>Wider than what the generator wraps: a call that was marked and cannot be wrapped escapes the trace all the same.</remarks>
internal sealed class MarkedCalls
{
    private readonly ILookup<string, INamedTypeSymbol> _coveredByAssembly;
    private readonly HashSet<string> _names;
    private readonly ConcurrentDictionary<IMethodSymbol, IMethodSymbol?> _marked = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _brokers = new(SymbolEqualityComparer.Default);

    public MarkedCalls(KnownSymbols symbols)
    {
        _coveredByAssembly = Covered(symbols).ToLookup(static entry => entry.Member, static entry => entry.Type);
        _names = new HashSet<string>(
            symbols.Annotations.Methods
                .Where(static method => Annotations.Find(method, Annotations.BrokerCall) is not null)
                .Select(static method => method.Name)
                .Concat(_coveredByAssembly.Select(static covered => covered.Key)),
            StringComparer.Ordinal);
    }

    /// <summary>What broker calls are named.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>The type whose call this is, such as <c>ITradingSuite</c>; null when <paramref name="method"/> is no broker call.</summary>
    public INamedTypeSymbol? BrokerOf(IMethodSymbol method, ITypeSymbol? receiver)
    {
        if (!CanBeMarked(method))
            return null;

        IMethodSymbol definition = (method.ReducedFrom ?? method).OriginalDefinition;
        if (_marked.GetOrAdd(definition, FindMarked) is { } marked)
            return marked.ContainingType;

        if (Constraints(receiver).Select(type => FindImplemented(method.ConstructedFrom, type))
            .FirstOrDefault(static found => found is not null) is { } implemented)
            return implemented.ContainingType;

        if (!_coveredByAssembly.Contains(definition.Name))
            return null;

        return _coveredByAssembly[definition.Name].FirstOrDefault(type =>
            Slots(definition).Any(slot => slot.ContainingType.Is(type))
            || (receiver.IsOrDerivesFrom(type) && Slots(definition).Any(slot => type.IsOrDerivesFrom(slot.ContainingType))));
    }

    /// <summary>The broker that a call reaches, traced or not; null if it is no broker call.</summary>
    public INamedTypeSymbol? BrokerOf(IInvocationOperation call) => ReachedBy(call.TargetMethod, ReceiverOf(call));

    /// <inheritdoc cref="BrokerOf(IInvocationOperation)"/>
    public INamedTypeSymbol? ReachedBy(IMethodSymbol method, ITypeSymbol? receiver)
    {
        if (!CanBeMarked(method))
            return null;

        if (method.ContainingType is not { } type || Wrappers.BrokerOf(type.OriginalDefinition) is not { } broker)
            return BrokerOf(method, receiver);

        return Declarations.Supertypes(broker).Prepend(broker)
            .SelectMany(super => super.GetMembers(method.Name))
            .OfType<IMethodSymbol>()
            .Any(member => member.Parameters.Length == method.Parameters.Length && BrokerOf(member, broker) is not null)
            ? broker
            : null;
    }

    /// <summary>Whether a call reaches the broker, traced or not.</summary>
    public bool Includes(IInvocationOperation call) => BrokerOf(call) is not null;

    /// <summary>The type that a method is called on, that of an extension's first argument included.</summary>
    public static ITypeSymbol? ReceiverOf(IInvocationOperation call)
        => call.TargetMethod.IsExtensionMethod ? call.Arguments.FirstOrDefault()?.Value.Type : call.Instance?.Type;

    /// <summary>Whether a type declares or inherits a broker call, or implements one.</summary>
    public bool IsBroker(INamedTypeSymbol type) => _brokers.GetOrAdd(type.OriginalDefinition, definition => Declarations.Supertypes(definition)
        .Prepend(definition)
        .SelectMany(static super => super.GetMembers())
        .Any(member => member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false } method && BrokerOf(method, definition) is not null));

    /// <summary>Nearly all calls of a program are of other names.</summary>
    public bool CanBeMarked(IMethodSymbol method) => _names.Contains(method.Name);

    private static IMethodSymbol? FindMarked(IMethodSymbol method)
        => Slots(method).FirstOrDefault(static slot => Annotations.Find(slot, Annotations.BrokerCall) is not null);

    /// <summary>
    /// A derived class may say that a method of its base implements a marked one; and so may another constraint than the class that has the method.
    /// </summary>
    private static ISymbol? FindImplemented(IMethodSymbol method, INamedTypeSymbol type)
    {
        IEnumerable<ISymbol> slots = type switch
        {
            { TypeKind: TypeKind.Class } when !type.Is(method.ContainingType) => Declarations.Implemented(method, type),
            { TypeKind: TypeKind.Interface }
                when method is { IsStatic: false, DeclaredAccessibility: Accessibility.Public, ContainingType.TypeKind: TypeKind.Class }
                    => type.AllInterfaces.Prepend(type)
                        .SelectMany(contract => contract.GetMembers(method.Name))
                        .Where(slot => Signatures.Key(slot) == Signatures.Key(method)),
            _ => [],
        };
        return slots.FirstOrDefault(static slot => Annotations.Find(slot.OriginalDefinition, Annotations.BrokerCall) is not null);
    }

    /// <summary>What a receiver is known to be: its class, or all that a type parameter must derive from and implement.</summary>
    private static IEnumerable<INamedTypeSymbol> Constraints(ITypeSymbol? receiver) => receiver switch
    {
        INamedTypeSymbol { TypeKind: TypeKind.Class } type => [type],
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.SelectMany(
            static constraint => constraint is INamedTypeSymbol { TypeKind: TypeKind.Interface } contract ? [contract] : Constraints(constraint)),
        _ => [],
    };

    /// <summary>The method, what it overrides, and the interface members that these implement.</summary>
    private static IEnumerable<IMethodSymbol> Slots(IMethodSymbol method)
    {
        for (IMethodSymbol? current = method; current is not null; current = current.OverriddenMethod?.OriginalDefinition)
        {
            yield return current;
            foreach (IMethodSymbol slot in Implemented(current))
                yield return slot;
        }
    }

    private static IEnumerable<IMethodSymbol> Implemented(IMethodSymbol method)
        => method is { MethodKind: MethodKind.Ordinary, ContainingType: { TypeKind: TypeKind.Class or TypeKind.Struct } type }
            ? type.AllInterfaces
                .SelectMany(contract => contract.GetMembers(method.Name))
                .OfType<IMethodSymbol>()
                .Where(member => type.FindImplementationForInterfaceMember(member)?.OriginalDefinition.Is(method) is true)
                .Select(static member => member.OriginalDefinition)
            : [];

    /// <summary>What <c>[assembly: BrokerCall(typeof(T), "Member")]</c> covers, where the wrapper made of it can be seen from here:
    /// in this assembly, and in referenced ones that own the type or open their internals.</summary>
    private static IEnumerable<(INamedTypeSymbol Type, string Member)> Covered(KnownSymbols symbols)
    {
        IAssemblySymbol own = symbols.Compilation.Assembly;
        foreach (IAssemblySymbol assembly in AssembliesInSight.From(symbols))
        {
            foreach (AttributeData attribute in Annotations.FindAll(assembly, Annotations.BrokerCall))
            {
                if (BrokerCalls.Target(attribute) is { } target
                    && (assembly.Is(own) || target.Type.ContainingAssembly.Is(assembly) || assembly.GivesAccessTo(own)))
                {
                    yield return target;
                }
            }
        }
    }
}
