using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RiskTraceGen.Generator.Tests;

/// <summary>What the generator made of a project.</summary>
internal sealed record Generated(CSharpCompilation Before, CSharpCompilation Compilation, IReadOnlyList<(string Name, string Text)> Files)
{
    /// <summary>Names in its metadata, and those of another language in their place.</summary>
    public IReadOnlyList<(string Name, string Foreign)> ForeignNames { get; init; } = [];

    public string this[string name] => Files.Single(file => file.Name == name).Text;

    /// <summary>Errors and warnings of the whole compilation, with the lines that they are about; test sources need no comments.</summary>
    public IReadOnlyList<string> Complaints
        => [.. Compilation.GetDiagnostics()
            .Where(found => found.Severity >= DiagnosticSeverity.Warning && !(found.Id == "CS1591" && Before.ContainsSyntaxTree(found.Location.SourceTree!)))
            .Select(Describe)];

    public Generated WithoutComplaints()
    {
        Assert.True(Complaints.Count == 0, string.Join(Environment.NewLine, Complaints));
        return this;
    }

    /// <summary>The project as an assembly that another one can reference.</summary>
    public MetadataReference Emit() => MetadataReference.CreateFromImage(Image());

    public ImmutableArray<byte> Image()
    {
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = Compilation.Emit(image);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics.Select(Describe)));
        return ForeignMetadata.Renamed(image.ToArray(), ForeignNames);
    }

    private static string Describe(Diagnostic found)
    {
        SyntaxTree? tree = found.Location.SourceTree;
        string line = tree is null ? "" : tree.GetText().Lines[found.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim();
        return $"{found} | {line}";
    }
}
