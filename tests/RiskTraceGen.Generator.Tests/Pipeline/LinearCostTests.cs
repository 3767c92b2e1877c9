using Microsoft.CodeAnalysis.CSharp;

namespace RiskTraceGen.Generator.Tests;

/// <summary>
/// What a part of a program costs does not depend on how many others there are: told by the memory that the first run in a build takes, which is nearly the same on every machine.
/// </summary>
public sealed class LinearCostTests(ITestOutputHelper output)
{
    private const int Times = 4;

    [Fact]
    public void APartCostsTheSameInALargerProgram() => AssertIsLinear(100, parts => [.. Enumerable.Range(0, parts).Select(Part)]);

    [Fact]
    public void ACallCostsTheSameOfALargerBroker() => AssertIsLinear(60, calls => [Broker(calls)]);

    private void AssertIsLinear(int count, Func<int, string[]> sources)
    {
        Bytes(sources(2));
        long small = Bytes(sources(count)) / count;
        long large = Bytes(sources(Times * count)) / (Times * count);
        output.WriteLine($"{small:N0} bytes each, of {Times} times as many {large:N0}");

        // The compiler's own caches make a difference of some hundredths.
        Assert.InRange(large, 0, small * 1.03);
    }

    private static long Bytes(string[] sources)
    {
        var consumer = Consumer.Of(sources);
        CSharpCompilation compilation = consumer.Compile();

        // On this thread alone, so that nothing is counted that others do.
        compilation = compilation.WithOptions(compilation.Options.WithConcurrentBuild(false));
        long before = GC.GetAllocatedBytesForCurrentThread();
        consumer.Driver().RunGenerators(compilation, TestContext.Current.CancellationToken);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string Broker(int calls) => $$"""
        using System.Threading;
        using System.Threading.Tasks;
        using RiskTraceGen;

        namespace Desk;

        public sealed record Answer(bool Success, string? Reason);

        public interface IVenue
        {
            {{string.Join("\n    ", Enumerable.Range(0, calls).Select(call => $"""
                [BrokerCall("close_{call}", Retries = 2, Fallback = nameof(Flatten{call}Async))] Task<Answer> Close{call}Async(string contractId, CancellationToken cancellationToken = default);
                Task<Answer> Flatten{call}Async(string contractId, CancellationToken cancellationToken = default);
            """))}}
        }
        """;

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
