using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Parsing;

/// <summary>A call that the compiler makes though no expression names the method.</summary>
/// <param name="Method">What is called; of an interface's method that a class implements, the implementation.</param>
/// <param name="Receiver">The type that it is called on; null for an operator or a constructor.</param>
/// <param name="Subject">What it is called for, such as the collection of a loop: that is where a reader looks for it.</param>
internal readonly record struct ImplicitCall(IMethodSymbol Method, ITypeSymbol? Receiver, IOperation Subject)
{
    /// <summary>A call on an object.</summary>
    public static ImplicitCall On(ITypeSymbol? receiver, IMethodSymbol method, IOperation subject)
        => new(
            receiver is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } && method.ContainingType.TypeKind == TypeKind.Interface
                ? receiver.FindImplementationForInterfaceMember(method) as IMethodSymbol ?? method
                : method,
            receiver,
            subject);

    /// <summary>The call of an operator.</summary>
    /// <param name="method">The operator.</param>
    /// <param name="subject">Where it is called.</param>
    /// <param name="constrained">The type parameter that stands for the type which implements it.</param>
    public static ImplicitCall Operator(IMethodSymbol method, IOperation subject, ITypeSymbol? constrained = null) => new(method, constrained, subject);

    /// <summary>What stands below casts, which say less than what is cast.</summary>
    public static IOperation Unconverted(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null, Conversion: { IsReference: true } or { IsIdentity: true } } conversion)
            operation = conversion.Operand;
        return operation;
    }
}
