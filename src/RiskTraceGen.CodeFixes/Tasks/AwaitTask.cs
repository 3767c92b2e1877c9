using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Calls;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.Analyzers.Tasks;
using RiskTraceGen.CodeFixes.Text;

namespace RiskTraceGen.CodeFixes.Tasks;

/// <summary>RTG0209, RTG0305 and RTG0405: awaits the task that was dropped, where the function can.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitTask)), Shared]
public sealed class AwaitTask() : DocumentFix("Await it", UnawaitedRaise.Id, ForgottenWork.Id, UnawaitedCall.Id)
{
    private protected override Task<IEnumerable<TextChange>?> ChangesAsync(FixPlace place)
        => Task.FromResult<IEnumerable<TextChange>?>(
            DroppedCall.At(place) is { Task: InvocationExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax } dropped
                    && place.CanAwait(dropped.Call)
                    && !DelaysAction(place)
                ? [new TextChange(dropped.Prefix, "await ")]
                : null);

    /// <summary>Whether alerts would be waited for ahead of a broker call, which RTG0306 reports.</summary>
    private static bool DelaysAction(FixPlace place)
        => place.Operation is IInvocationOperation { TargetMethod: var method } && method.IsRaiseAsync(place.Symbols) && place.LeadsToAction;
}
