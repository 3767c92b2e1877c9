using RiskTraceGen.Analyzers.Calls;
using RiskTraceGen.CodeFixes.Calls;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The fix of RTG0402.</summary>
public sealed class PassTokenTests
{
    [Fact]
    public Task Passes_the_token_in_its_place_or_by_its_name() => new CodeFixTest<UnpassedToken, PassToken>("""
        public interface IDesk
        {
            [BrokerCall("flatten")] Task FlattenAsync(CancellationToken cancellationToken = default);
            [BrokerCall("place")] Task PlaceAsync(int size, string tag = "", decimal? limit = null, CancellationToken stop = default);
        }

        class Guard
        {
            async Task Use(TracedTradingSuite suite, IDesk desk, CancellationToken token)
            {
                Keep(await suite.[|ClosePositionDirectAsync|]("MNQ"));
                Keep(await suite.[|ClosePositionDirectAsync|](contractId: "MNQ"));
                await desk.[|FlattenAsync|](); // all of it
                await desk.[|PlaceAsync|](1);
                await desk.[|PlaceAsync|](1, "a", 2m /* at most */);
                await desk.[|PlaceAsync|](tag: "a", size: 1);
                Func<CancellationToken, Task> later = @event => desk.[|FlattenAsync|]();
                await later(token);
            }

            void Keep(OrderResult result) => _ = result.Success;
        }
        """, """
        public interface IDesk
        {
            [BrokerCall("flatten")] Task FlattenAsync(CancellationToken cancellationToken = default);
            [BrokerCall("place")] Task PlaceAsync(int size, string tag = "", decimal? limit = null, CancellationToken stop = default);
        }

        class Guard
        {
            async Task Use(TracedTradingSuite suite, IDesk desk, CancellationToken token)
            {
                Keep(await suite.ClosePositionDirectAsync("MNQ", token));
                Keep(await suite.ClosePositionDirectAsync(contractId: "MNQ", cancellationToken: token));
                await desk.FlattenAsync(token); // all of it
                await desk.PlaceAsync(1, stop: token);
                await desk.PlaceAsync(1, "a", 2m /* at most */, token);
                await desk.PlaceAsync(tag: "a", size: 1, stop: token);
                Func<CancellationToken, Task> later = @event => desk.FlattenAsync(@event);
                await later(token);
            }

            void Keep(OrderResult result) => _ = result.Success;
        }
        """).RunAsync();

    [Fact]
    public Task Passes_it_to_the_overload_that_takes_it() => new CodeFixTest<UnpassedToken, PassToken>(Desk("""
                await desk.[|CloseAsync|](1);
                await desk.[|CloseAsync|](size: 1);
                await desk.[|HoldAsync|](1);
        """), Desk("""
                await desk.CloseAsync(1, stop.GetValueOrDefault());
                await desk.CloseAsync(size: 1, stop: stop.GetValueOrDefault());
                await desk.HoldAsync(1, stop);
        """)).RunAsync();

    [Fact]
    public Task Passes_the_nearest_one_of_a_local() => new CodeFixTest<UnpassedToken, PassToken>(Desk("""
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop.GetValueOrDefault());
                await desk.[|CloseAsync|](1);
                CancellationToken @short = limit.Token;
                await desk.[|HoldAsync|](1);
                try { await desk.[|CloseAsync|](size: 1); } catch { await desk.[|CloseAsync|](2); }
        """), Desk("""
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop.GetValueOrDefault());
                await desk.CloseAsync(1, limit.Token);
                CancellationToken @short = limit.Token;
                await desk.HoldAsync(1, @short);
                try { await desk.CloseAsync(size: 1, stop: @short); } catch { await desk.CloseAsync(2, stop.GetValueOrDefault()); }
        """)).RunAsync();

    private static string Desk(string code) => $$"""
        public interface IDesk
        {
            [BrokerCall("close")] Task CloseAsync(int size);
            [BrokerCall("close")] Task CloseAsync(int size, CancellationToken stop);
            [BrokerCall("hold")] Task HoldAsync(int size, CancellationToken? stop = null);
        }

        class Guard
        {
            async Task Use(IDesk desk, CancellationToken? stop)
            {
        {{code}}
            }
        }
        """;
}
