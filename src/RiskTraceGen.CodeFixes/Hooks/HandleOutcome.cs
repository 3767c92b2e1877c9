using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.CodeFixes.Tasks;
using RiskTraceGen.CodeFixes.Text;

namespace RiskTraceGen.CodeFixes.Hooks;

/// <summary>RTG0201: awaits the handlers, and throws if one of them did not do its work.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HandleOutcome)), Shared]
public sealed class HandleOutcome() : DocumentFix("Throw if a handler fails", UnhandledHookFailure.Id)
{
    private protected override async Task<IEnumerable<TextChange>?> ChangesAsync(FixPlace place)
    {
        if (place.Operation is not IInvocationOperation { Syntax: InvocationExpressionSyntax call } raise
            || Raise.HookRaisedBy(raise.TargetMethod, place.Symbols) is not { } hook
            || NameOf(call) is not { } name
            || call.ArgumentList.Arguments.Any(static argument => argument.RefKindKeyword.RawKind != 0) // RaiseAsync keeps a copy
            || !place.CanAwait(call)
            || await ThrowingCheck.OfAsync(call, place).ConfigureAwait(false) is not { } check
            || !check.IsOf(call))
        {
            return null;
        }

        IEnumerable<TextChange> checking = check.Throw(
            check.Answer is AwaitExpressionSyntax ? "if (!(" : "if (!(await ", ").AllSucceeded)", $"A handler of '{hook}' did not do its work.");
        return name.Identifier.ValueText == Raise.AndWait ? checking : checking.Append(new TextChange(name.Identifier.Span, Raise.AndWait));
    }

    private static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => (call.Expression as MemberAccessExpressionSyntax)?.Name;
}
