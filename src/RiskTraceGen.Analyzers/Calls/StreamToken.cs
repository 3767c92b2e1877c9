using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Results;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Calls;

/// <summary>The token that a stream has from whoever runs through it.</summary>
internal static class StreamToken
{
    /// <summary>
    /// Whether who runs through a stream is given a token, which the stream then has from its enumeration:
    /// <c>WithCancellation(stop)</c>, or <c>ToListAsync(stop)</c>; also behind queries, as one of several, or by a local.
    /// </summary>
    public static bool IsGivenTo(IOperation stream) => Trail.Whole(stream) is var whole && whole.Parent switch
    {
        IArgumentOperation { Parent: IInvocationOperation taker } => IsGivenBy(taker),
        IInvocationOperation taker => IsGivenBy(taker),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => IsGivenBy(local, whole),
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } => IsGivenBy(local, whole),
        _ => false,
    };

    private static bool IsGivenBy(ILocalSymbol local, IOperation put)
        => put.Root()
            .Descendants()
            .OfType<ILocalReferenceOperation>()
            .Any(reference => reference.Local.Is(local) && reference.Syntax.SpanStart > put.Syntax.Span.End && IsGivenTo(reference));

    private static bool IsGivenBy(IInvocationOperation taker)
        => taker.Arguments.Any(static argument => argument is { ArgumentKind: ArgumentKind.Explicit, Parameter.Type: var type } && TokenInScope.IsToken(type))
           || (taker.Type is { } handedOn
               && (Deferred.IsStream(handedOn) || IsConfiguredStream(handedOn))
               && !KeepsTokenFrom(taker.TargetMethod.OriginalDefinition)
               && IsGivenTo(taker));

    /// <summary>
    /// Whether the token of who runs through what an iterator makes does not get into it: no parameter is marked
    /// for it. One that gives the streams that it runs through a token says so itself.
    /// </summary>
    private static bool KeepsTokenFrom(IMethodSymbol iterator)
        => (iterator.PartialImplementationPart ?? iterator) is { IsAsync: true } body
           && !body.Parameters.Any(
               static parameter => parameter.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "EnumeratorCancellationAttribute"))
           && !body.DeclaringSyntaxReferences.Any(
               static part => part.GetSyntax().DescendantNodes().Any(static node => node is IdentifierNameSyntax { Identifier.ValueText: "WithCancellation" }));

    private static bool IsConfiguredStream(ITypeSymbol type) => WellKnown.Is(type, "System.Runtime.CompilerServices", "ConfiguredCancelableAsyncEnumerable", 1);
}
