using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RiskTraceGen.Generator.Tests.Typing;

/// <summary>Ways in which a text can be wrong, or become another: by tokens, drawn from a seed.</summary>
internal sealed class Mutations(Random random)
{
    private static readonly string[] Inserted =
    [
        "{", "}", "(", ")", "[", "]", "<", ">", ";", ",", ".", "?", "=", "=>", ":", "@", "\"", "'", "$\"{", "/*", "#if X\n", "#endif\n", "\n#nullable disable\n", "ref ", "out ", "in ", "params ",
        "static ", "abstract ", "partial ", "file ", "required ", "unsafe ", "async ", "const ", "readonly ", "dynamic ", "void ", "where T : ", "class ", "record ", "interface ", "struct ", "enum ",
        "namespace ", "using ", "global using ", "delegate ", "event ", "operator +", "this", "base", "new()", "null", "default", "[BrokerCall(", "[BrokerCall(\"half\")] ", "[Hook(\"on_", "[RiskRule] ",
        "[RiskRule(\"half\")] ", "[HookEvent(null)] ", "[HookFailure(", "[FlowDeadline(-1)] ", "[Sensitive(", "[TraceFormat(\"", "<<<<", "((((((((((", "List<List<List<", "int*", "ref struct ", "extension",
    ];

    public static IEnumerable<SyntaxToken> Tokens(string text) => CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0);

    /// <summary>The text with one to four mutations.</summary>
    public string Of(string text)
    {
        for (int count = 1 + random.Next(4); count > 0; count--)
            text = Once(text);
        return text;
    }

    private string Once(string text)
    {
        List<SyntaxToken> tokens = [.. Tokens(text)];
        if (tokens.Count < 2)
            return text;

        int place = random.Next(tokens.Count);
        SyntaxToken token = tokens[place];
        switch (random.Next(9))
        {
            case 0:
                return text.Remove(token.SpanStart, token.Span.Length);
            case 1:
                return text.Insert(token.Span.End, " " + token.Text);
            case 2:
                return Swapped(text, token, tokens[random.Next(tokens.Count)]);
            case 3 or 4:
                return text.Insert(token.SpanStart, Inserted[random.Next(Inserted.Length)]);
            case 5:
                return text.Insert(token.SpanStart, tokens[random.Next(tokens.Count)].Text + " ");
            case 6:
                return text.Remove(token.SpanStart, tokens[Math.Min(tokens.Count - 1, place + random.Next(12))].Span.End - token.SpanStart);
            case 7:
                return Declaration(token) is { } copied ? text.Insert(copied.FullSpan.End, copied.ToFullString()) : text;
            default:
                SyntaxToken[] names = [.. tokens.Where(other => other.IsKind(SyntaxKind.IdentifierToken))];
                return names.Length == 0 ? text : Replaced(text, names[random.Next(names.Length)], names[random.Next(names.Length)].Text);
        }
    }

    private static MemberDeclarationSyntax? Declaration(SyntaxToken token) => token.Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>(node => node is not BaseNamespaceDeclarationSyntax);

    private static string Swapped(string text, SyntaxToken one, SyntaxToken other)
    {
        (SyntaxToken first, SyntaxToken second) = one.SpanStart <= other.SpanStart ? (one, other) : (other, one);
        return first == second ? text : Replaced(Replaced(text, second, first.Text), first, second.Text);
    }

    private static string Replaced(string text, SyntaxToken token, string by) => text.Remove(token.SpanStart, token.Span.Length).Insert(token.SpanStart, by);
}
