using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Incremental;

/// <summary>
/// The names in a file, outside of bodies. What is said of a type can depend on another file only by a name that both have:
/// one declares it, the other mentions it, or mentions one that is declared where it is mentioned.
/// </summary>
internal sealed class FileNames
{
    // Where the compiler, or a parser here, looks for types that nobody mentions.
    private static readonly string[] KnownSpaces = ["System", "Microsoft", Annotations.LibraryNamespace];

    private readonly HashSet<string> _mentioned = new(StringComparer.Ordinal);
    private readonly List<string> _declared = [];
    private readonly StringBuilder _outline = new();

    public FileNames(CompilationUnitSyntax root)
    {
        foreach (SyntaxToken token in root.DescendantTokens(static node => node is not (BlockSyntax or ArrowExpressionClauseSyntax)))
            if (token.IsKind(SyntaxKind.IdentifierToken))
                _mentioned.Add(token.ValueText);

        foreach (UsingDirectiveSyntax directive in root.Usings.Where(directive => directive.GlobalKeyword.RawKind != 0))
            _outline.Append(directive).Append('\n');
        foreach (AttributeListSyntax list in root.AttributeLists)
            _outline.Append(list).Append('\n');
        IsHeardEverywhere = _outline.Length > 0;
        Outline(root.Members, space: "");
    }

    /// <summary>
    /// Everything that can change what a name means elsewhere, the types and namespaces, and the usings for all files; and what is said of the assembly.
    /// </summary>
    public string OutlineText => _outline.ToString();

    /// <summary>Whether every other file may depend on this one, though it mentions nothing of it.</summary>
    public bool IsHeardEverywhere { get; private set; }

    /// <summary>What others call the types of the file.</summary>
    public IReadOnlyList<string> Declared => _declared;

    public bool Mentions(string name) => _mentioned.Contains(name);

    private void Outline(SyntaxList<MemberDeclarationSyntax> members, string space)
    {
        foreach (MemberDeclarationSyntax member in members)
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax inner:
                    _outline.Append("namespace ").Append(inner.Name).Append('{');
                    Outline(inner.Members, space.Length > 0 ? space : inner.Name.ToString());
                    _outline.Append('}');
                    break;
                case TypeDeclarationSyntax type:
                    Outline(type, type.Keyword.Text, type.Identifier, type.Arity, space);
                    _outline.Append('{');
                    Outline(type.Members, space);
                    _outline.Append('}');
                    break;
                case EnumDeclarationSyntax type:
                    Outline(type, "enum", type.Identifier, arity: 0, space);
                    break;
                case DelegateDeclarationSyntax type:
                    Outline(type, "delegate", type.Identifier, type.Arity, space);
                    break;
                case GlobalStatementSyntax:
                    // They declare a type of their own.
                    _outline.Append('!');
                    break;
            }
    }

    private void Outline(MemberDeclarationSyntax type, string keyword, SyntaxToken identifier, int arity, string space)
    {
        _outline.Append(type.Modifiers).Append(' ').Append(keyword).Append(' ').Append(identifier.ValueText).Append('`').Append(arity);
        if (identifier.ValueText is not { Length: > 0 } name)
            return;

        _declared.Add(name);
        if (name.EndsWith("Attribute", StringComparison.Ordinal))
            _declared.Add(name.Substring(0, name.Length - "Attribute".Length));
        IsHeardEverywhere |= Array.Exists(KnownSpaces, known => space == known || space.StartsWith(known + ".", StringComparison.Ordinal));
    }
}
