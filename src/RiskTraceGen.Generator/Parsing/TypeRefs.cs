using System.Text;
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

    private static readonly SymbolDisplayFormat PlainFormat = Format.RemoveMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The type with its nullable annotations.</summary>
    public static TypeRef Of(ITypeSymbol type) => Of(type, Format);

    /// <summary>The type as <c>typeof</c> and comments take it: without nullable annotations of reference types.</summary>
    public static TypeRef Plain(ITypeSymbol type) => Of(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), PlainFormat);

    /// <summary>The type with its nullable annotations, and <c>object</c> for <c>dynamic</c>, which interfaces that somebody implements cannot speak of.</summary>
    public static TypeRef WithoutDynamic(ITypeSymbol type) => Of(type, Format, dynamic: "object");

    /// <summary>The dotted name of a type's namespace; empty for the global one.</summary>
    public static string Namespace(ITypeSymbol type)
        => type.ContainingNamespace is { IsGlobalNamespace: false } space ? Dotted(space) : "";

    /// <summary>An identifier, with an @ if it is a keyword.</summary>
    public static string Escape(string name)
        => Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(name) == Microsoft.CodeAnalysis.CSharp.SyntaxKind.None ? name : "@" + name;

    /// <summary>The name of a type or type parameter.</summary>
    // Also words that are keywords in places, and those that mean a type of the language's own where no other is in sight.
    public static string EscapeType(string name)
        => Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetContextualKeywordKind(name) != Microsoft.CodeAnalysis.CSharp.SyntaxKind.None || name is "dynamic" or "nint" or "nuint" or "notnull" ? "@" + name : Escape(name);

    private static string Dotted(INamespaceSymbol space)
        => space.ContainingNamespace is { IsGlobalNamespace: false } outer ? $"{Dotted(outer)}.{Escape(space.Name)}" : Escape(space.Name);

    private static TypeRef Of(ITypeSymbol type, SymbolDisplayFormat format, string dynamic = "dynamic")
    {
        // The compiler's way to display a type costs more than everything else that is asked of it, and most types are of the simplest kind.
        if (type is INamedTypeSymbol { SpecialType: SpecialType.None, ContainingType: null, Arity: 0, IsTupleType: false, IsAnonymousType: false, TypeKind: not TypeKind.Error } simple)
            return new TypeRef(TypeRef.Marked(Namespace(simple), EscapeType(simple.Name)) + (format == Format && type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } ? "?" : ""));

        var text = new StringBuilder();
        foreach (SymbolDisplayPart part in type.ToDisplayParts(format))
        {
            string name = part.Symbol switch { IDynamicTypeSymbol => dynamic, ITypeParameterSymbol parameter => EscapeType(TypeParameterNames.Of(parameter)), _ => part.ToString() };
            bool isTypeName = part.Kind is not SymbolDisplayPartKind.Keyword && part.Symbol is INamedTypeSymbol { IsTupleType: false } named && name.TrimStart('@') == named.Name;
            if (isTypeName)
                name = EscapeType(part.Symbol!.Name);
            text.Append(isTypeName && part.Symbol!.ContainingType is null ? TypeRef.Marked(Namespace((ITypeSymbol)part.Symbol), name) : name);
        }

        return new TypeRef(text.ToString());
    }
}
