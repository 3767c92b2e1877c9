using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RiskTraceGen.Generator;

/// <summary>What of a file can be of interest, found without binding anything: once for each tree, which never changes.</summary>
internal sealed class Syntax
{
    private static readonly ConditionalWeakTable<SyntaxTree, Syntax> Found = new();

    private Syntax(CompilationUnitSyntax root)
    {
        GlobalUsings = [.. root.Usings.Where(directive => directive.GlobalKeyword.RawKind != 0)];
        var aliases = new HashSet<string>(StringComparer.Ordinal);
        var attributed = ImmutableArray.CreateBuilder<AttributedSyntax>();
        var combinations = ImmutableArray.CreateBuilder<TypeDeclarationSyntax>();

        // No declaration stands in a body.
        foreach (SyntaxNode node in root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        {
            if (node is MemberDeclarationSyntax { AttributeLists.Count: > 0 } and (MethodDeclarationSyntax or TypeDeclarationSyntax))
                attributed.Add(AttributedSyntax.Of((MemberDeclarationSyntax)node));
            if (node is TypeDeclarationSyntax type && CanCombine(type))
                combinations.Add(type);
            if (node is UsingDirectiveSyntax { Alias.Name.Identifier.ValueText: var alias, GlobalKeyword.RawKind: 0 })
                aliases.Add(alias);
        }

        Aliases = aliases;
        Attributed = attributed.ToImmutable();
        Combinations = combinations.ToImmutable();
    }

    /// <summary>The names that the file gives to something else, which may be an attribute.</summary>
    public IReadOnlyCollection<string> Aliases { get; }

    public ImmutableArray<UsingDirectiveSyntax> GlobalUsings { get; }

    /// <summary>The methods and types with attributes.</summary>
    public ImmutableArray<AttributedSyntax> Attributed { get; }

    /// <summary>The declarations that can bring several brokers together.</summary>
    public ImmutableArray<TypeDeclarationSyntax> Combinations { get; }

    public static Syntax Of(SyntaxTree tree, CancellationToken cancellationToken)
        => Found.GetValue(tree, tree => new Syntax((CompilationUnitSyntax)tree.GetRoot(cancellationToken)));

    // It has several base types, or parts that may have.
    private static bool CanCombine(TypeDeclarationSyntax type)
        => type is ClassDeclarationSyntax or InterfaceDeclarationSyntax or RecordDeclarationSyntax
            && type.BaseList is { Types: var types }
            && (types.Count > 1 || type.Modifiers.Any(SyntaxKind.PartialKeyword));
}

/// <summary>A declaration with the names of its attributes, as they are written there.</summary>
internal sealed record AttributedSyntax(MemberDeclarationSyntax Node, ImmutableArray<string> Names)
{
    public static AttributedSyntax Of(MemberDeclarationSyntax node)
        => new(node, [.. node.AttributeLists.SelectMany(list => list.Attributes).Select(attribute => NameOf(attribute.Name))]);

    private static string NameOf(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };
}
