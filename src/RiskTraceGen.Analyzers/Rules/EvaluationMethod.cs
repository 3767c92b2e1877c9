using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Rules;

/// <summary>Says of a method with the name of an evaluation why it is none. Whether it is one is for <see cref="RuleMethods"/> to say.</summary>
internal static class EvaluationMethod
{
    /// <summary>Whether the compiler already complains about the signature.</summary>
    public static bool IsBroken(IMethodSymbol method)
        => method.ReturnType.IsBroken() || method.Parameters.Any(static parameter => parameter.Type.IsBroken());

    /// <summary>The end of a sentence that begins with the method.</summary>
    public static string WhyNotUsable(IMethodSymbol method, Compilation compilation)
    {
        if (!Access.CanReach(method, compilation))
            return "is neither public nor internal";

        if (Obsolescence.IsError(method))
            return "is obsolete as an error";

        if (method.IsGenericMethod)
            return "is generic";

        if (!RuleMethods.IsVerdict(method.ReturnType) || method.ReturnsByRef || method.ReturnsByRefReadonly)
            return $"returns '{(method.ReturnsByRef || method.ReturnsByRefReadonly ? "ref " : "")}{method.ReturnType.Display()}', not RuleResult, Task<RuleResult> or ValueTask<RuleResult>";

        if (method.Parameters.IsEmpty)
            return "has no parameter for the event";

        if (method.Parameters.FirstOrDefault(parameter => !Parameters.IsReadOnly(parameter, compilation)) is { } byReference)
            return $"takes '{byReference.Name}' by reference";

        if (Parameters.IsBound(method.Parameters[0], compilation))
            return $"takes '{method.Parameters[0].Type.Display()}' where the event belongs, which is the first parameter";

        return method.Parameters.Skip(1).FirstOrDefault(parameter => !Parameters.IsBound(parameter, compilation)) is { } unknown
            ? $"takes '{unknown.Name}' of type '{unknown.Type.Display()}', which is no traced wrapper, RiskFlow or CancellationToken"
            : $"takes '{method.Parameters[0].Type.Display()}', which generated code cannot dispatch as an event";
    }
}
