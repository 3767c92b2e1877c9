using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Generator.Linking;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator;

/// <summary>Where the pipeline begins: syntax that can be of interest, and the models behind it.</summary>
internal static class Syntax
{
    /// <summary>The models of annotated declarations.</summary>
    public static IncrementalValuesProvider<TModel> Annotated<TSyntax, TModel>(
        this IncrementalGeneratorInitializationContext context, string attribute, Func<GeneratorAttributeSyntaxContext, TModel?> parse)
        where TSyntax : SyntaxNode
        where TModel : class
        => context.SyntaxProvider
            .ForAttributeWithMetadataName($"{Annotations.LibraryNamespace}.{attribute}", static (node, _) => node is TSyntax, (match, _) => parse(match))
            .NotNull();

    /// <summary>The models behind attributes of the assembly, which the compiler hands out for each file that has some.</summary>
    public static IncrementalValuesProvider<TModel> AnnotatedAssembly<TModel>(
        this IncrementalGeneratorInitializationContext context, string attribute, Func<GeneratorAttributeSyntaxContext, IEnumerable<TModel>> parse)
        where TModel : class, IEquatable<TModel>
        => context.SyntaxProvider
            .ForAttributeWithMetadataName(
                $"{Annotations.LibraryNamespace}.{attribute}",
                static (node, _) => node is CompilationUnitSyntax,
                (match, _) => Model.EquatableArrayExtensions.ToEquatableArray(parse(match)))
            .SelectMany(static (models, _) => models);

    /// <summary>The models of type declarations that have no annotation to be found by.</summary>
    public static IncrementalValuesProvider<TModel> Declared<TModel>(
        this IncrementalGeneratorInitializationContext context, Func<SyntaxNode, bool> isCandidate, Func<INamedTypeSymbol, Compilation, TModel?> parse)
        where TModel : class
        => context.SyntaxProvider
            .CreateSyntaxProvider(
                (node, _) => isCandidate(node),
                (match, token) => match.SemanticModel.GetDeclaredSymbol(match.Node, token) is INamedTypeSymbol type
                    && type.DeclaringSyntaxReferences[0].GetSyntax(token) == match.Node
                        ? parse(type, match.SemanticModel.Compilation)
                        : null)
            .NotNull();

    public static IncrementalValuesProvider<GlobalUsing> GlobalUsings(this IncrementalGeneratorInitializationContext context)
        => context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is UsingDirectiveSyntax { GlobalKeyword.RawKind: not 0 },
                static (match, _) => NameTableBuilder.GlobalUsingOf((UsingDirectiveSyntax)match.Node))
            .NotNull();

    /// <summary>Whether a declaration can bring several brokers together: it has several base types, or parts that may have.</summary>
    public static bool CanCombine(SyntaxNode node)
        => node is ClassDeclarationSyntax or InterfaceDeclarationSyntax or RecordDeclarationSyntax
            && node is TypeDeclarationSyntax { BaseList.Types: var types } type
            && (types.Count > 1 || type.Modifiers.Any(SyntaxKind.PartialKeyword));
}
