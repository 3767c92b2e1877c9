using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Calls;
using RiskTraceGen.CodeFixes.Text;

namespace RiskTraceGen.CodeFixes.Calls;

/// <summary>RTG0402: passes the token that is in scope, by name where arguments before it are left out.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PassToken)), Shared]
public sealed class PassToken() : DocumentFix("Pass the cancellation token", UnpassedToken.Id)
{
    private protected override Task<IEnumerable<TextChange>?> ChangesAsync(FixPlace place) => Task.FromResult(Changes(place));

    private static IEnumerable<TextChange>? Changes(FixPlace place)
    {
        if (place.Operation is not IInvocationOperation { Syntax: InvocationExpressionSyntax syntax } call
            || UnpassedToken.Find(call) is not var (parameter, token))
            return null;

        SeparatedSyntaxList<ArgumentSyntax> given = syntax.ArgumentList.Arguments;
        bool isNext = given.All(static argument => argument.NameColon is null)
            && call.Arguments.All(argument => argument.Parameter?.Ordinal >= parameter.Ordinal || argument.ArgumentKind != ArgumentKind.DefaultValue);
        string argument = isNext ? token : $"{parameter.Name}: {token}";
        return [FixPlace.Insert(syntax.ArgumentList.CloseParenToken.SpanStart, given.Count == 0 ? argument : ", " + argument)];
    }
}
