using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Domain;

namespace TradingBot.Risk;

/// <summary>How long and short positions of different contracts add up.</summary>
public enum LotCount
{
    /// <summary>All of them, whatever their sign.</summary>
    Gross,

    /// <summary>Short ones are taken off long ones.</summary>
    Net,
}

/// <summary>What the account holds in lots, in which a micro is a tenth of a mini, and how it is brought down.</summary>
public sealed class AccountLots(TradingAccount account, Liquidator liquidator)
{
    /// <summary>Lots held now. Always positive.</summary>
    public decimal Held(LotCount count) => Total(count, static ledger => ledger.Size);

    /// <summary>Lots that will be left once everything has traded that takes from them at the market. Always positive.</summary>
    public decimal Remaining(LotCount count) => Total(count, liquidator.Remaining);

    /// <summary>
    /// Gives back what is above <paramref name="allowed"/>, first of <paramref name="contractId"/>. What is on its way back already counts as given back, so
    /// two rules that want the same send it once. Says what could not be reduced; where nothing was sent because the books are behind, that.
    /// </summary>
    public async ValueTask<OrderResult> ReduceToAsync(
        decimal allowed, LotCount count, string contractId, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        var failures = new List<string>();
        bool areBooksBehind = true;
        decimal excess = Remaining(count) - allowed;
        foreach (PositionLedger ledger in Candidates(count, contractId))
        {
            if (excess <= 0)
                break;
            int remaining = Math.Abs(liquidator.Remaining(ledger));
            decimal lots = ledger.Contract.Product.Lots;
            int given = Math.Min((int)Math.Ceiling(excess / lots), remaining);
            if (given == 0)
                continue;
            OrderResult result = await liquidator.ReduceAsync(ledger.Contract.Id, remaining - given, suite, cancellationToken);
            areBooksBehind &= result == OrderResult.BooksBehind;
            if (!result.IsUnderWay)
                failures.Add($"{ledger.Contract}: {result.ErrorMessage}");
            excess -= given * lots;
        }

        if (failures.Count == 0)
            return OrderResult.Accepted(orderId: null);
        return areBooksBehind ? OrderResult.BooksBehind : OrderResult.Rejected(string.Join("; ", failures));
    }

    private decimal Total(LotCount count, Func<PositionLedger, int> size)
    {
        decimal total = 0;
        foreach (PositionLedger ledger in account.OpenPositions)
        {
            decimal lots = size(ledger) * ledger.Contract.Product.Lots;
            total += count == LotCount.Net ? lots : Math.Abs(lots);
        }

        return Math.Abs(total);
    }

    /// <summary>Giving back a position that offsets the others would add to the net.</summary>
    private PositionLedger[] Candidates(LotCount count, string contractId)
    {
        int sign = Math.Sign(account.OpenPositions.Sum(ledger => liquidator.Remaining(ledger) * ledger.Contract.Product.Lots));
        return [.. account.OpenPositions
            .Where(ledger => count == LotCount.Gross || Math.Sign(ledger.Size) == sign)
            .OrderBy(ledger => ledger.Contract.Id == contractId ? 0 : 1)];
    }
}
