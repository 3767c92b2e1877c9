using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RiskTraceGen.Package.Tests;

/// <summary>What the compiler and the editor find in the package's folder of analyzers, loaded as they load it.</summary>
public sealed class CompilerComponentTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public CompilerComponentTests() => PackedPackage.Extract("analyzers/dotnet/cs/", _folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheCompilerFindsTheGenerator()
        => Assert.Equal("RiskTraceGenerator", Assert.Single(Load("RiskTraceGen.Generator").GetGenerators(LanguageNames.CSharp)).GetGeneratorType().Name);

    [Fact]
    public void TheCompilerFindsTheAnalyzers()
        => Assert.Contains("RTG0101", Load("RiskTraceGen.Analyzers").GetAnalyzers(LanguageNames.CSharp).SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id));

    [Fact]
    public void TheEditorFindsTheFixes()
    {
        Type[] fixes = [.. Load("RiskTraceGen.CodeFixes").GetAssembly().GetTypes().Where(type => type.GetCustomAttribute<ExportCodeFixProviderAttribute>()?.Languages is [LanguageNames.CSharp])];
        Assert.NotEmpty(fixes);
        Assert.Contains("RTG0101", fixes.SelectMany(fix => ((CodeFixProvider)Activator.CreateInstance(fix)!).FixableDiagnosticIds));
    }

    // The compiler of SDK 9.0.300 is 4.14; what it does not bring with it has to be in the package.
    [Fact]
    public void NothingElseIsNeeded()
    {
        var compiler = new Version(4, 14, 0, 0);
        var shipped = Directory.EnumerateFiles(_folder.Path).Select(file => Path.GetFileNameWithoutExtension(file)).ToHashSet();
        foreach (string name in shipped)
            foreach (AssemblyName reference in Load(name).GetAssembly().GetReferencedAssemblies())
                Assert.True(
                    shipped.Contains(reference.Name!)
                        || reference.Name is "netstandard" or "System.Collections.Immutable" or "System.Memory" or "System.Composition.AttributedModel"
                        || (reference.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) && reference.Version <= compiler),
                    $"{name} needs {reference}");
    }

    private AnalyzerFileReference Load(string name)
    {
        var reference = new AnalyzerFileReference(Path.Combine(_folder.Path, name + ".dll"), Loader.Instance);
        reference.AnalyzerLoadFailed += (_, failure) => Assert.Fail($"{name}: {failure.Message}");
        return reference;
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public static Loader Instance { get; } = new();

        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
