using System.Xml.Linq;

namespace RiskTraceGen.Package.Tests;

/// <summary>Where projects of users get their packages: those under test as they were packed, all others from where this repository was restored from. No network is needed.</summary>
internal static class PackageSources
{
    /// <summary>Writes a nuget.config for everything below a folder.</summary>
    public static void WriteTo(string folder)
        => Write(folder, [Add("packed", PackedPackage.Folder), Restored], new XElement("packageSourceMapping", Map("packed", "RiskTraceGen", "RiskTraceGen.Tool"), Map("restored", "*")));

    /// <summary>The same without the packages under test: they have to come from elsewhere.</summary>
    public static void WriteRestoredTo(string folder) => Write(folder, [Restored]);

    private static XElement Restored => Add("restored", BuildFacts.PackageRoot);

    private static void Write(string folder, XElement[] sources, params XElement[] mapping) => new XElement(
        "configuration",
        new XElement("packageSources", new XElement("clear"), sources),
        new XElement("fallbackPackageFolders", new XElement("clear")),
        mapping).Save(Path.Combine(folder, "nuget.config"));

    private static XElement Add(string key, string path) => new("add", new XAttribute("key", key), new XAttribute("value", path));

    private static XElement Map(string source, params string[] patterns)
        => new("packageSource", new XAttribute("key", source), patterns.Select(static pattern => new XElement("package", new XAttribute("pattern", pattern))));
}
