using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RiskTraceGen.Parsing;

/// <summary>Finds the members of an object that can be read without running anybody's code: fields and auto-properties.</summary>
internal static class ReadableMembers
{
    /// <summary>The readable members, those of base classes first, in source order.</summary>
    public static IEnumerable<(ISymbol Member, ITypeSymbol Type)> Of(INamedTypeSymbol type, Compilation compilation)
    {
        foreach (INamedTypeSymbol declaring in BaseFirst(type))
        {
            ImmutableArray<ISymbol> members = declaring.GetMembers();
            foreach (ISymbol member in members)
                if (member.CanBeReferencedByName
                    && TypeOf(member, members, type) is { } memberType
                    && Access.CanReach(member, compilation)
                    && Access.CanName(memberType, compilation)
                    && !memberType.IsRefLikeType
                    && !Obsolescence.IsError(member)
                    && (member is not IPropertySymbol { GetMethod: { } getter }
                        || (Access.CanReach(getter, compilation) && !Obsolescence.IsError((ISymbol)getter)))
                    && !Declarations.IsHidden(member, type, compilation))
                    yield return (member, memberType);
        }
    }

    private static IEnumerable<INamedTypeSymbol> BaseFirst(INamedTypeSymbol type)
    {
        var chain = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? current = type;
            current is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) };
            current = current.BaseType)
            chain.Push(current);
        return chain;
    }

    private static ITypeSymbol? TypeOf(ISymbol member, ImmutableArray<ISymbol> beside, INamedTypeSymbol type) => member switch
    {
        IFieldSymbol { IsStatic: false, IsConst: false, IsImplicitlyDeclared: false, IsFixedSizeBuffer: false, RefKind: RefKind.None } field => field.Type,
        IPropertySymbol { IsStatic: false, IsIndexer: false, RefKind: RefKind.None, GetMethod: not null } property
            when IsAuto(property, beside) && !CanBeOverridden(property, type) => property.Type,
        _ => null,
    };

    // What an override does is not known.
    private static bool CanBeOverridden(IPropertySymbol property, INamedTypeSymbol type)
        => property.IsAbstract || (!type.IsSealed && !type.IsValueType && (property.IsVirtual || (property.IsOverride && !property.IsSealed)));

    private static bool IsAuto(IPropertySymbol property, ImmutableArray<ISymbol> beside)
    {
        if (property.DeclaringSyntaxReferences.IsEmpty)
            return property.GetMethod!.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "CompilerGeneratedAttribute");

        bool hasField = beside.Any(member => member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
        return hasField && !property.DeclaringSyntaxReferences.Any(reference => HasGetterBody(reference.GetSyntax()));
    }

    // A property may have both a field and code: get => field ?? Compute().
    private static bool HasGetterBody(SyntaxNode syntax)
        => syntax is PropertyDeclarationSyntax property
            && (property.ExpressionBody is not null
                || property.AccessorList?.Accessors.Any(accessor
                    => accessor.IsKind(SyntaxKind.GetAccessorDeclaration) && (accessor.Body is not null || accessor.ExpressionBody is not null)) == true);
}
