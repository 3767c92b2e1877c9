using RiskTraceGen;

namespace TradingBot.Risk;

/// <summary>A ban on new positions: who set it, why, on what, until when. Whoever wants to know of one handles <c>trading_hold</c>.</summary>
/// <param name="SetBy">The rule that decided.</param>
/// <param name="ContractId">The contract that is barred; null for all of them.</param>
/// <param name="Reason">Why.</param>
/// <param name="From">Since when, in market time.</param>
/// <param name="Until">When it lifts by itself.</param>
[HookEvent("trading_hold")]
public sealed record TradingHold(string SetBy, string? ContractId, string Reason, DateTimeOffset From, DateTimeOffset Until);

/// <summary>
/// Whether the strategy may open or add to positions. Rules close the gate, time opens it again. Orders that reduce a position never ask.
/// </summary>
public sealed class TradingGate
{
    private readonly List<TradingHold> _holds = [];

    /// <summary>Every hold of the run, lifted ones included.</summary>
    public IReadOnlyList<TradingHold> History => _holds;

    /// <summary>Bars new positions until <paramref name="hold"/> ends, and tells whoever handles it, in the flow of the rule that decided.</summary>
    public void Close(TradingHold hold, RiskFlow flow)
    {
        _holds.Add(hold);
        flow.Raise(hold);
    }

    /// <summary>Whether new contracts of <paramref name="contractId"/> may be bought or sold.</summary>
    public bool IsOpen(string contractId, DateTimeOffset now)
    {
        foreach (TradingHold hold in _holds)
        {
            if (now < hold.Until && (hold.ContractId is null || hold.ContractId == contractId))
                return false;
        }

        return true;
    }

    /// <summary>Whether a hold that <paramref name="rule"/> set on this contract, or on all if null, stands.</summary>
    public bool IsHeldBy(string rule, string? contractId, DateTimeOffset now)
    {
        foreach (TradingHold hold in _holds)
        {
            if (now < hold.Until && hold.SetBy == rule && hold.ContractId == contractId)
                return true;
        }

        return false;
    }
}
