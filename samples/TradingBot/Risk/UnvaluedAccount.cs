using RiskTraceGen;
using TradingBot.Accounting;

namespace TradingBot.Risk;

/// <summary>
/// Says once that nobody knows what the account is worth, when a position has had no price for a while: the rules that guard its result see a part of it only.
/// </summary>
public sealed class UnvaluedAccount(TradingAccount account)
{
    /// <summary>After a reconnect, and where a side of the market is empty, a price may be missing for a moment.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private DateTimeOffset? _since;
    private bool _isTold;

    /// <summary>Every position has a price.</summary>
    public void Ends() => (_since, _isTold) = (null, false);

    /// <summary>A position has no price, and what is known of the account breaks no limit.</summary>
    /// <param name="quoted">
    /// When the price was made that asks; null if something else does. While no prices come, none is missing: a position is in the books before its first one.
    /// </param>
    /// <param name="flow">Is told.</param>
    public RuleResult Judge(DateTimeOffset? quoted, RiskFlow flow)
    {
        string unpriced = string.Join(", ", account.OpenPositions
            .Where(ledger => account.ClosingPrice(ledger) is null)
            .Select(ledger => ledger.Contract.Id));
        _since ??= quoted;
        if (!_isTold && quoted - _since >= Patience)
        {
            _isTold = true;
            flow.Raise(new CriticalFailure(
                "account", $"the account cannot be valued: {unpriced} has no price to close at, and limits on the result hold for the rest alone"));
        }

        return RuleResult.InsufficientData($"an open position has no price to close at: {unpriced}");
    }
}
