namespace RiskTraceGen.Generator.Tests.Typing;

/// <summary>Annotated sources that somebody types, and the rest of the project, in which nobody does.</summary>
internal static class TypedSources
{
    /// <summary>What stands in other files. Its names are its own, so that nothing typed elsewhere can mean them.</summary>
    public const string Rest = """
        using System.Threading;
        using System.Threading.Tasks;
        using RiskTraceGen;

        namespace Quiet.Corner;

        public sealed record QuietAnswer(bool Success, QuietPlace? Place);

        public sealed record QuietPlace(string Name, decimal[] Prices);

        public sealed record QuietTick(string ContractId, int Depth);

        public interface IQuietVenue
        {
            [BrokerCall("quiet_send", Retries = 1, Idempotent = true)] ValueTask<QuietAnswer> SendAsync(QuietPlace place, CancellationToken cancellationToken = default);
        }

        [RiskRule("quiet_rule")]
        public sealed class QuietRule
        {
            public async Task<RuleResult> CheckAsync(QuietTick tick, TracedQuietVenue venue, CancellationToken cancellationToken)
                => (await venue.SendAsync(new("corner", []), cancellationToken)).Success ? RuleResult.Pass : RuleResult.Breach("quiet");
        }

        [HookEvent("quiet_hook")]
        public readonly record struct QuietHook(string Word);

        public sealed class QuietHandlers
        {
            [Hook("quiet_hook")] public void On(QuietHook hook) { }
        }
        """;

    private const string Policies = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using RiskTraceGen;
        using Call = RiskTraceGen.BrokerCallAttribute;

        [assembly: BrokerCall(typeof(Desk.IForeign), "Submit", Name = "place_order")]
        [assembly: FlowDeadline("STARTUP", 5_000)]

        namespace Desk
        {
            public enum Side { Buy, Sell = -1 }

            public interface IForeign { void Submit(Side side, params int[] sizes); }

            public interface IQueries<TOrder> where TOrder : class
            {
                [Call("find")] Task<TOrder?> FindAsync(string id);
            }

            public interface IDesk : IQueries<Ticket>, IDisposable
            {
                [BrokerCall("place", Retries = 3, TimeoutMilliseconds = 250, Fallback = nameof(Flatten), Reconcile = nameof(AskAsync))]
                Task<Ticket> PlaceAsync(Side side, int? size = null, [Sensitive] string account = "none", CancellationToken cancellationToken = default);
                Task<Ticket> Flatten(Side side, int? size, string account, CancellationToken cancellationToken);
                Task<Ticket> AskAsync(Side side, int? size, string account);
                [BrokerCall("cancel")] bool TryCancel<T>(ref T reason, in Side side, out Ticket? ticket) where T : struct, IComparable<T>;
                int this[string key] { get; }
                event Action<Ticket>? Changed;
            }

            public sealed class Ticket
            {
                public string Id { get; init; } = "";
                [TraceFormat("N2")] public decimal Price { get; set; } = 1.5m;
                public List<Ticket?> Children { get; } = new();
                public string ApiKey => "secret";
            }

            public abstract partial class Venue : IForeign, IDisposable
            {
                [BrokerCall("open")] protected internal abstract ValueTask<(int Size, string? Id)> OpenAsync();
                [Obsolete("use OpenAsync")] [BrokerCall("old")] public virtual void Old() { }
                public void Submit(Side side, params int[] sizes) { foreach (int size in sizes) Console.WriteLine(size); }
                public abstract void Dispose();
            }
        }
        """;

    private const string Rules = """
        using System.Threading;
        using System.Threading.Tasks;
        using RiskTraceGen;

        namespace Bot.Rules;

        public abstract record MarketEvent(string ContractId);

        [RiskEvent("TRADE")] [FlowDeadline(250)]
        public sealed record Traded(string ContractId, int Size) : MarketEvent(ContractId);

        public interface IAccount { [BrokerCall("flatten")] ValueTask FlattenAsync(string contract, CancellationToken token = default); }

        public static class Outer
        {
            [RiskRule("nested", Category = "exposure", TimeoutMilliseconds = 100)]
            internal sealed class Nested(Limits limits, IAccount? account = null)
            {
                public RuleResult Check(Traded traded, RiskFlow flow) => flow.Exceeds("Size", traded.Size, limits.Max) ? RuleResult.Breach("size") : RuleResult.Pass;
                public async ValueTask<RuleResult> CheckAsync(MarketEvent market, TracedAccount traced, CancellationToken token)
                {
                    await (account?.FlattenAsync(market.ContractId, token) ?? default);
                    await traced.FlattenAsync(market.ContractId, token);
                    traced.Flow.Raise(new Margin(1m));
                    return RuleResult.Pass;
                }
                public Task<RuleResult> EvaluateAsync((int Size, string Id) pair) => Task.FromResult(RuleResult.Pass);
            }
        }

        public sealed class Limits { public int Max { get; set; } = 3; }

        [HookEvent("margin")]
        public readonly record struct Margin(decimal Left);

        public partial class Handlers
        {
            [Hook("margin", Order = -1, Inline = true)] internal static void On(in Margin margin, RiskFlow flow) { }
            [Hook("on_breach", TimeoutMilliseconds = 250)] public Task OnBreachAsync(BreachDetected breach, TracedAccount account) => Task.CompletedTask;
            [HookFailure, HookFailure("margin")] public void Failed(HookFailure failure) { }
            public int Count => field > 3 ? field : 0;
        }
        """;

    public static IReadOnlyList<(string Name, string Text)> All { get; } =
        [("the trading bot", Sources.TradingBot), ("policies", Policies), ("rules", Rules)];
}
