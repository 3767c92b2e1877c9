using RiskTraceGen;

namespace TradingBot.Risk;

/// <summary>Why new positions are barred, and so what ends it.</summary>
public enum HoldKind
{
    /// <summary>Something is not as it should be. Whoever set the hold lifts it when it is; or it ends at its time.</summary>
    Block,

    /// <summary>A pause; time ends it.</summary>
    CoolDown,

    /// <summary>Trading is over for the day; the next one ends it.</summary>
    LockOut,

    /// <summary>Trading is over until a person, by name, takes responsibility for going on.</summary>
    Disable,
}

/// <summary>A ban on new positions: who set it, why, on what, until when. Whoever wants to know of one handles <c>trading_hold</c>.</summary>
/// <param name="SetBy">The rule that decided.</param>
/// <param name="ContractId">The contract that is barred; null for all of them.</param>
/// <param name="Reason">Why.</param>
/// <param name="From">Since when, in market time.</param>
/// <param name="Until">When it lifts by itself; null if it does not.</param>
/// <param name="Kind">What it is, and so what ends it.</param>
[HookEvent("trading_hold")]
public sealed record TradingHold(string SetBy, string? ContractId, string Reason, DateTimeOffset From, DateTimeOffset? Until, HoldKind Kind)
{
    /// <summary>Whether it has not lifted by itself.</summary>
    public bool Stands(DateTimeOffset now) => Until is null || now < Until;

    /// <summary>Who bars what, until when, and why.</summary>
    public string InWords() => $"{SetBy} bars {ContractId ?? "all contracts"} {(Until is { } until ? $"until {until:u}" : "until lifted")} ({Kind}): {Reason}";

    /// <summary>Whether it bars a contract.</summary>
    public bool Bars(string contractId) => ContractId is null || ContractId == contractId;
}

/// <summary>A hold was lifted before its time, or had none.</summary>
/// <param name="Hold">The hold.</param>
/// <param name="By">The rule that set it, or the person who overrode it.</param>
/// <param name="Time">When, in market time.</param>
[HookEvent("hold_lifted")]
public sealed record HoldLifted(TradingHold Hold, string By, DateTimeOffset Time);
