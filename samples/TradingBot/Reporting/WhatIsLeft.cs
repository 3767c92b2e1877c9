using Microsoft.Extensions.DependencyInjection;
using TradingBot.Accounting;
using TradingBot.Domain;
using TradingBot.Hosting;
using TradingBot.Risk;

namespace TradingBot.Reporting;

/// <summary>
/// What stays at a gateway when the bot has ended: how much of each position a stop covers, and which orders may
/// still trade. What nobody guards is said in capitals.
/// </summary>
internal static class WhatIsLeft
{
    /// <summary>The lines of the summary, by their subject.</summary>
    public static IEnumerable<(string Subject, FormattableString Value)> Of(IServiceProvider services)
    {
        RunClosing closing = services.GetRequiredService<RunClosing>();
        OrderBook orders = services.GetRequiredService<OrderBook>();
        Liquidator liquidator = services.GetRequiredService<Liquidator>();
        PositionLedger[] open = [.. services.GetRequiredService<TradingAccount>().OpenPositions];
        foreach (PositionLedger ledger in open)
            yield return (
                "still open",
                $"{ledger.Size:+0;-0} {ledger.Contract} at {ledger.AveragePrice:0.00####}, {CoverOf(ledger, orders)}{CloseOf(ledger.Contract.Id, liquidator)}");
        foreach ((string id, OrderRequest order) in orders.Working)
            yield return ("still works", $"order {id}: {order.Terms()}{RiskOf(id, order, closing)}");
        foreach (OrderRequest order in orders.InDoubt)
            yield return ("in doubt", $"order {order.Tag}: {order.Terms()}, NOBODY KNOWS WHETHER IT EXISTS: it may still fill");

        if (!closing.IsKnown)
            yield return ("left", $"THE GATEWAY DID NOT SAY WHAT IS LEFT; the books may be out of date: look there");
        else if (open.Length == 0 && !orders.All.Any())
            yield return ("left", $"nothing is open, no order works");
    }

    private static string CoverOf(PositionLedger ledger, OrderBook orders)
    {
        int size = Math.Abs(ledger.Size);
        return orders.CoveredByStops(ledger.Contract.Id, ledger.Size) switch
        {
            0 => "NO STOP COVERS IT",
            var covered when covered < size => $"A STOP COVERS ONLY {covered} OF {size}",
            _ => "a stop covers all of it",
        };
    }

    private static string CloseOf(string contractId, Liquidator liquidator)
        => liquidator.WhyNotClosed(contractId) is { } why ? $"; A RULE DECIDED TO CLOSE IT, AND IT IS NOT CLOSED: {why}"
            : liquidator.IsClosing(contractId) ? "; a close is on its way"
            : "";

    private static string RiskOf(string id, OrderRequest order, RunClosing closing) => order switch
    {
        { ReduceOnly: true } => "",
        { IsForeign: true } => ", placed by somebody else: it may still fill",
        _ => $", COULD NOT BE WITHDRAWN: it may still fill ({closing.WhyLeft(id)})",
    };
}
