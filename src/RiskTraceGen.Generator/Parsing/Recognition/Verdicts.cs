using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Which part of a broker's answer says that it did what it was asked.</summary>
internal static class Verdicts
{
    private static readonly string[] Names = ["Success", "IsSuccess", "Succeeded"];

    /// <summary>The property that says so; null if the type has none.</summary>
    public static string? SuccessOf(INamedTypeSymbol type, Compilation compilation)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
            foreach (string name in Names)
                if (current.GetMembers(name).Any(member => IsVerdict(member) && !Declarations.IsHidden(member, type, compilation)))
                    return name;
        return null;
    }

    private static bool IsVerdict(ISymbol member) => member is IPropertySymbol
    {
        IsStatic: false, DeclaredAccessibility: Accessibility.Public, Type.SpecialType: SpecialType.System_Boolean, GetMethod.DeclaredAccessibility: Accessibility.Public,
    };
}
