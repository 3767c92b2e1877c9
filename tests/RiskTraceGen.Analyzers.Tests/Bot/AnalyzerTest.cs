using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>Code with <c>[|marks|]</c> where <typeparamref name="TRule"/> must report, beside the <see cref="Bot"/> that it belongs to.</summary>
internal sealed class AnalyzerTest<TRule> : CSharpAnalyzerTest<TRule, DefaultVerifier>
    where TRule : RiskTraceAnalyzer, new()
{
    public AnalyzerTest(params string[] sources)
    {
        // The framework comes from a package of reference assemblies, so that no test needs the network.
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        TestState.AdditionalReferences.AddRange(Basic.Reference.Assemblies.Net100.References.All);
        TestState.AdditionalReferences.Add(Package.Reference);
        TestState.Sources.Add(("Usings.cs", Bot.Usings));
        TestState.Sources.Add(("Broker.cs", Bot.Broker));
        TestState.Sources.Add(("Wrapper.cs", Bot.Wrapper));
        for (int index = 0; index < sources.Length; index++)
            TestState.Sources.Add(($"/0/Test{index}.cs", sources[index]));
    }

    /// <summary>A report of the rule, for what the marks cannot say: message, severity, further places.</summary>
    public static DiagnosticResult Reported() => new(new TRule().SupportedDiagnostics[0]);

    /// <summary>Expects a report at <c>{|#0:the mark|}</c> with these arguments of its message.</summary>
    public AnalyzerTest<TRule> Reporting(params object[] arguments)
    {
        ExpectedDiagnostics.Add(Reported().WithLocation(0).WithArguments(arguments));
        return this;
    }

    /// <summary>Code that does not compile is judged by the rule alone.</summary>
    public AnalyzerTest<TRule> Broken()
    {
        CompilerDiagnostics = CompilerDiagnostics.None;
        return this;
    }

    /// <summary>Whether the code may have pointers.</summary>
    public bool AllowUnsafe { get; set; }

    public LanguageVersion Version { get; set; } = LanguageVersion.Latest;

    public AnalyzerTest<TRule> Executable()
    {
        TestState.OutputKind = OutputKind.ConsoleApplication;
        return this;
    }

    public AnalyzerTest<TRule> EditorConfig(string text)
    {
        TestState.AnalyzerConfigFiles.Add(("/.editorconfig", $"root = true\n[*.cs]\n{text}\n"));
        return this;
    }

    public AnalyzerTest<TRule> GlobalConfig(string text)
    {
        TestState.AnalyzerConfigFiles.Add(("/.globalconfig", $"is_global = true\n{text}\n"));
        return this;
    }

    public AnalyzerTest<TRule> References(MetadataReference reference)
    {
        TestState.AdditionalReferences.Add(reference);
        return this;
    }

    protected override ParseOptions CreateParseOptions()
        => ((CSharpParseOptions)base.CreateParseOptions()).WithLanguageVersion(Version);

    protected override CompilationOptions CreateCompilationOptions()
        => ((CSharpCompilationOptions)base.CreateCompilationOptions()).WithNullableContextOptions(NullableContextOptions.Enable).WithAllowUnsafe(AllowUnsafe);

    public Task RunAsync() => RunAsync(TestContext.Current.CancellationToken);
}
