using System.Reflection;
using System.Runtime.Loader;

namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>A build that can be run, until it is disposed of.</summary>
internal sealed class LoadedBuild : IDisposable
{
    private readonly AssemblyLoadContext _context = new(nameof(LoadedBuild), isCollectible: true);

    public LoadedBuild(Batch batch, Build build)
    {
        Load(batch.Foreign);
        Programs = Load(build);
    }

    public Assembly Programs { get; }

    public void Dispose() => _context.Unload();

    private Assembly Load(Build build)
    {
        using var image = new MemoryStream([.. build.Image]);
        return _context.LoadFromStream(image);
    }
}
