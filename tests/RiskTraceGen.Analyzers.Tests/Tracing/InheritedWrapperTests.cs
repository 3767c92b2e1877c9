using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>What a fix asks of a wrapper that is inherited, which has no call at hand.</summary>
public sealed class InheritedWrapperTests
{
    [Theory]
    [InlineData("public override void Send(string id, int size = 1) { }", false)]
    [InlineData("public override void Send(string id, int size = 2) { }", true)] // whoever leaves it out means another size
    [InlineData("public override void Send(string id, int size) { }", false)] // nobody can leave it out
    public void Any_argument_may_be_left_out(string member, bool isMisleading)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Program",
            [CSharpSyntaxTree.ParseText(Bot.Usings + Source.Replace("/*member*/", member, StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken)],
            [.. Basic.Reference.Assemblies.Net100.References.All, Package.Reference],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        INamedTypeSymbol own = compilation.GetTypeByMetadataName("TradingBot.Own")!;

        Assert.Equal(isMisleading ? "Venue" : null, InheritedWrapper.Misleading(own.GetMembers("Send")[0], own, compilation)?.Name);
    }

    private const string Source = """

        namespace TradingBot
        {
            public class Venue { [BrokerCall("send")] public virtual void Send(string id, int size = 1) { } }
            public sealed class Own : Venue { /*member*/ }
            public readonly struct TracedVenue(Venue venue, RiskFlow flow) { public void Send(string id, int size = 1) => venue.Send(id, size); }
        }

        namespace RiskTraceGen
        {
            public static class VenueTracing { public static TracedVenue Traced(this Venue venue, RiskFlow flow) => new(venue, flow); }
        }
        """;
}
