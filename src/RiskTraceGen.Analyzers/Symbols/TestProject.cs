using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>Tells test projects apart: their fakes and mocks call brokers, so the tracing rules are off there unless an .editorconfig asks for them.</summary>
internal static class TestProject
{
    private static readonly HashSet<string> Frameworks = new(StringComparer.OrdinalIgnoreCase)
    {
        "xunit.core", "xunit.v3.core", "nunit.framework", "TUnit.Core",
        "Microsoft.VisualStudio.TestPlatform.TestFramework", "MSTest.TestFramework", // before and since MSTest 4
    };

    /// <summary>Looks at operations; in a test project only where an .editorconfig asks for the rule.</summary>
    public static void RegisterOutsideTests(
        this CompilationStartAnalysisContext context, DiagnosticDescriptor rule, Action<OperationAnalysisContext> analyze, params OperationKind[] kinds)
    {
        bool onlyOnRequest = IsTestProject(context.Compilation, context.Options);
        context.RegisterOperationAction(
            operation =>
            {
                if (!onlyOnRequest || HasExplicitSeverity(operation.Compilation, operation.Operation.Syntax.SyntaxTree, rule, operation.CancellationToken))
                    analyze(operation);
            },
            kinds);
    }

    /// <summary>The project's own word (<c>IsTestProject</c>) first, else whether it references a test framework.</summary>
    public static bool IsTestProject(Compilation compilation, AnalyzerOptions options)
        => options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.IsTestProject", out string? property) && bool.TryParse(property, out bool isTest)
            ? isTest
            : compilation.ReferencedAssemblyNames.Any(static reference => Frameworks.Contains(reference.Name));

    /// <summary>Whether a program is put together here, not a test of one: what concerns all of its modules is reported nowhere else.</summary>
    public static bool IsProgram(KnownSymbols symbols, AnalyzerOptions options) => symbols.IsExecutable && !IsTestProject(symbols.Compilation, options);

    /// <summary>Whether an .editorconfig sets the severity of <paramref name="rule"/> for this file. Global configs do not count: they speak for all projects.</summary>
    public static bool HasExplicitSeverity(Compilation compilation, SyntaxTree tree, DiagnosticDescriptor rule, CancellationToken cancellationToken)
        => compilation.Options.SyntaxTreeOptionsProvider is { } provider
           && provider.TryGetDiagnosticValue(tree, rule.Id, cancellationToken, out ReportDiagnostic severity)
           && severity != ReportDiagnostic.Default;
}
