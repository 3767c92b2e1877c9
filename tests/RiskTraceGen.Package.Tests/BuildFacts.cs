using System.Reflection;

namespace RiskTraceGen.Package.Tests;

/// <summary>What the build of this project knows: <c>AssemblyMetadata</c> in the project file.</summary>
internal static class BuildFacts
{
    public static string PackageVersion { get; } = Of("PackageVersion");

    /// <summary>Where the packages are that this repository was restored from.</summary>
    public static string PackageRoot { get; } = Of("NuGetPackageRoot");

    /// <summary>Where this repository is.</summary>
    public static string RepositoryRoot { get; } = Of("RepositoryRoot");

    private static string Of(string key)
        => typeof(BuildFacts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;
}
