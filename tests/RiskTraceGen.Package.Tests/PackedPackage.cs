using System.IO.Compression;
using System.Xml.Linq;

namespace RiskTraceGen.Package.Tests;

/// <summary>The package as it was packed when this project was built.</summary>
internal static class PackedPackage
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "packages");

    public static string File { get; } = Path.Combine(Folder, $"RiskTraceGen.{BuildFacts.PackageVersion}.nupkg");

    public static string SymbolsFile { get; } = Path.ChangeExtension(File, ".snupkg");

    public static XElement Nuspec()
    {
        using ZipArchive package = ZipFile.OpenRead(File);
        using Stream nuspec = package.GetEntry("RiskTraceGen.nuspec")!.Open();
        return XDocument.Load(nuspec).Root!;
    }

    /// <summary>The entries in ordinal order. One is named by a hash, which is left out.</summary>
    public static IReadOnlyList<string> Entries(string file)
    {
        using ZipArchive package = ZipFile.OpenRead(file);
        return [.. package.Entries
            .Select(entry => entry.FullName.EndsWith(".psmdcp", StringComparison.Ordinal) ? "package/services/metadata/core-properties/*.psmdcp" : entry.FullName)
            .Order(StringComparer.Ordinal)];
    }

    public static void Extract(string prefix, string folder)
    {
        using ZipArchive package = ZipFile.OpenRead(File);
        foreach (ZipArchiveEntry entry in package.Entries.Where(entry => entry.FullName.StartsWith(prefix, StringComparison.Ordinal)))
            entry.ExtractToFile(Path.Combine(folder, entry.Name));
    }
}
