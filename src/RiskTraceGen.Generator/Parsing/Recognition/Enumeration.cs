using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Parsing;

/// <summary>What goes through a collection.</summary>
internal static class Enumeration
{
    public static IEnumerable<ImplicitCall> Of(IForEachLoopOperation each, CommonForEachStatementSyntax loop)
    {
        SemanticModel model = each.SemanticModel!;
        IOperation collection = ImplicitCall.Unconverted(each.Collection);
        ForEachStatementInfo info = model.GetForEachStatementInfo(loop);
        foreach (ImplicitCall call in Of(
            collection, info.GetEnumeratorMethod, info.MoveNextMethod, info.CurrentProperty?.GetMethod, info.DisposeMethod, each.IsAsynchronous))
            yield return call;
        foreach (Conversion conversion in new[] { info.CurrentConversion, info.ElementConversion })
            if (conversion.MethodSymbol is { } method)
                yield return ImplicitCall.Operator(method, collection, conversion.ConstrainedToType);
        if (loop is ForEachVariableStatementSyntax parts)
            foreach (ImplicitCall call in Deconstruction.Of(model.GetDeconstructionInfo(parts), info.ElementType, collection))
                yield return call;
    }

    /// <summary>A spread, of which the compiler does not tell what it has found.</summary>
    public static IEnumerable<ImplicitCall> Of(ISpreadOperation spread)
    {
        IOperation collection = ImplicitCall.Unconverted(spread.Operand);
        if (collection.Type is { TypeKind: not TypeKind.Array, SpecialType: not SpecialType.System_String } type
            && GetEnumerator(type, collection) is { } getEnumerator)
        {
            ITypeSymbol enumerator = getEnumerator.ReturnType;
            foreach (ImplicitCall call in Of(
                collection,
                getEnumerator,
                PatternMembers.Method(enumerator, WellKnownMemberNames.MoveNextMethodName),
                PatternMembers.Getter(enumerator, WellKnownMemberNames.CurrentPropertyName),
                Disposal.MethodOf(enumerator, isAsynchronous: false),
                isAsynchronous: false))
                yield return call;
        }

        if (spread.GetElementConversion() is { MethodSymbol: { } method } conversion)
            yield return ImplicitCall.Operator(method, collection, conversion.ConstrainedToType);
    }

    private static IEnumerable<ImplicitCall> Of(
        IOperation collection, IMethodSymbol? getEnumerator, IMethodSymbol? moveNext, IMethodSymbol? current, IMethodSymbol? dispose, bool isAsynchronous)
    {
        if (getEnumerator is null)
            yield break;

        yield return ImplicitCall.On(collection.Type, getEnumerator, collection);
        ITypeSymbol enumerator = getEnumerator.ReturnType;
        if (current is not null)
            yield return ImplicitCall.On(enumerator, current, collection);
        foreach (IMethodSymbol? method in new[] { moveNext, dispose })
        {
            if (method is null)
                continue;

            yield return ImplicitCall.On(enumerator, method, collection);
            if (isAsynchronous)
                foreach (ImplicitCall call in Awaiting.Of(method.ReturnType, collection))
                    yield return call;
        }
    }

    // What the type has comes before what its interfaces promise, and that before extensions.
    private static IMethodSymbol? GetEnumerator(ITypeSymbol type, IOperation collection)
        => PatternMembers.Method(type, WellKnownMemberNames.GetEnumeratorMethodName)
            ?? PatternMembers.Extensions(type, WellKnownMemberNames.GetEnumeratorMethodName, collection)
                .FirstOrDefault(static method => method.Parameters.IsEmpty);
}
