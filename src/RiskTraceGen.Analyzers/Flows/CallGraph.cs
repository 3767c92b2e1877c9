using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Flows;

/// <summary>A call that a function makes itself.</summary>
/// <param name="Target">What is called, as it is called: with its type arguments.</param>
/// <param name="Place">Where.</param>
internal readonly record struct Call(IMethodSymbol Target, Location Place)
{
    /// <summary>The function in source that runs then.</summary>
    public IMethodSymbol Function => Target.OriginalDefinition;
}

/// <summary>What the functions of this compilation call: looked up for the functions that a rule asks about, and kept for all rules.</summary>
/// <remarks>Calls of abstract and interface members lead to their declaration, which calls nothing: who implements them is not guessed.</remarks>
internal sealed class CallGraph(KnownSymbols symbols)
{
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<Call>> _calls = new(SymbolEqualityComparer.Default);

    public ImmutableArray<Call> CallsOf(IMethodSymbol function) => _calls.GetOrAdd(function, Find);

    /// <summary>The body of a function; null for one without a body here.</summary>
    [SuppressMessage(
        "MicrosoftCodeAnalysisPerformance",
        "RS1030",
        Justification = "Asked of handlers, evaluations and what they call, not of every function; the driver hands out the models that it has.")]
    public IEnumerable<IOperation> BodiesOf(IMethodSymbol function)
    {
        foreach (SyntaxReference reference in (function.PartialImplementationPart ?? function).DeclaringSyntaxReferences)
        {
            if (symbols.Compilation.ContainsSyntaxTree(reference.SyntaxTree)
                && symbols.Compilation.GetSemanticModel(reference.SyntaxTree).GetOperation(reference.GetSyntax()) is { } body)
            {
                yield return body;
            }
        }
    }

    private ImmutableArray<Call> Find(IMethodSymbol function)
    {
        ImmutableArray<Call>.Builder calls = ImmutableArray.CreateBuilder<Call>();
        foreach (IOperation operation in BodiesOf(function).SelectMany(static body => body.Descendants()))
        {
            if (TargetOf(operation) is { } target && Function.Around(operation, function, symbols).Is(function))
                calls.Add(new Call(target, operation.Syntax.GetLocation()));
        }

        return calls.ToImmutable();
    }

    private static IMethodSymbol? TargetOf(IOperation operation) => operation switch
    {
        IInvocationOperation invocation => invocation.TargetMethod,
        IObjectCreationOperation creation => creation.Constructor,
        IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation assignment } property when assignment.Target == property
            => property.Property.SetMethod,
        IPropertyReferenceOperation property => property.Property.GetMethod,
        _ => null,
    };
}
