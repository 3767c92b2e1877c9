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

    // By the numbers of the language's own types, which are called the same in every compilation: the compiler is asked for each of them once.
    private static readonly string?[] Keywords = new string?[(int)SpecialType.System_String + 1];

    /// <summary>The type with its nullable annotations.</summary>
    public static TypeRef Of(ITypeSymbol type) => Of(type, Format);

    /// <summary>The type as <c>typeof</c> and comments take it: without nullable annotations of reference types.</summary>
    public static TypeRef Plain(ITypeSymbol type) => Of(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), PlainFormat);

    /// <summary>
    /// The type with its nullable annotations, and <c>object</c> for <c>dynamic</c>, which interfaces that somebody implements cannot speak of.
    /// </summary>
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
        => Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetContextualKeywordKind(name) != Microsoft.CodeAnalysis.CSharp.SyntaxKind.None
            || name is "dynamic" or "nint" or "nuint" or "notnull"
                ? "@" + name
                : Escape(name);

    private static string Dotted(INamespaceSymbol space)
        => space.ContainingNamespace is { IsGlobalNamespace: false } outer ? $"{Dotted(outer)}.{Escape(space.Name)}" : Escape(space.Name);

    private static TypeRef Of(ITypeSymbol type, SymbolDisplayFormat format, string dynamic = "dynamic")
        => new(Composed(type, annotates: format == Format) ?? Displayed(type, format, dynamic));

    // The compiler's way to display a type costs more than everything else that is asked of it: what most types
    // are made of is put together here. Null of the others.
    private static string? Composed(ITypeSymbol type, bool annotates)
    {
        string? text = type switch
        {
            INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, IsUnboundGenericType: false } nullable
                => Composed(nullable.TypeArguments[0], annotates) is { } value ? value + "?" : null,
            INamedTypeSymbol { IsTupleType: false, IsAnonymousType: false, IsUnboundGenericType: false, TypeKind: not TypeKind.Error } named
                => NameOf(named, annotates),
            IArrayTypeSymbol { IsSZArray: true, ElementType: var element and not IArrayTypeSymbol }
                => Composed(element, annotates) is { } elements ? elements + "[]" : null,
            _ => null,
        };
        return text is not null && annotates && type is { IsValueType: false, NullableAnnotation: NullableAnnotation.Annotated } ? text + "?" : text;
    }

    private static string? NameOf(INamedTypeSymbol type, bool annotates)
    {
        if (Keyword(type) is { } keyword)
            return keyword;

        string name = EscapeType(type.Name);
        string? text = type.ContainingType is not { } container
            ? TypeRef.Marked(Namespace(type), name)
            : NameOf(container, annotates) is { } outer ? $"{outer}.{name}" : null;
        if (text is null || type.Arity == 0)
            return text;

        string?[] arguments = [.. type.TypeArguments.Select(argument => Composed(argument, annotates))];
        return Array.IndexOf(arguments, null) >= 0 ? null : $"{text}<{string.Join(", ", arguments)}>";
    }

    private static string? Keyword(ITypeSymbol type)
        => type.SpecialType is SpecialType.System_Object or (>= SpecialType.System_Void and <= SpecialType.System_String)
            ? Keywords[(int)type.SpecialType] ??= type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(PlainFormat)
            : null;

    private static string Displayed(ITypeSymbol type, SymbolDisplayFormat format, string dynamic)
    {
        var text = new StringBuilder();
        foreach (SymbolDisplayPart part in type.ToDisplayParts(format))
        {
            string name = part.Symbol switch
            {
                IDynamicTypeSymbol => dynamic,
                ITypeParameterSymbol parameter => EscapeType(TypeParameterNames.Of(parameter)),
                _ => part.ToString()
            };
            bool isTypeName = part.Kind is not SymbolDisplayPartKind.Keyword
                && part.Symbol is INamedTypeSymbol { IsTupleType: false } named
                && name.TrimStart('@') == named.Name;
            if (isTypeName)
                name = EscapeType(part.Symbol!.Name);
            else if (part.Kind is SymbolDisplayPartKind.Keyword)
                name = Unambiguous(name);
            text.Append(isTypeName && part.Symbol!.ContainingType is null ? TypeRef.Marked(Namespace((ITypeSymbol)part.Symbol), name) : name);
        }

        return text.ToString();
    }

    // The words for native integers are no keywords: a type of the user can have them for its name.
    private static string Unambiguous(string keyword) => keyword switch
    {
        "nint" => TypeRef.Marked("System", nameof(IntPtr)),
        "nuint" => TypeRef.Marked("System", nameof(UIntPtr)),
        _ => keyword,
    };
}
