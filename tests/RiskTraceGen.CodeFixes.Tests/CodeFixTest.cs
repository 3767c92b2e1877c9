using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers;
using RiskTraceGen.Analyzers.Tests;
using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>Code before and after a fix of RTG0101.</summary>
internal sealed class CodeFixTest<TFix> : CodeFixTest<UntracedBrokerCall, TFix>
    where TFix : CodeFixProvider, new()
{
    public CodeFixTest(string before, string after)
        : base(before, after)
    {
    }

    public CodeFixTest()
    {
    }
}

/// <summary>Code before and after a fix of a rule, one report after the other and by Fix All in document, project and solution, all with the same result.
/// Before and after must compile without a warning; what stays marked is what the fix does not offer to change.</summary>
internal class CodeFixTest<TRule, TFix> : CSharpCodeFixTest<TRule, TFix, DefaultVerifier>
    where TRule : RiskTraceAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    public CodeFixTest(string before, string after)
        : this()
    {
        TestState.Sources.Add(("/0/Test0.cs", before));
        FixedState.Sources.Add(("/0/Test0.cs", after));
        if (before != after)
            FixedState.MarkupHandling = MarkupMode.Allow;
    }

    public CodeFixTest()
    {
        CompilerDiagnostics = CompilerDiagnostics.Warnings;
        foreach (SolutionState state in new[] { TestState, FixedState })
        {
            state.Sources.Add(("Usings.cs", Bot.Usings));
            state.Sources.Add(("Broker.cs", Bot.Broker));
            state.Sources.Add(("Wrapper.cs", Bot.Wrapper));
        }

        FixedState.MarkupHandling = MarkupMode.Allow;
        TestState.DocumentationMode = DocumentationMode.Parse;
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        TestState.AdditionalReferences.AddRange(Basic.Reference.Assemblies.Net100.References.All);
        TestState.AdditionalReferences.Add(Package.Reference);
    }

    public CodeFixTest<TRule, TFix> Executable()
    {
        TestState.OutputKind = OutputKind.ConsoleApplication;
        return this;
    }

    /// <summary>For code that the compiler itself warns of, such as a call that nobody awaits.</summary>
    public CodeFixTest<TRule, TFix> WithoutNoise()
    {
        CompilerDiagnostics = CompilerDiagnostics.Errors;
        return this;
    }

    /// <summary>With what the real generator writes, in the place of the wrapper that stands in for that.</summary>
    public CodeFixTest<TRule, TFix> Generated()
    {
        foreach (SolutionState state in new[] { TestState, FixedState })
            state.Sources.RemoveAt(state.Sources.FindIndex(static source => source.filename == "Wrapper.cs"));

        TestState.AdditionalReferences.AddRange(Package.Companions);
        SolutionTransforms.Add(static (solution, project) => solution.AddAnalyzerReference(project, Generator.Reference));
        return this;
    }

    /// <summary>Without global usings: every file says what it uses.</summary>
    public CodeFixTest<TRule, TFix> WithoutUsings()
    {
        foreach (SolutionState state in new[] { TestState, FixedState })
        {
            state.Sources.RemoveAt(state.Sources.FindIndex(static source => source.filename == "Usings.cs"));
            for (int index = 0; index < state.Sources.Count; index++)
            {
                (string name, SourceText content) = state.Sources[index];
                if (name is "Broker.cs" or "Wrapper.cs")
                    state.Sources[index] = (name, content.Replace(0, 0, "using System.Threading; using System.Threading.Tasks; using RiskTraceGen; using TradingBot;\n"));
            }
        }

        return this;
    }

    protected override ParseOptions CreateParseOptions()
        => ((CSharpParseOptions)base.CreateParseOptions()).WithLanguageVersion(LanguageVersion.Latest);

    protected override CompilationOptions CreateCompilationOptions()
        => ((CSharpCompilationOptions)base.CreateCompilationOptions()).WithNullableContextOptions(NullableContextOptions.Enable);

    public Task RunAsync() => RunAsync(TestContext.Current.CancellationToken);
}
