using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers;

/// <summary>
/// One rule: a descriptor and what to look at. Quiet in generated code, concurrent, and asleep where the package is not referenced, or not used.
/// </summary>
public abstract class RiskTraceAnalyzer : DiagnosticAnalyzer
{
    private protected RiskTraceAnalyzer(DiagnosticDescriptor descriptor) => SupportedDiagnostics = ImmutableArray.Create(descriptor);

    /// <inheritdoc />
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc />
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownSymbols.Of(start.Compilation) is { } symbols && (symbols.IsInUse || ConcernsEveryProgram))
                Start(start, symbols);
        });
    }

    /// <summary>Whether the rule has something to say where the package is referenced and nothing of it is used.</summary>
    private protected virtual bool ConcernsEveryProgram => false;

    /// <summary>Registers what this rule looks at in a compilation that knows the package's attributes.</summary>
    private protected abstract void Start(CompilationStartAnalysisContext context, KnownSymbols symbols);
}
