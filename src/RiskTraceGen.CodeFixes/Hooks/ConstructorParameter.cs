using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.CodeFixes.Text;

namespace RiskTraceGen.CodeFixes.Hooks;

/// <summary>Moves a parameter of a method to the constructor of its class.</summary>
internal static class ConstructorParameter
{
    /// <summary>Null where the class has a constructor with a body, or somebody calls it, or the name is taken there.</summary>
    public static async Task<IEnumerable<TextChange>?> MoveAsync(IParameterSymbol parameter, ParameterSyntax written, FixPlace place)
    {
        if (parameter
            is not { ContainingSymbol: IMethodSymbol { IsStatic: false, ContainingType: { IsRecord: false, InstanceConstructors: [var constructor] } type } }
            || written is not { Default: null, AttributeLists.Count: 0, Modifiers.Count: 0, Parent: ParameterListSyntax list }
            || written.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { Identifier: var name } declaration
            || ((CSharpParseOptions)written.SyntaxTree.Options).LanguageVersion < LanguageVersion.CSharp12
            || (!constructor.IsImplicitlyDeclared && declaration.ParameterList is null)
            || type.FreeName(parameter.Name) != parameter.Name
            || constructor.Parameters.Any(other => other.Name == parameter.Name)
            || await UsesElsewhere.AnyAsync(constructor, place).ConfigureAwait(false))
        {
            return null;
        }

        int at = list.Parameters.IndexOf(written);
        TextSpan removed = at > 0
            ? TextSpan.FromBounds(list.Parameters.GetSeparator(at - 1).SpanStart, written.Span.End)
            : TextSpan.FromBounds(written.SpanStart, list.Parameters[1].SpanStart);
        if (place.HasComments(removed))
            return null;

        string moved = written.ToString();
        TextChange added = declaration.ParameterList is { } primary
            ? FixPlace.Insert(primary.CloseParenToken.SpanStart, primary.Parameters.Count > 0 ? ", " + moved : moved)
            : FixPlace.Insert(name.Span.End, $"({moved})");
        return [added, new TextChange(removed, "")];
    }
}
