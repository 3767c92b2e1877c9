using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RiskTraceGen.Benchmarks.Generators;

/// <summary>The folder beside this program that holds a generator, as the build took it from its package.</summary>
internal static class GeneratorFolder
{
    private static readonly string All = Path.Combine(AppContext.BaseDirectory, "Generators");

    /// <summary>A library that programs for the generator are compiled against.</summary>
    public static string Library(string generator, string file) => Path.Combine(All, generator, "lib", file);

    /// <summary>The generators of a folder; none if the package was not to be had.</summary>
    public static IReadOnlyList<ISourceGenerator> Load(string generator)
    {
        string folder = Path.Combine(All, generator);
        if (!Directory.Exists(folder))
            return [];

        var loader = new Loader(folder);
        return [.. Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal).SelectMany(file => new AnalyzerFileReference(file, loader).GetGenerators(LanguageNames.CSharp))];
    }

    // What a generator brings along stays its own; the compiler it shares with all others.
    private sealed class Loader(string folder) : AssemblyLoadContext(name: null), IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => LoadFromAssemblyPath(fullPath);

        protected override Assembly? Load(AssemblyName assemblyName)
            => Path.Combine(folder, assemblyName.Name + ".dll") is var file && File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }
}
