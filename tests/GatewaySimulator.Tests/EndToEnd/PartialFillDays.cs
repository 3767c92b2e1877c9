using Microsoft.Extensions.DependencyInjection;
using ProjectX;
using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Domain;
using TradingBot.Gateway;
using TradingBot.Hosting;
using TradingBot.Market;
using OrderSide = TradingBot.Domain.OrderSide;

namespace GatewaySimulator.Tests.EndToEnd;

/// <summary>What a day in a thin market has come to.</summary>
public sealed class PartialFillDays(ThinDay day, ITestOutputHelper output) : IClassFixture<ThinDay>
{
    private IReadOnlyList<HalfTrade> Trades => day.Exchange.Trades;

    [Fact]
    public void TheBooksAgreeNothingTurnsAndNothingStaysOpen()
    {
        DrawnDays.CheckEnd(day.Bot.GetRequiredService<BotRun>());
        IGrouping<long, HalfTrade>[] orders = [.. Trades.GroupBy(trade => trade.OrderId)];
        int inParts = orders.Count(trades => trades.Select(trade => trade.CreationTimestamp).Distinct().Count() > 1);
        output.WriteLine($"seed {ThinDay.Seed}: {day.Exchange.Orders.Count} orders, {inParts} of the {orders.Length} that traded did so in parts");
        Assert.True(inParts > 10, "hardly any order traded in parts");
        Assert.All(day.Exchange.Orders, order => Assert.InRange(order.FillVolume, 0, order.Size));
        Assert.All(day.Exchange.Orders, order => Assert.Equal(order.FillVolume, Trades.Where(trade => trade.OrderId == order.Id).Sum(trade => trade.Size)));

        // One that both closes and opens has turned a position: a stop or an exit that was larger than what was left.
        Assert.All(orders, trades => Assert.Single(trades.Select(trade => trade.ProfitAndLoss is null).Distinct()));

        TradingAccount account = day.Bot.GetRequiredService<TradingAccount>();
        Assert.Equal(day.Exchange.Account.Balance, account.Balance);
        Assert.Equal(0, day.Bot.GetRequiredService<GatewayOrders>().Mismatches);
        Assert.Empty(day.Exchange.Positions);
        Assert.Empty(account.OpenPositions);
        Assert.DoesNotContain(day.Exchange.Orders, order => order.IsWorking());
    }

    // The rules see both with each trade: a limit of the day is one of the gateway's.
    [Fact]
    public void AtEachStepWhatIsRealisedAndTheBalanceAreTheGateways()
    {
        decimal[] realized = [.. Trades.Select(trade => (trade.ProfitAndLoss ?? 0) - trade.Fees)];
        Assert.Equal(realized, ToldTheRules("TRADE_EXECUTED", "realized"));

        decimal balance = day.Options.StartingBalance;
        Assert.Equal(realized.Select(result => balance += result), ToldTheRules("ACCOUNT_UPDATED", "balance"));
        Assert.Equal(day.Exchange.Account.Balance, balance);

        // Else nothing would tell one way to count from another.
        int otherwise = CountedOtherwise();
        output.WriteLine($"seed {ThinDay.Seed}: of {Trades.Count} trades {otherwise} have realised something else by the lots they close");
        Assert.True(otherwise > 1, "no position that was built at several prices was closed in parts");
    }

    /// <summary>A field of the events of one type, in their order.</summary>
    private IEnumerable<decimal> ToldTheRules(string trigger, string field)
        => day.Flows.All.Where(flow => flow.Trigger == trigger).OrderBy(flow => flow.Id).Select(flow => Convert.ToDecimal(flow.TriggerFields.Single(told => told.Name == field).Value, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>How many trades have realised more than a dollar less or more than the oldest contracts would.</summary>
    private int CountedOtherwise()
    {
        MarketView market = day.Bot.GetRequiredService<MarketView>();
        Dictionary<string, PositionLedger> matched = Trades.Select(trade => trade.ContractId).Distinct().ToDictionary(id => id, id => new PositionLedger(market.Contract(id)!));
        return Trades.Count(trade => Math.Abs(matched[trade.ContractId].Apply(FillOf(trade, matched[trade.ContractId].Contract)) - (trade.ProfitAndLoss ?? 0)) > 1);
    }

    private static Fill FillOf(HalfTrade trade, FuturesContract contract)
        => new("", contract, trade.Side == ProjectX.OrderSide.Bid ? OrderSide.Buy : OrderSide.Sell, trade.Size, trade.Price, trade.Fees, trade.CreationTimestamp);
}
