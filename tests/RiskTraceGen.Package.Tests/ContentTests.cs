using System.Xml.Linq;

namespace RiskTraceGen.Package.Tests;

/// <summary>What is in the package, and what it says about itself.</summary>
public sealed class ContentTests
{
    [Fact]
    public void ThePackageHoldsTheseFilesAndNoOthers() => Assert.Equal(
        [
            "README.md",
            "RiskTraceGen.nuspec",
            "[Content_Types].xml",
            "_rels/.rels",
            "analyzers/dotnet/cs/RiskTraceGen.Analyzers.dll",
            "analyzers/dotnet/cs/RiskTraceGen.CodeFixes.dll",
            "analyzers/dotnet/cs/RiskTraceGen.Generator.dll",
            "build/net8.0/RiskTraceGen.Analysis.targets",
            "build/net8.0/RiskTraceGen.Report.cs",
            "build/net8.0/RiskTraceGen.all-errors.globalconfig",
            "build/net8.0/RiskTraceGen.none.globalconfig",
            "build/net8.0/RiskTraceGen.props",
            "build/net8.0/RiskTraceGen.strict.globalconfig",
            "build/net8.0/RiskTraceGen.targets",
            "buildTransitive/net8.0/RiskTraceGen.Analysis.targets",
            "buildTransitive/net8.0/RiskTraceGen.Report.cs",
            "buildTransitive/net8.0/RiskTraceGen.all-errors.globalconfig",
            "buildTransitive/net8.0/RiskTraceGen.none.globalconfig",
            "buildTransitive/net8.0/RiskTraceGen.props",
            "buildTransitive/net8.0/RiskTraceGen.strict.globalconfig",
            "buildTransitive/net8.0/RiskTraceGen.targets",
            "icon.png",
            "lib/net10.0/RiskTraceGen.dll",
            "lib/net10.0/RiskTraceGen.xml",
            "lib/net8.0/RiskTraceGen.dll",
            "lib/net8.0/RiskTraceGen.xml",
            "package/services/metadata/core-properties/*.psmdcp",
        ],
        PackedPackage.Entries(PackedPackage.File));

    [Fact]
    public void TheSymbolsAreThoseOfTheLibrary() => Assert.Equal(
        ["RiskTraceGen.nuspec", "[Content_Types].xml", "_rels/.rels", "lib/net10.0/RiskTraceGen.pdb", "lib/net8.0/RiskTraceGen.pdb", "package/services/metadata/core-properties/*.psmdcp"],
        PackedPackage.Entries(PackedPackage.SymbolsFile));

    // Of the generator's packages none: it is loaded by the compiler, which brings what it needs.
    [Fact]
    public void ThePackageNeedsTheHostingAbstractionsAndPollyOnly()
    {
        const string Needed = "Microsoft.Extensions.Hosting.Abstractions 8.0.1 without Build,Analyzers; Polly.Core 8.9.1 without Build,Analyzers";
        Assert.Equal(
            [$"net10.0: {Needed}", $"net8.0: {Needed}"],
            Metadata("dependencies").Elements().Select(group => $"{group.Attribute("targetFramework")!.Value}: {string.Join("; ", group.Elements().Select(Dependency).Order())}").Order());
    }

    [Theory]
    [InlineData("id", "RiskTraceGen")]
    [InlineData("license", "MIT")]
    [InlineData("icon", "icon.png")]
    [InlineData("readme", "README.md")]
    [InlineData("projectUrl", "https://github.com/risktracegen/risktracegen")]
    [InlineData("authors", "RiskTraceGen contributors")]
    [InlineData("tags", "trading risk tracing source-generator roslyn analyzer")]
    public void ThePackageSaysWhatItIs(string element, string value) => Assert.Equal(value, Metadata(element).Value);

    [Fact]
    public void ThePackageSaysWhereItsSourceIs()
    {
        XElement repository = Metadata("repository");
        Assert.Equal("git", repository.Attribute("type")?.Value);
        Assert.Equal("https://github.com/risktracegen/risktracegen", repository.Attribute("url")?.Value);
    }

    [Fact]
    public void TheVersionIsThatOfTheBuild() => Assert.Equal(BuildFacts.PackageVersion, Metadata("version").Value);

    [Fact]
    public void ThePackageIsNoDevelopmentDependency() => Assert.DoesNotContain(Elements(), element => element.Name.LocalName == "developmentDependency");

    private static string Dependency(XElement dependency)
        => $"{dependency.Attribute("id")!.Value} {dependency.Attribute("version")!.Value} without {dependency.Attribute("exclude")?.Value}";

    private static XElement Metadata(string name) => Elements().Single(element => element.Name.LocalName == name);

    private static IEnumerable<XElement> Elements() => PackedPackage.Nuspec().Elements().Single().Elements();
}
