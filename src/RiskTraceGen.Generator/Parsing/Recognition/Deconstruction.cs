using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Parsing;

/// <summary>What takes a value apart, and its parts in turn, and converts what comes of it.</summary>
internal static class Deconstruction
{
    public static IEnumerable<ImplicitCall> Of(DeconstructionInfo info, IOperation value)
    {
        IOperation subject = ImplicitCall.Unconverted(value);
        return Of(info, subject is ITupleOperation tuple ? tuple.NaturalType : subject.Type, subject);
    }

    public static IEnumerable<ImplicitCall> Of(DeconstructionInfo info, ITypeSymbol? type, IOperation subject)
    {
        if (info.Method is { } method)
            yield return ImplicitCall.On(type, method, subject);
        if (info.Conversion?.MethodSymbol is { } conversion)
            yield return ImplicitCall.Operator(conversion, subject);
        for (int part = 0; part < info.Nested.Length; part++)
            foreach (ImplicitCall call in Of(info.Nested[part], TypeOf(part, info, type), subject))
                yield return call;
    }

    private static ITypeSymbol? TypeOf(int part, DeconstructionInfo info, ITypeSymbol? type)
    {
        if (info.Method is { } method)
            return method.Parameters[method.Parameters.Length - info.Nested.Length + part].Type;
        return type is INamedTypeSymbol { IsTupleType: true } tuple && part < tuple.TupleElements.Length ? tuple.TupleElements[part].Type : null;
    }
}
