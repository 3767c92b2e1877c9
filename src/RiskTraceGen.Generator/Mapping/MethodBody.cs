using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>The code of a method: its body, and for a constructor also the initializers that run before it.</summary>
internal static class MethodBody
{
    /// <summary>The roots of a method's code; nothing if it has none here.</summary>
    public static IEnumerable<SyntaxNode> Of(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        method = method.PartialImplementationPart ?? method;
        if (method.MethodKind == MethodKind.Constructor)
            return OfConstructor(method);
        return method.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).Where(HasCode);
    }

    /// <summary>Whether a declaration has code.</summary>
    public static bool HasCode(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => method.Body is not null || method.ExpressionBody is not null,
        AccessorDeclarationSyntax accessor => accessor.Body is not null || accessor.ExpressionBody is not null,
        LocalFunctionStatementSyntax function => function.Body is not null || function.ExpressionBody is not null,
        ArrowExpressionClauseSyntax => true,
        _ => false,
    };

    /// <summary>Whether code does nothing, which can be seen without binding it.</summary>
    public static bool IsEmpty(SyntaxNode root)
        => root is MethodDeclarationSyntax { Body.Statements.Count: 0 } or AccessorDeclarationSyntax { Body.Statements.Count: 0 }
            or ConstructorDeclarationSyntax { Body.Statements.Count: 0, Initializer: null };

    /// <summary>The constructor of the base class that a constructor calls without saying so; null if it says so, or there is none.</summary>
    public static IMethodSymbol? ImplicitBase(IMethodSymbol constructor)
        => constructor is
        {
            MethodKind: MethodKind.Constructor,
            ContainingType: { TypeKind: TypeKind.Class, BaseType: { SpecialType: not SpecialType.System_Object } baseType }
        }
            && !RecordMembers.IsCopy(constructor)
            && Declaration(constructor) is not (ConstructorDeclarationSyntax { Initializer: not null }
                or TypeDeclarationSyntax { BaseList.Types: [PrimaryConstructorBaseTypeSyntax, ..] })
                ? baseType.InstanceConstructors.OrderBy(candidate => candidate.Parameters.Length)
                    .FirstOrDefault(candidate => candidate.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams))
                : null;

    private static SyntaxNode? Declaration(IMethodSymbol constructor) => constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();

    private static IEnumerable<SyntaxNode> OfConstructor(IMethodSymbol constructor)
    {
        SyntaxNode? declaration = Declaration(constructor);
        bool chains = declaration is ConstructorDeclarationSyntax { Initializer.RawKind: (int)SyntaxKind.ThisConstructorInitializer };
        if (!chains && !RecordMembers.IsCopy(constructor))
            foreach (SyntaxNode initializer in Initializers(constructor.ContainingType))
                yield return initializer;

        if (declaration is ConstructorDeclarationSyntax)
            yield return declaration;
        else if (!RecordMembers.IsCopy(constructor)
            && declaration is TypeDeclarationSyntax { BaseList.Types: [PrimaryConstructorBaseTypeSyntax arguments, ..] })
            yield return arguments;
    }

    private static IEnumerable<SyntaxNode> Initializers(INamedTypeSymbol type)
        => type.DeclaringSyntaxReferences.Select(part => part.GetSyntax()).OfType<TypeDeclarationSyntax>().SelectMany(InitializersOf);

    private static IEnumerable<SyntaxNode> InitializersOf(TypeDeclarationSyntax declaration)
    {
        foreach (MemberDeclarationSyntax member in declaration.Members)
        {
            if (member.Modifiers.Any(SyntaxKind.StaticKeyword) || member.Modifiers.Any(SyntaxKind.ConstKeyword))
                continue;
            if (member is PropertyDeclarationSyntax { Initializer: { } property })
                yield return property;
            else if (member is FieldDeclarationSyntax field)
                foreach (VariableDeclaratorSyntax variable in field.Declaration.Variables)
                    if (variable.Initializer is { } initializer)
                        yield return initializer;
        }
    }
}
