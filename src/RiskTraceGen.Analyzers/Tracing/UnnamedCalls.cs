using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>A broker call, on the broker or on its wrapper, that is no invocation of a method known by its name.</summary>
/// <param name="Method">What is called.</param>
/// <param name="Receiver">The type that it is called on; null for an operator.</param>
/// <param name="Place">Where a reader looks for it.</param>
internal readonly record struct UnnamedCall(IMethodSymbol Method, ITypeSymbol? Receiver, Location Place);

/// <summary>Broker calls that the compiler makes for an operation, and dynamic ones, which the program finds out about when it runs.</summary>
internal static class UnnamedCalls
{
    // What a [CollectionBuilder] names may have any name.
    private static readonly OperationKind[] OfAnyName = [OperationKind.DynamicInvocation, OperationKind.CollectionExpression];

    /// <summary>The kinds of operations among which there can be any: few, where no broker call has a name by which the compiler calls methods.</summary>
    public static OperationKind[] KindsIn(KnownSymbols symbols)
        => symbols.MarkedCalls.Names.Any(ImplicitCalls.CanBe) ? [OperationKind.DynamicInvocation, .. ImplicitCalls.Kinds] : OfAnyName;

    public static IEnumerable<UnnamedCall> Of(IOperation operation, KnownSymbols symbols)
        => operation is IDynamicInvocationOperation call ? OfDynamic(call, symbols).Take(1) : OfCompiler(operation, symbols);

    /// <summary>Of a dynamic call any broker call of the name that takes so many arguments: the compiler does not choose among them.</summary>
    private static IEnumerable<UnnamedCall> OfDynamic(IDynamicInvocationOperation call, KnownSymbols symbols)
    {
        if (call.Operation is IDynamicMemberReferenceOperation { Instance.Type: { } type } member)
            foreach (IMethodSymbol method in PatternMembers.Members(type, member.MemberName).OfType<IMethodSymbol>())
                if (Signatures.Takes(method, call.Arguments.Length) && symbols.MarkedCalls.ReachedBy(method, type) is not null)
                    yield return new UnnamedCall(method, type, call.NameLocation());
    }

    /// <summary>Accessors are none: their annotation says nothing, which RTG0105 reports.</summary>
    private static IEnumerable<UnnamedCall> OfCompiler(IOperation operation, KnownSymbols symbols)
    {
        foreach (ImplicitCall call in ImplicitCalls.Of(operation))
            if (call.Method.AssociatedSymbol is null && symbols.MarkedCalls.ReachedBy(call.Method, call.Receiver) is not null)
                yield return new UnnamedCall(call.Method, call.Receiver, call.Subject.Syntax.GetLocation());
    }
}
