using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>Where the code of a compilation ends: at the broker, at the library, at methods of other assemblies.</summary>
internal sealed class Boundary(Compilation compilation)
{
    private readonly Dictionary<IMethodSymbol, BrokerCallMark?> _marks = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IAssemblySymbol, bool> _tracing = new(SymbolEqualityComparer.Default);

    /// <summary>The broker behind a wrapper; null if the type is none.</summary>
    public static INamedTypeSymbol? BrokerOf(INamedTypeSymbol type) => Wrappers.BrokerOf(type);

    /// <summary>The call behind a method of a wrapper, by its name in traces and its member; null if the method is passed through.</summary>
    public (string Name, string Member)? TracedCall(IMethodSymbol method, INamedTypeSymbol broker)
    {
        foreach (IMethodSymbol candidate in Declarations.Supertypes(broker).Prepend(broker).SelectMany(type => type.GetMembers(method.Name)).OfType<IMethodSymbol>())
            if (IsAlike(candidate, method))
                return Find(candidate, broker) is { } mark
                    ? (mark.Name, Member(candidate))
                    : IsSubstitute(candidate, broker) ? (TraceNames.Call(candidate.Name), Member(candidate)) : null;
        return null;
    }

    /// <summary>The call that a method of a broker is, made without its wrapper; null if it is none.</summary>
    public (string Name, string Member)? UntracedCall(IMethodSymbol method, INamedTypeSymbol receiver)
        => method.MethodKind == MethodKind.Ordinary && !method.IsStatic && Find(method, receiver) is { } mark ? (mark.Name, Member(method)) : null;

    /// <summary>Whether a method can trace: it is told the flow, or a broker that is traced in it.</summary>
    public static bool TakesFlow(IMethodSymbol method) => method.Parameters.Any(parameter => IsFlow(parameter.Type));

    /// <summary>Whether a method makes a wrapper, as <c>Traced(flow)</c> does: nothing is called.</summary>
    public static bool MakesWrapper(IMethodSymbol method) => method.ReturnType is INamedTypeSymbol type && BrokerOf(type) is not null;

    public static bool IsLibrary(ISymbol symbol) => symbol.ContainingAssembly is { Name: Annotations.LibraryNamespace };

    public bool IsSource(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);

    /// <summary>Whether an assembly knows of flows.</summary>
    public bool IsTracing(IAssemblySymbol assembly)
    {
        if (!_tracing.TryGetValue(assembly, out bool isTracing))
            _tracing.Add(assembly, isTracing = assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == Annotations.LibraryNamespace)));
        return isTracing;
    }

    private static bool IsFlow(ITypeSymbol type)
        => WellKnown.IsRiskFlow(type)
            || (type is INamedTypeSymbol named && (BrokerOf(named) is not null || named.TypeArguments.Any(IsFlow)));

    private BrokerCallMark? Find(IMethodSymbol method, INamedTypeSymbol broker)
    {
        if (!_marks.TryGetValue(method, out BrokerCallMark? mark))
            _marks.Add(method, mark = BrokerCalls.Find(method, broker, compilation.Assembly) ?? BrokerCalls.Find(method, broker, method.ContainingAssembly));
        return mark;
    }

    // What takes over for a call, or is asked about it, is traced although nobody marked it.
    private bool IsSubstitute(IMethodSymbol candidate, INamedTypeSymbol broker)
        => Declarations.Supertypes(broker).Prepend(broker).SelectMany(type => type.GetMembers()).OfType<IMethodSymbol>().Any(method
            => Find(method, broker) is { Attribute: var attribute }
                && (Is(CallPolicies.FallbackOf(method, broker, attribute, compilation), candidate) || Is(CallPolicies.ReconciliationOf(method, broker, attribute, compilation), candidate)));

    private static bool Is(IMethodSymbol? one, IMethodSymbol other) => SymbolEqualityComparer.Default.Equals(one?.OriginalDefinition, other.OriginalDefinition);

    // The wrapper repeats the declaration, with its own type parameters.
    private static bool IsAlike(IMethodSymbol candidate, IMethodSymbol method)
        => candidate.Arity == method.Arity
            && candidate.Parameters.Length == method.Parameters.Length
            && candidate.OriginalDefinition.Parameters.Zip(method.OriginalDefinition.Parameters, (one, other) => one.RefKind == other.RefKind && Text(one.Type) == Text(other.Type)).All(same => same);

    private static string Text(ITypeSymbol type) => type.ToDisplayString(NullableFlowState.None, SymbolDisplayFormat.CSharpErrorMessageFormat).Replace("?", "");

    private static string Member(IMethodSymbol method) => $"{method.ContainingType.Name}.{method.Name}";
}
