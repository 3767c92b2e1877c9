using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Generator.Linking;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator;

/// <summary>Where the pipeline begins: the declarations of a compilation that may be annotated. Bound is only what is written as the library's attributes are.</summary>
internal sealed class AnnotatedProgram
{
    private readonly ImmutableArray<Syntax> _files;
    private readonly HashSet<string> _globalAliases;

    private AnnotatedProgram(Compilation compilation, CancellationToken cancellationToken)
    {
        Compilation = compilation;
        _files = [.. compilation.SyntaxTrees.Select(tree => Syntax.Of(tree, cancellationToken))];
        GlobalUsings = [.. _files.SelectMany(file => file.GlobalUsings).Select(NameTableBuilder.GlobalUsingOf).OfType<GlobalUsing>()];
        _globalAliases = new HashSet<string>(GlobalUsings.Select(directive => directive.Alias).OfType<string>(), StringComparer.Ordinal);
    }

    public Compilation Compilation { get; }

    public ImmutableArray<GlobalUsing> GlobalUsings { get; }

    public static AnnotatedProgram Of(Compilation compilation, CancellationToken cancellationToken) => new(compilation, cancellationToken);

    /// <summary>The annotated declarations of a kind, with the annotations that stand at each.</summary>
    public IEnumerable<(ISymbol Symbol, ImmutableArray<AttributeData> Attributes)> Declarations<TSyntax>(string attribute)
        where TSyntax : MemberDeclarationSyntax
    {
        foreach (Syntax file in _files)
        {
            SemanticModel? model = null;
            foreach (AttributedSyntax declaration in file.Attributed)
                if (declaration.Node is TSyntax node
                    && declaration.Names.Any(name => CanMean(name, attribute, file))
                    && (model ??= Compilation.GetSemanticModel(node.SyntaxTree)).GetDeclaredSymbol(node) is { } symbol
                    && Annotations.FindAll(symbol, attribute).Where(found => StandsAt(found, node)).ToImmutableArray() is { IsEmpty: false } found)
                    yield return (symbol, found);
        }
    }

    /// <summary>The annotations of the assembly.</summary>
    public IEnumerable<AttributeData> OfAssembly(string attribute) => Annotations.FindAll(Compilation.Assembly, attribute);

    /// <summary>The types that have no annotation to be found by, but may inherit several brokers; each once.</summary>
    public IEnumerable<INamedTypeSymbol> Combinations()
    {
        foreach (Syntax file in _files)
            foreach (TypeDeclarationSyntax node in file.Combinations)
                if (Compilation.GetSemanticModel(node.SyntaxTree).GetDeclaredSymbol(node) is INamedTypeSymbol type && type.DeclaringSyntaxReferences[0].GetSyntax() == node)
                    yield return type;
    }

    private bool CanMean(string name, string attribute, Syntax file)
        => name == attribute || (name.Length + "Attribute".Length == attribute.Length && attribute.StartsWith(name, StringComparison.Ordinal)) || IsAlias(name, file) || IsAlias(name + "Attribute", file);

    private bool IsAlias(string name, Syntax file) => file.Aliases.Contains(name) || _globalAliases.Contains(name);

    // Another part of a partial type has annotations of its own.
    private static bool StandsAt(AttributeData attribute, MemberDeclarationSyntax node)
        => attribute.ApplicationSyntaxReference is { } place && place.SyntaxTree == node.SyntaxTree && node.AttributeLists.Span.Contains(place.Span);
}
