using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.CodeFixes.Text;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.CodeFixes.Hooks;

/// <summary>RTG0205: adds a handler beside the program's others. It tells of the event and of nothing in it, which may be secret.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddHandler)), Shared]
public sealed class AddHandler() : ProjectFix("Add a handler", UnheardRaise.Id)
{
    private protected override async Task<ProjectChange?> ChangeAsync(FixPlace place)
    {
        if (place.Operation is not IInvocationOperation raise
            || Raise.HookRaisedBy(raise.TargetMethod, place.Symbols) is not { } hook
            || raise.TargetMethod.TypeArguments[0] is not INamedTypeSymbol payload
            || !Access.CanName(payload, place.Symbols.Compilation)
            || await HandlerClass.FindAsync(place.Symbols.Annotated.First, place).ConfigureAwait(false) is not { } home)
        {
            return null;
        }

        return home.Add(
            hook,
            ("Hook", hook),
            "On" + HandlerClass.NameFor(hook),
            $"{home.Written(payload)} payload",
            SymbolDisplay.FormatLiteral($"{hook} was raised.", quote: true),
            isInternal: Access.Visibility(payload) == "internal");
    }
}
