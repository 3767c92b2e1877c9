using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>A compilation and what came of it.</summary>
internal sealed class Build
{
    public Build(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        Image = [.. image.ToArray()];
        // Generated code has no excuse for a warning; the programs themselves may.
        Complaints = [.. result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error || (found.Severity == DiagnosticSeverity.Warning && IsGenerated(found)))];
    }

    public ImmutableArray<byte> Image { get; }

    public IReadOnlyList<Diagnostic> Complaints { get; }

    public MetadataReference Reference => MetadataReference.CreateFromImage(Image);

    private static bool IsGenerated(Diagnostic found) => found.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) is true;
}
