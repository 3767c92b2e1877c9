using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

/// <summary>Deadlines of flows: attributes to models.</summary>
internal static class DeadlineParser
{
    /// <summary>That of an annotated type, unless generated code cannot name it.</summary>
    public static DeadlineModel? OfType(INamedTypeSymbol type, Compilation compilation)
        => !Access.IsGeneric(type) && !type.IsRefLikeType && !type.IsStatic && Access.CanUse(type, compilation) && Access.CanBeArgument(type)
            ? OfEvent(type)
            : null;

    /// <summary>That of an event which a rule takes; its type may be generic, or of another assembly.</summary>
    public static DeadlineModel? OfEvent(INamedTypeSymbol type)
        => Annotations.Find(type, Annotations.FlowDeadline) is { ConstructorArguments: [{ Value: int milliseconds }] }
            ? new DeadlineModel(TypeRefs.Plain(type), null, milliseconds)
            : null;

    /// <summary>Those that an assembly gives to flows by their type.</summary>
    public static IEnumerable<DeadlineModel> OfAssembly(IEnumerable<AttributeData> attributes)
    {
        foreach (AttributeData attribute in attributes)
            if (attribute is { ConstructorArguments: [{ Value: string flowType }, { Value: int milliseconds }] })
                yield return new DeadlineModel(null, flowType, milliseconds);
    }
}
