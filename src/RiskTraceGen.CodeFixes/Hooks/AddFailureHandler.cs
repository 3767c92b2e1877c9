using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.CodeFixes.Text;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.CodeFixes.Hooks;

/// <summary>RTG0201: adds a failure handler of the hook beside its handlers.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddFailureHandler)), Shared]
public sealed class AddFailureHandler() : ProjectFix("Add a failure handler", UnhandledHookFailure.Id)
{
    private protected override async Task<ProjectChange?> ChangeAsync(FixPlace place)
        => HookAt(place) is { } hook && await HandlerClass.FindAsync(place.Symbols.Annotated.FirstHandler(hook), place).ConfigureAwait(false) is { } home
            ? home.Add(
                hook,
                ("HookFailure", hook),
                HandlerClass.NameFor(hook) + "Failed",
                "HookFailure failure",
                "$\"{failure.Handler} did not do its work ({failure.Kind}): {failure.Exception?.Message ?? failure.Reason}\"",
                isInternal: false)
            : null;

    private static string? HookAt(FixPlace place) => place.Node is MethodDeclarationSyntax method
        ? place.Model.GetDeclaredSymbol(method, place.CancellationToken) is { } handler ? Annotations.Name(Annotations.Find(handler, Annotations.Hook)) : null
        : place.Operation is IInvocationOperation raise ? Raise.HookRaisedBy(raise.TargetMethod, place.Symbols) : null;
}
