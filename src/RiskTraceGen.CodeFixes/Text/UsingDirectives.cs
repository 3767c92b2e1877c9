using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace RiskTraceGen.CodeFixes.Text;

/// <summary>Adds a using directive where the file keeps its own.</summary>
internal static class UsingDirectives
{
    public static TextChange Adding(string name, SyntaxNode user) => Adding([name], user).Single();

    /// <param name="names">Namespaces, in the order that usings have.</param>
    /// <param name="user">The code that needs them.</param>
    public static IEnumerable<TextChange> Adding(IReadOnlyList<string> names, SyntaxNode user)
    {
        if (names.Count == 0)
            return [];

        SourceText text = user.SyntaxTree.GetText();
        var unit = (CompilationUnitSyntax)user.SyntaxTree.GetRoot();
        string newLine = text.NewLine();
        SyntaxList<UsingDirectiveSyntax> directives = unit.Usings.Count > 0
            ? unit.Usings
            : user.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Select(static space => space.Usings).FirstOrDefault(static usings => usings.Count > 0);

        if (directives.Count > 0)
            return names.Select(name => Among(directives, name, text));

        // No usings yet: below the header comment and the extern aliases of the file, with an empty line after.
        int top = unit.Externs.Count > 0 ? text.Lines.GetLineFromPosition(unit.Externs.Span.End).EndIncludingLineBreak : EndOfHeader(unit, text);
        return [FixPlace.Insert(top, string.Concat(names.Select(name => $"using {name};{newLine}")) + newLine)];
    }

    private static TextChange Among(SyntaxList<UsingDirectiveSyntax> directives, string name, SourceText text)
    {
        List<UsingDirectiveSyntax> plain = [.. directives.Where(
            static directive => directive.Alias is null && directive.StaticKeyword.IsKind(SyntaxKind.None))];
        if (plain.Find(directive => Order(directive.Name?.ToString() ?? "", name) > 0) is { } next && text.StartsItsLine(next.SpanStart))
            return Insert(text.Lines.GetLineFromPosition(next.SpanStart).Start, text.IndentationAt(next.SpanStart));

        UsingDirectiveSyntax last = plain.Count > 0 ? plain[plain.Count - 1] : directives.Last();
        return Insert(text.Lines.GetLineFromPosition(last.Span.End).EndIncludingLineBreak, text.IndentationAt(last.SpanStart));

        TextChange Insert(int position, string indentation) => FixPlace.Insert(position, $"{indentation}using {name};{text.NewLine()}");
    }

    /// <summary>A comment at the top of the file that an empty line sets apart from the code.</summary>
    private static int EndOfHeader(CompilationUnitSyntax unit, SourceText text)
    {
        SyntaxToken first = unit.GetFirstToken(includeZeroWidth: true);
        int code = text.Lines.GetLineFromPosition(first.SpanStart).LineNumber;
        for (int line = code - 1; line >= 0; line--)
        {
            if (string.IsNullOrWhiteSpace(text.Lines[line].ToString()))
                return text.Lines[line].EndIncludingLineBreak;
        }

        return first.LeadingTrivia.LastOrDefault(static trivia => trivia.IsDirective) is { RawKind: not 0 } directive ? directive.FullSpan.End : 0;
    }

    /// <summary>Framework namespaces first, then by name.</summary>
    private static int Order(string left, string right)
    {
        bool leftIsSystem = IsSystem(left), rightIsSystem = IsSystem(right);
        return leftIsSystem != rightIsSystem ? (leftIsSystem ? -1 : 1) : string.CompareOrdinal(left, right);
    }

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
}
