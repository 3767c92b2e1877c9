using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>A look into types ends, and not too soon.</summary>
public sealed class TypeWalkTests
{
    private readonly CSharpCompilation _compilation = CSharpCompilation.Create("Program", references: Basic.Reference.Assemblies.Net100.References.All);
    private readonly TypeWalk _walk = new();

    [Fact]
    public void A_type_is_looked_into_once()
    {
        Assert.True(_walk.Enters(Closed("List", 1)));
        Assert.False(_walk.Enters(Closed("List", 1)));
    }

    [Fact]
    public void A_dozen_closed_forms_of_one_type_are_looked_into_and_no_more()
        => Assert.Equal(Enumerable.Range(1, 12), Enumerable.Range(1, 20).Where(number => _walk.Enters(Closed("List", number))));

    [Fact]
    public void Those_of_another_type_are_counted_for_themselves()
    {
        Assert.All(Enumerable.Range(1, 12), number => Assert.True(_walk.Enters(Closed("List", number))));
        Assert.True(_walk.Enters(Closed("HashSet", 1)));
    }

    private INamedTypeSymbol Closed(string name, int number)
        => _compilation.GetTypeByMetadataName($"System.Collections.Generic.{name}`1")!.Construct(_compilation.CreateArrayTypeSymbol(_compilation.GetSpecialType(SpecialType.System_Int32), number));
}
