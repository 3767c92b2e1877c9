using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RiskTraceGen.Benchmarks.Compiler;

/// <summary>A folder beside this program that holds generators or analyzers, as the build took them from their package.</summary>
internal static class ExtensionFolder
{
    /// <summary>A file that the build put beside this program.</summary>
    /// <param name="folder">Such as <c>Generators/Mapperly/lib</c>.</param>
    /// <param name="file">Its name.</param>
    public static string File(string folder, string file) => Path.Combine(AppContext.BaseDirectory, folder, file);

    /// <summary>The generators of a folder; none if the package was not to be had.</summary>
    public static IReadOnlyList<ISourceGenerator> Generators(string folder)
        => [.. Load(folder).SelectMany(reference => reference.GetGenerators(LanguageNames.CSharp))];

    /// <summary>The analyzers of a folder; none if the package was not to be had.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers(string folder)
        => [.. Load(folder).SelectMany(reference => reference.GetAnalyzers(LanguageNames.CSharp))];

    private static IEnumerable<AnalyzerFileReference> Load(string folder)
    {
        string path = Path.Combine(AppContext.BaseDirectory, folder);
        if (!Directory.Exists(path))
            return [];

        var loader = new Loader(path);
        return Directory.EnumerateFiles(path, "*.dll").Order(StringComparer.Ordinal).Select(file => new AnalyzerFileReference(file, loader));
    }

    // What an extension brings along stays its own; the compiler it shares with all others.
    private sealed class Loader(string folder) : AssemblyLoadContext(name: null), IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => LoadFromAssemblyPath(fullPath);

        protected override Assembly? Load(AssemblyName assemblyName)
            => Path.Combine(folder, assemblyName.Name + ".dll") is var file && System.IO.File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }
}
