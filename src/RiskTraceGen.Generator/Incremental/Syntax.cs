using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Incremental;

/// <summary>What of a file can be of interest, found without binding anything: once for each tree, which never changes.</summary>
internal sealed class Syntax
{
    private static readonly ConditionalWeakTable<SyntaxTree, Syntax> Found = new();

    private readonly Lazy<FileNames> _names;

    private Syntax(CompilationUnitSyntax root)
    {
        Tree = root.SyntaxTree;
        _names = new Lazy<FileNames>(() => new FileNames(root));
        HasAssemblyAttributes = root.AttributeLists.Count > 0;
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

    public SyntaxTree Tree { get; }

    /// <summary>The names in it, which matter only when something has changed.</summary>
    public FileNames Names => _names.Value;

    /// <summary>What was last said of it, and in which program.</summary>
    public Memory? Remembered { get; set; }

    /// <summary>Whether there is anything to bind.</summary>
    public bool IsOfInterest => HasAssemblyAttributes || Attributed.Length > 0 || Combinations.Length > 0;

    /// <summary>Whether attributes of the assembly stand in it.</summary>
    public bool HasAssemblyAttributes { get; }

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

    /// <param name="Program">The program that the file was part of.</param>
    /// <param name="Models">What was said of it there.</param>
    internal sealed record Memory(ProgramFiles Program, FileModels Models);
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
