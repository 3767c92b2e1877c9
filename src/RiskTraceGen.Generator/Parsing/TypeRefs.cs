using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

/// <summary>Writes types as <see cref="TypeRef"/>.</summary>
internal static class TypeRefs
{
    private static readonly SymbolDisplayFormat Format = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    // A word of its own, which no mark stands in front of.
    private static readonly Regex Dynamic = new($@"(?<![\w@.{TypeRef.Separator}])dynamic(?!\w)");

    private static readonly SymbolDisplayFormat PlainFormat = Format.RemoveMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The type with its nullable annotations.</summary>
    public static TypeRef Of(ITypeSymbol type) => Of(type, Format);

    /// <summary>The type as <c>typeof</c> and comments take it: without nullable annotations of reference types.</summary>
    public static TypeRef Plain(ITypeSymbol type) => Of(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), PlainFormat);

    /// <summary>The type with its nullable annotations and without <c>dynamic</c>, which no contract can be made of; <c>object</c> is the same type.</summary>
    public static TypeRef Static(ITypeSymbol type) => new(Dynamic.Replace(Of(type).Text, "object"));

    /// <summary>The dotted name of a type's namespace; empty for the global one.</summary>
    public static string Namespace(ITypeSymbol type)
        => type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() : "";

    /// <summary>An identifier, with an @ if it is a keyword.</summary>
    public static string Escape(string name)
        => Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(name) == Microsoft.CodeAnalysis.CSharp.SyntaxKind.None ? name : "@" + name;

    private static TypeRef Of(ITypeSymbol type, SymbolDisplayFormat format)
    {
        var text = new StringBuilder();
        foreach (SymbolDisplayPart part in type.ToDisplayParts(format))
        {
            bool isTopLevelName = part.Kind is not SymbolDisplayPartKind.Keyword
                && part.Symbol is INamedTypeSymbol { ContainingType: null, IsTupleType: false } named
                && part.ToString().TrimStart('@') == named.Name;
            text.Append(isTopLevelName ? TypeRef.Marked(Namespace((ITypeSymbol)part.Symbol!), part.ToString()) : part.ToString());
        }

        return new TypeRef(text.ToString());
    }
}
