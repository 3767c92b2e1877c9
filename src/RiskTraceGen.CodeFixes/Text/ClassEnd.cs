using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace RiskTraceGen.CodeFixes.Text;

/// <summary>Writes a last member into a class.</summary>
internal static class ClassEnd
{
    /// <param name="text">The source.</param>
    /// <param name="type">The class, which may have no body yet.</param>
    /// <param name="member">The lines of the member.</param>
    public static TextChange Append(this SourceText text, TypeDeclarationSyntax type, params string[] member)
    {
        string newLine = text.NewLine();
        string outer = text.IndentationAt(type.SpanStart);
        string lines = string.Concat(member.Select(line => outer.Deeper() + line + newLine));
        if (type.OpenBraceToken.IsKind(SyntaxKind.None))
            return new TextChange(type.SemicolonToken.Span, $"{newLine}{outer}{{{newLine}{lines}{outer}}}");

        int close = type.CloseBraceToken.SpanStart;
        if (!text.StartsItsLine(close))
            return FixPlace.Insert(close, $"{(char.IsWhiteSpace(text[close - 1]) ? "" : " ")}{string.Join(" ", member.Select(static line => line.Trim()))} ");

        return FixPlace.Insert(text.Lines.GetLineFromPosition(close).Start, (type.Members.Count > 0 ? newLine : "") + lines);
    }

    /// <summary>A name that no member of the class has, nor the class.</summary>
    public static string FreeName(this INamedTypeSymbol type, string wanted)
    {
        HashSet<string> taken = [type.Name, .. type.TypeParameters.Select(static parameter => parameter.Name)];
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
            taken.UnionWith(current.MemberNames);
        return Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? wanted : $"{wanted}{number}").First(name => !taken.Contains(name));
    }
}
