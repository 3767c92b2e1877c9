using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>A method as it runs.</summary>
/// <param name="Method">The method, with the type arguments that it is called with.</param>
/// <param name="Receiver">The type of the object that runs it, where it is known and decides what is called; null elsewhere.</param>
/// <param name="IsDispatch">Whether it stands for all that may run in its place: it is virtual, and what runs is not known.</param>
/// <param name="Holder">Of a local function, what it stands in; null of a method.</param>
internal readonly record struct RunningCode(IMethodSymbol Method, INamedTypeSymbol? Receiver, bool IsDispatch, CodeNode? Holder = null)
{
    /// <summary>It and what holds it, from the inside out: the last is a method of a type.</summary>
    public IEnumerable<IMethodSymbol> Methods => Holder is null ? [Method] : Holder.Code.Methods.Prepend(Method);

    /// <summary>The type that the code stands in.</summary>
    public INamedTypeSymbol Type => Holder?.Code.Type ?? Method.ContainingType;

    public bool Equals(RunningCode other)
        => IsDispatch == other.IsDispatch
            && ReferenceEquals(Holder, other.Holder)
            && SymbolEqualityComparer.Default.Equals(Method, other.Method)
            && SymbolEqualityComparer.Default.Equals(Receiver, other.Receiver);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Method);
}

/// <summary>A method of the graph, and what it does or calls, in the order in which that runs.</summary>
internal sealed class CodeNode(RunningCode code)
{
    private readonly HashSet<CodeEdge> _edges = [];
    private readonly List<CodeEdge> _inOrder = [];

    public RunningCode Code => code;

    public IReadOnlyList<CodeEdge> Edges => _inOrder;

    /// <summary>Adds an edge. What a line does twice is said once.</summary>
    public void Add(CodeEdge edge)
    {
        if (_edges.Add(edge))
            _inOrder.Add(edge);
    }
}

/// <inheritdoc cref="MappedEdgeModel"/>
/// <param name="Target">The method that is called, of a call inside the compilation; its name is chosen once all are known.</param>
internal sealed record CodeEdge(EdgeKind Kind, string Name, string Detail, CodeNode? Target, PlaceModel Place);
