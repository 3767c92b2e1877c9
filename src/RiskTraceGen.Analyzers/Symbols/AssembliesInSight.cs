using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>The assemblies that can hold annotations.</summary>
internal static class AssembliesInSight
{
    /// <summary>This assembly, and those of its references that are compiled against the package.</summary>
    public static IEnumerable<IAssemblySymbol> From(KnownSymbols symbols)
    {
        IAssemblySymbol package = symbols.Flow.ContainingAssembly;
        yield return symbols.Compilation.Assembly;
        foreach (IAssemblySymbol assembly in symbols.Compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (!assembly.Is(package) && assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == package.Name)))
                yield return assembly;
        }
    }
}
