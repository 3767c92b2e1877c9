using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>A member of a type, reached in a way that may make a broker act.</summary>
/// <param name="Member">A method, or a property that is set.</param>
/// <param name="Receiver">The type that it is reached on.</param>
/// <param name="Place">Where a reader looks for it.</param>
internal readonly record struct SdkCall(ISymbol Member, ITypeSymbol? Receiver, Location Place);

/// <summary>The ways in which code reaches an SDK: calls, those that are made later by a delegate, dynamic ones, and properties that are set by code.</summary>
/// <remarks>What makes, reads, compares, prints or disposes of an object trades nothing, and neither do operators, which make values of values.</remarks>
internal static class SdkCalls
{
    public static readonly OperationKind[] Kinds =
    [
        OperationKind.Invocation, OperationKind.MethodReference, OperationKind.DynamicInvocation, OperationKind.PropertyReference
    ];

    /// <summary>What an operation reaches; for a dynamic call any method of the name that takes so many arguments.</summary>
    public static IEnumerable<SdkCall> Of(IOperation operation) => operation switch
    {
        IInvocationOperation call when CanAct(call.TargetMethod, call.ConstrainedToType)
            => [new(call.TargetMethod, MarkedCalls.ReceiverOf(call), call.NameLocation())],
        IMethodReferenceOperation group when CanAct(group.Method, group.ConstrainedToType) && UntracedMethodGroup.IsTaken(group)
            => [new(group.Method, group.Instance?.Type, group.NameLocation())],
        IDynamicInvocationOperation { Operation: IDynamicMemberReferenceOperation { Instance.Type: { } type } member } call
            => PatternMembers.Members(type, member.MemberName)
                .OfType<IMethodSymbol>()
                .Where(method => CanAct(method, null) && Signatures.Takes(method, call.Arguments.Length))
                .Select(method => new SdkCall(method, type, call.NameLocation())),
        IPropertyReferenceOperation { Instance: { } instance } reference when IsSetByCode(reference)
            => [new(reference.Property, instance.Type, reference.NameLocation())],
        _ => [],
    };

    private static bool CanAct(IMethodSymbol method, ITypeSymbol? constrained)
        => method.MethodKind is MethodKind.Ordinary or MethodKind.ReducedExtension
           && (!method.IsStatic || method.IsExtensionMethod || constrained is not null)
           && method
               is not { Name: "Dispose" or "DisposeAsync", Parameters.IsEmpty: true } and not { Name: "Equals" or "CompareTo" or "ToString" or "TryFormat" }
           && !method.OverridesObject();

    /// <summary>Whether a setter runs of which somebody has written the body, after the object was made.</summary>
    private static bool IsSetByCode(IPropertyReferenceOperation reference)
        => reference.Parent is not IAssignmentOperation { Parent: IObjectOrCollectionInitializerOperation }
           && PropertyAccess.Of(reference.Property, reference).Any(static accessor => accessor is { MethodKind: MethodKind.PropertySet } && HasCode(accessor));

    private static bool HasCode(IMethodSymbol setter) => setter.IsAbstract || (setter.DeclaringSyntaxReferences is [var declaration, ..]
        ? declaration.GetSyntax() is not AccessorDeclarationSyntax { Body: null, ExpressionBody: null }
        : !setter.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "CompilerGeneratedAttribute"));
}
