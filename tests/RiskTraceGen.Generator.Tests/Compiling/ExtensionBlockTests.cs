using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Tests;

/// <summary>What stands in a block of extensions is no method of a broker, and is said to be an extension.</summary>
public sealed class ExtensionBlockTests
{
    [Theory]
    [InlineData("extension(IDesk desk) { [BrokerCall(\"close\")] public void Close() { } }", nameof(RefusalReason.Extension))]
    [InlineData("extension(IDesk) { [BrokerCall(\"make\")] public static void Make() { } }", nameof(RefusalReason.Extension))]
    [InlineData("extension<T>(T desk) where T : IDesk { public int Size { [BrokerCall(\"size\")] get => 1; } }", nameof(RefusalReason.Extension))]
    [InlineData("extension(IDesk desk) { public void Close() { Inner(); [BrokerCall(\"inner\")] void Inner() { } } }", nameof(RefusalReason.NotOrdinary))]
    public void AMemberOfOneIsRefused(string block, string reason)
    {
        Generated generated = (Consumer.Of($"using RiskTraceGen; public interface IDesk; public static class Desks {{ {block} }}") with { Language = LanguageVersion.Preview }).Generate();
        SyntaxTree tree = generated.Before.SyntaxTrees.Single();
        SyntaxNode annotated = tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<AttributeListSyntax>().Single().Parent!;
        var method = (IMethodSymbol)generated.Before.GetSemanticModel(tree).GetDeclaredSymbol(annotated, TestContext.Current.CancellationToken)!;

        Assert.Equal(reason, new BrokerRefusals(method.ContainingType, generated.Before).Of(method)?.Reason.ToString());
        Assert.DoesNotContain(generated.Complaints, complaint => complaint.Contains("error", StringComparison.Ordinal));
        Assert.DoesNotContain(generated.Files, file => file.Name.Contains("Traced", StringComparison.Ordinal));
    }
}
