namespace RiskTraceGen.Tests;

/// <summary>A directory that is gone when the test is.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("risktrace-").FullName;

    public string[] Segments => [.. Directory.EnumerateFiles(Path, "*.rtj").Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
