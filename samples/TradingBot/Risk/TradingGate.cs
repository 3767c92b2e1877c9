using RiskTraceGen;

namespace TradingBot.Risk;

/// <summary>
/// Whether the strategy may open or add to positions. Rules close the gate; what opens it again depends on the kind of hold. Orders that reduce a position
/// never ask. With a file, holds survive the process.
/// </summary>
public sealed class TradingGate
{
    private readonly string _accountId;
    private readonly AccountsFile<AccountHolds>? _file;
    private readonly List<TradingHold> _history = [];
    private readonly List<TradingHold> _holds;

    /// <param name="accountId">The account that they bar.</param>
    /// <param name="file">Where holds are kept; null for memory alone.</param>
    public TradingGate(string accountId, AccountsFile<AccountHolds>? file)
    {
        (_accountId, _file) = (accountId, file);
        _holds = [.. file?.Of(accountId)?.Holds.Distinct() ?? []];
        OfEarlierRun = [.. _holds];
    }

    /// <summary>The holds that an earlier run has set and not lifted; some may have ended by themselves since.</summary>
    public IReadOnlyList<TradingHold> OfEarlierRun { get; }

    /// <summary>Every hold that was set in this run, lifted ones included.</summary>
    public IReadOnlyList<TradingHold> History => _history;

    /// <summary>
    /// A hold that follows from a trade begins with that, by the gateway's clock, of which the bot's may be
    /// behind. What ended so long before has ended by either.
    /// </summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    /// <summary>Bars new positions, and tells whoever handles it, in the flow of the rule that decided.</summary>
    public void Close(TradingHold hold, RiskFlow flow)
    {
        _holds.RemoveAll(old => !old.Stands(hold.From - Memory));
        if (!_holds.Contains(hold))
            _holds.Add(hold);
        _history.Add(hold);
        Save(flow);
        flow.Raise(hold);
    }

    /// <summary>Bars new positions until the rule itself lifts it. False if it stands already: one trouble is told once.</summary>
    public bool Block(string rule, string? contractId, string reason, DateTimeOffset now, RiskFlow flow)
    {
        if (IsHeldBy(rule, contractId, now))
            return false;
        Close(new TradingHold(rule, contractId, reason, now, Until: null, HoldKind.Block), flow);
        return true;
    }

    /// <summary>A rule takes back what it set on this contract, or on all if null.</summary>
    public void Lift(string rule, string? contractId, DateTimeOffset now, RiskFlow flow)
        => Lift(hold => hold.SetBy == rule && hold.ContractId == contractId, rule, now, flow);

    /// <summary>A person takes responsibility for going on: every disable is lifted. Blocks, cool-downs and lock-outs stand.</summary>
    /// <returns>How many there were.</returns>
    public int Enable(string name, DateTimeOffset now, RiskFlow flow) => Lift(static hold => hold.Kind == HoldKind.Disable, name, now, flow);

    /// <summary>The hold that bars <paramref name="contractId"/>; null if new contracts may be bought or sold.</summary>
    public TradingHold? HoldOn(string contractId, DateTimeOffset now)
    {
        foreach (TradingHold hold in _holds)
        {
            if (hold.Stands(now) && hold.Bars(contractId))
                return hold;
        }

        return null;
    }

    /// <summary>The hold that a person has to lift; null if the account is not disabled.</summary>
    public TradingHold? Disabled(DateTimeOffset now) => _holds.Find(hold => hold.Kind == HoldKind.Disable && hold.Stands(now));

    /// <summary>Whether new contracts of <paramref name="contractId"/> may be bought or sold.</summary>
    public bool IsOpen(string contractId, DateTimeOffset now) => HoldOn(contractId, now) is null;

    /// <summary>Whether a hold that <paramref name="rule"/> set on this contract, or on all if null, stands.</summary>
    public bool IsHeldBy(string rule, string? contractId, DateTimeOffset now)
    {
        foreach (TradingHold hold in _holds)
        {
            if (hold.Stands(now) && hold.SetBy == rule && hold.ContractId == contractId)
                return true;
        }

        return false;
    }

    /// <summary>The contracts that <paramref name="rule"/> bars one by one.</summary>
    public IEnumerable<string> ContractsHeldBy(string rule, DateTimeOffset now)
        => _holds.Where(hold => hold.SetBy == rule && hold.Stands(now)).Select(hold => hold.ContractId).OfType<string>();

    private int Lift(Predicate<TradingHold> which, string by, DateTimeOffset now, RiskFlow flow)
    {
        TradingHold[] lifted = [.. _holds.Where(hold => hold.Stands(now) && which(hold))];
        if (lifted.Length == 0)
            return 0;

        _holds.RemoveAll(lifted.Contains);
        Save(flow);
        foreach (TradingHold hold in lifted)
            flow.Raise(new HoldLifted(hold, by, now));
        return lifted.Length;
    }

    // The hold is in force either way; that it would not survive is something a person has to know.
    private void Save(RiskFlow flow)
    {
        try
        {
            _file?.Write(new AccountHolds(_accountId, [.. _holds]));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            flow.Raise(new CriticalFailure("trading_gate", $"holds could not be saved and would not survive a restart: {exception.Message}", exception));
        }
    }
}
