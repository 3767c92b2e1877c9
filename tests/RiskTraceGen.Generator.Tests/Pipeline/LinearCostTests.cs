using Microsoft.CodeAnalysis.CSharp;

namespace RiskTraceGen.Generator.Tests;

/// <summary>
/// What a part of a program costs does not depend on how many others there are: told by the memory that the first run in a build takes, which is the same on every machine.
/// </summary>
public sealed class LinearCostTests(ITestOutputHelper output)
{
    private const int Step = 100;

    [Fact]
    public void APartCostsTheSameInALargerProgram()
    {
        Bytes(parts: 2);
        long small = Bytes(Step);
        long middle = Bytes(2 * Step);
        long large = Bytes(3 * Step);

        // The first part takes what all have in common.
        double growth = (double)(large - middle) / (middle - small);
        output.WriteLine($"{(middle - small) / Step:N0} bytes a part, then {(large - middle) / Step:N0}: {growth:F3}");
        Assert.InRange(growth, 0.95, 1.05);
    }

    private static long Bytes(int parts)
    {
        Consumer consumer = Consumer.Of([.. Enumerable.Range(0, parts).Select(Part)]);
        CSharpCompilation compilation = consumer.Compile();

        // On this thread alone, so that nothing is counted that others do.
        compilation = compilation.WithOptions(compilation.Options.WithConcurrentBuild(false));
        long before = GC.GetAllocatedBytesForCurrentThread();
        consumer.Driver().RunGenerators(compilation, TestContext.Current.CancellationToken);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // All in one namespace, which nothing may look through for each part. No Traced(flow): for that the compiler itself looks at the extensions of all brokers, at each call.
    private static string Part(int number) => $$"""
        using System.Threading;
        using System.Threading.Tasks;
        using RiskTraceGen;

        namespace Desk;

        public sealed record Fill{{number}}(string ContractId, int Size, decimal Price);

        public sealed record Answer{{number}}(bool Success, string? Reason);

        public interface IVenue{{number}}
        {
            [BrokerCall("place")] Task<Answer{{number}}> PlaceAsync(Fill{{number}} fill, CancellationToken cancellationToken = default);
            [BrokerCall("close", Retries = 2, Fallback = nameof(FlattenAsync))] ValueTask<Answer{{number}}> CloseAsync(string contractId, CancellationToken cancellationToken = default);
            ValueTask<Answer{{number}}> FlattenAsync(string contractId, CancellationToken cancellationToken = default);
        }

        public abstract class Closer{{number}}(IVenue{{number}} venue)
        {
            public ValueTask<Answer{{number}}> CloseAsync(string contractId, RiskFlow flow) => new TracedVenue{{number}}(venue, flow).CloseAsync(contractId);

            public virtual Task HandleAsync(string contractId, RiskFlow flow) => CloseAsync(contractId, flow).AsTask();
        }

        [HookEvent("margin_{{number}}")]
        public readonly record struct Margin{{number}}(string Account, decimal Shortfall);

        [RiskRule("limit_{{number}}", Category = "exposure")]
        public sealed class Limit{{number}}(IVenue{{number}} venue) : Closer{{number}}(venue)
        {
            public async Task<RuleResult> CheckAsync(Fill{{number}} fill, TracedVenue{{number}} desk)
            {
                if (!desk.Flow.Exceeds("Size", fill.Size, {{number}}))
                    return RuleResult.Pass;
                desk.Flow.Raise(new Margin{{number}}("account", fill.Price));
                await desk.PlaceAsync(fill);
                await HandleAsync(fill.ContractId, desk.Flow);
                return RuleResult.Breach("too large");
            }
        }

        public sealed class Alerts{{number}}
        {
            [Hook("margin_{{number}}")] public Task OnAsync(Margin{{number}} margin, RiskFlow flow) => Task.CompletedTask;
        }
        """;
}
