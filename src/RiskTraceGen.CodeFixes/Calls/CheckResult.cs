using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Calls;
using RiskTraceGen.CodeFixes.Text;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.CodeFixes.Calls;

/// <summary>RTG0401: throws when the broker says that it did not do it. Offered where the answer is a statement of its own, or discarded by one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CheckResult)), Shared]
public sealed class CheckResult() : DocumentFix("Throw if the broker refuses", UncheckedResult.Id)
{
    private protected override async Task<IEnumerable<TextChange>?> ChangesAsync(FixPlace place)
    {
        if (place.Operation is not IInvocationOperation call
            || await ThrowingCheck.OfAsync(call.Syntax, place).ConfigureAwait(false) is not { } check
            || !check.IsOf(call.Syntax)
            || place.Model.GetTypeInfo(check.Answer, place.CancellationToken).Type is not INamedTypeSymbol type)
        {
            return null;
        }

        string message = $"{call.TargetMethod.Name} was refused.";
        return type.SpecialType == SpecialType.System_Boolean
            ? check.Throw("if (!", ")", message)
            : Verdicts.SuccessOf(type, place.Model.Compilation) is { } success ? check.Throw("if (", $" is not {{ {success}: true }})", message) : null;
    }
}
