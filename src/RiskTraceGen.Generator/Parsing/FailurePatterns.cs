using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>How generated code asks a result whether the call failed: by the pattern that results match which say so.</summary>
internal static class FailurePatterns
{
    /// <summary>The pattern for results of a type; null if such a result cannot say it.</summary>
    public static string? Of(ITypeSymbol type, Compilation compilation)
    {
        IReadOnlyList<ISymbol> verdicts = Verdicts.Of(type, compilation);
        return verdicts.Count == 0
            ? null
            : string.Join(" or ", verdicts.Select(verdict => $"{Contract(verdict, type)}{{ {TypeRefs.Escape(verdict.Name)}: false }}"));
    }

    // A contract is named unless the type itself shows the member, as the recorder sees the type.
    private static string Contract(ISymbol verdict, ITypeSymbol type)
    {
        bool isShown = type is INamedTypeSymbol { TypeKind: not TypeKind.Interface } && verdict.ContainingType.TypeKind != TypeKind.Interface
            || (Access.CanBeArgument(type) && SymbolEqualityComparer.Default.Equals(verdict.ContainingType, type));
        return isShown ? "" : TypeRefs.WithoutDynamic(verdict.ContainingType.WithNullableAnnotation(NullableAnnotation.NotAnnotated)).Text + " ";
    }
}
