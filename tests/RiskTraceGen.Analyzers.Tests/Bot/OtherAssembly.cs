using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>Compiles what the tested code references.</summary>
internal static class OtherAssembly
{
    public static MetadataReference Make(string name, string source, params MetadataReference[] references)
        => MetadataReference.CreateFromImage(ImmutableArray.Create(Image(name, source, references)));

    public static byte[] Image(string name, string source, params MetadataReference[] references)
    {
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest))],
            [.. Basic.Reference.Assemblies.Net100.References.All, Package.Reference, .. references],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics));
        return image.ToArray();
    }
}
