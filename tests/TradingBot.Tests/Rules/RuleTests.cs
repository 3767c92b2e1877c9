using System.Globalization;
using RiskTraceGen;
using TradingBot.Broker;
using TradingBot.Domain;

namespace TradingBot.Tests.Rules;

/// <summary>The ground on which a rule is tried alone.</summary>
public abstract class RuleTests : IAsyncDisposable
{
    private protected RiskBench Bench { get; } = new();

    private protected static FuturesContract Es => RiskBench.Es;

    private protected static FuturesContract Mnq => RiskBench.Mnq;

    /// <summary>A Wednesday, 10:00 in Chicago.</summary>
    protected static DateTimeOffset Morning => RiskBench.Morning;

    private protected TracedTradingSuite Suite => Bench.Suite;

    protected RiskFlow Flow => Bench.Flow;

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Bench.DisposeAsync();
    }

    /// <summary>Attributes hold no decimals.</summary>
    protected static decimal Dec(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    protected static void AssertNoData(RuleResult result) => Assert.Equal(RuleSeverity.InsufficientData, result.Severity);

    protected static OrderRequested Ask(OrderRequest order) => new(order, Morning);

    protected static OrderRequested Ask(OrderRequest order, DateTimeOffset time) => new(order, time);

    protected static OrderChangeRequested AskChange(OrderRequest order, string orderId = "1") => new(orderId, order, Morning);

    protected static ReductionRequested AskReduction(OrderRequest order) => new(order with { ReduceOnly = true }, Morning);

    protected static TradeExecuted Trade(decimal realized = 0, DateTimeOffset? time = null, int closed = 1, string? orderId = null)
        => new(RiskBench.Mnq.Id, OrderSide.Sell, 1, 24_500, realized, time ?? Morning, closed, orderId);

    protected static QuoteUpdated QuoteOf(FuturesContract contract, decimal? bid, decimal? ask, DateTimeOffset? time = null)
        => new(contract.Id, bid, ask, time ?? Morning);

    private protected PositionUpdated Updated(FuturesContract contract, DateTimeOffset? time = null)
        => new(contract.Id, Bench.Account.SizeOf(contract.Id), 6650, contract.Product.IsMicro, time ?? Morning);
}
