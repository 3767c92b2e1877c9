using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Parsing;

/// <summary>What an <c>await</c> calls: the awaiter, which is asked, told how to go on, and asked for the result.</summary>
internal static class Awaiting
{
    public static IEnumerable<ImplicitCall> Of(IAwaitOperation awaiting, AwaitExpressionSyntax syntax)
    {
        IOperation subject = ImplicitCall.Unconverted(awaiting.Operation);
        if (subject.Type is not { } type || IsOfFramework(type))
            return [];

        AwaitExpressionInfo info = awaiting.SemanticModel!.GetAwaitExpressionInfo(syntax);
        return info.GetAwaiterMethod is { } method ? Of(method, info.IsCompletedProperty?.GetMethod, info.GetResultMethod, type, subject) : [];
    }

    /// <summary>An <c>await</c> that stands behind a call of the compiler's, such as that of <c>MoveNextAsync</c>.</summary>
    /// <param name="type">What is awaited.</param>
    /// <param name="subject">What it is awaited for.</param>
    public static IEnumerable<ImplicitCall> Of(ITypeSymbol type, IOperation subject)
        => !IsOfFramework(type)
            && (PatternMembers.Method(type, WellKnownMemberNames.GetAwaiter)
                ?? PatternMembers.Extensions(type, WellKnownMemberNames.GetAwaiter, subject).FirstOrDefault()) is { } method
            ? Of(
                method,
                PatternMembers.Getter(method.ReturnType, WellKnownMemberNames.IsCompleted),
                PatternMembers.Method(method.ReturnType, WellKnownMemberNames.GetResult),
                type,
                subject)
            : [];

    private static IEnumerable<ImplicitCall> Of(
        IMethodSymbol getAwaiter, IMethodSymbol? isCompleted, IMethodSymbol? getResult, ITypeSymbol type, IOperation subject)
    {
        yield return ImplicitCall.On(type, getAwaiter, subject);
        ITypeSymbol awaiter = getAwaiter.ReturnType;
        if (WellKnown.IsFramework(awaiter))
            yield break;

        foreach (IMethodSymbol? method in new[] { isCompleted, Continuation(awaiter), getResult })
            if (method is not null)
                yield return ImplicitCall.On(awaiter, method, subject);
    }

    // The unsafe one, if there is one, is safe for the compiler's code.
    private static IMethodSymbol? Continuation(ITypeSymbol awaiter)
        => Contract(awaiter, "ICriticalNotifyCompletion") ?? Contract(awaiter, "INotifyCompletion");

    private static IMethodSymbol? Contract(ITypeSymbol awaiter, string name)
        => (awaiter is INamedTypeSymbol named ? named.AllInterfaces.Insert(0, named) : awaiter.AllInterfaces)
            .FirstOrDefault(contract => WellKnown.Is(contract, "System.Runtime.CompilerServices", name, 0))
            ?.GetMembers()
            .OfType<IMethodSymbol>()
            .FirstOrDefault();

    // Tasks, and what they are configured to. Others, such as tuples, may have an extension.
    private static bool IsOfFramework(ITypeSymbol type) => WellKnown.IsFramework(type) && !type.GetMembers(WellKnownMemberNames.GetAwaiter).IsEmpty;
}
