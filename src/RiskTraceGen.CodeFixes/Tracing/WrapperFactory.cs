using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>The generated extension method that a broker's wrapper is made by, and what it makes.</summary>
internal sealed class WrapperFactory
{
    private readonly IMethodSymbol _method;

    private WrapperFactory(IMethodSymbol method) => _method = method;

    public INamedTypeSymbol Wrapper => (INamedTypeSymbol)_method.ReturnType;

    public string Namespace => _method.ContainingNamespace.ToDisplayString();

    /// <summary>Null when the generator made no wrapper for <paramref name="broker"/>, or when a call of it would be ambiguous.</summary>
    public static WrapperFactory? For(ITypeSymbol? broker, KnownSymbols symbols)
    {
        if (broker is null || symbols.Flow.ContainingNamespace is not { } declared)
            return null;

        INamespaceSymbol? home = symbols.Compilation.GlobalNamespace;
        foreach (string part in declared.ToDisplayString().Split('.'))
            home = home?.GetNamespaceMembers().FirstOrDefault(child => child.Name == part);

        List<IMethodSymbol> candidates = [.. (home?.GetTypeMembers() ?? [])
            .Where(static type => type is { IsStatic: true, MightContainExtensionMethods: true })
            .SelectMany(static type => type.GetMembers(TracedWrapper.Factory))
            .OfType<IMethodSymbol>()
            .Where(method => method is { IsExtensionMethod: true, Parameters.Length: 2 }
                && method.Parameters[1].Type.Is(symbols.Flow)
                && symbols.Compilation.IsSymbolAccessibleWithin(method, symbols.Compilation.Assembly))
            .Select(method => method.ReduceExtensionMethod(broker))
            .OfType<IMethodSymbol>()
            .Where(method => method.ReturnType.IsWrapper())];

        IMethodSymbol? best = candidates.FirstOrDefault(method => candidates.TrueForAll(other => IsAtLeastAsNear(method, other)));
        return best is null ? null : new WrapperFactory(best);
    }

    /// <summary>Whether the wrapper has <paramref name="member"/>: all of the broker's members that the generator could wrap or pass through.</summary>
    public bool Offers(ISymbol member) => Wrapper.GetMembers(member.Name).Any(offered => offered.Kind == member.Kind);

    /// <summary>Whether <c>receiver.Traced(flow)</c> binds at <paramref name="position"/> with the usings that are there.</summary>
    public bool IsInScope(SemanticModel model, int position, ITypeSymbol receiver)
        => model.LookupSymbols(position, receiver, TracedWrapper.Factory, includeReducedExtensionMethods: true)
            .Any(symbol => symbol is IMethodSymbol { ReducedFrom: { } factory } && factory.OriginalDefinition.Is(_method.ReducedFrom?.OriginalDefinition));

    private static bool IsAtLeastAsNear(IMethodSymbol method, IMethodSymbol other)
        => method.Is(other) || (method.ReceiverType is { } near && other.ReceiverType is INamedTypeSymbol far && near.IsOrDerivesFrom(far) && !near.Is(far));
}
