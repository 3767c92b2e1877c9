using TradingBot.Accounting;
using TradingBot.Broker;

namespace TradingBot.Risk;

/// <summary>
/// How soon is tried again what was decided and failed: after a pause by the clock of the broker's limit, however many prices or minutes of the
/// market come meanwhile, or the attempts would use up the calls that are kept for closes, and bring an alert each. The first attempt waits for
/// nothing, and neither does one for a reason of its own, nor one after what is held has changed.
/// </summary>
public sealed class RetryPace(TradingAccount account, IOrderUpdates updates)
{
    private readonly Dictionary<Decision, Failed> _failed = [];

    /// <summary>Whether there is a pause at all.</summary>
    public bool IsClocked => updates.LimitClock is not null;

    /// <summary>Why the last attempt failed, if it is too soon for another; null if it is not.</summary>
    /// <param name="decision">What is to be brought about.</param>
    /// <param name="rule">Who wants it; null for whoever only goes on with it.</param>
    public string? WhyNotYet(Decision decision, string? rule = null)
        => _failed.TryGetValue(decision, out Failed? failed)
            && failed.Pause.IsOn
            && (rule is null || failed.Rules.Contains(rule))
            && IsHeldStill(failed, decision)
                ? failed.Why
                : null;

    /// <summary>Whether a rule has tried in vain what it wants still, and nothing that is held has changed since: its breach is no news.</summary>
    public bool HasFailed(Decision decision, string rule)
        => _failed.TryGetValue(decision, out Failed? failed) && failed.Rules.Contains(rule) && IsHeldStill(failed, decision);

    /// <summary>It was tried.</summary>
    /// <param name="decision">What was to be brought about.</param>
    /// <param name="rule">Who wanted it; null for whoever only went on with it.</param>
    /// <param name="failure">Why it was not brought about and is not on its way; null if it is.</param>
    public void Tried(Decision decision, string? rule, string? failure)
    {
        if (failure is null)
        {
            _failed.Remove(decision);
            return;
        }

        if (!_failed.TryGetValue(decision, out Failed? failed))
            _failed.Add(decision, failed = new Failed(AskPause.BetweenRounds(updates.LimitClock)));
        if (rule is not null)
            failed.Rules.Add(rule);
        (failed.Held, failed.Why) = (Held(decision.ContractId), failure);
        failed.Pause.Begin();
    }

    private bool IsHeldStill(Failed failed, Decision decision) => failed.Held.SequenceEqual(Held(decision.ContractId));

    // By its fills too: another position may be as large.
    private (string ContractId, int Size, int Fills)[] Held(string? contractId)
        => [.. account.OpenPositions.Select(static ledger => (ledger.Contract.Id, ledger.Size, ledger.Fills))
            .Where(held => contractId is null || held.Id == contractId)];

    /// <summary>What was tried in vain.</summary>
    /// <param name="pause">Until the next attempt.</param>
    private sealed class Failed(AskPause pause)
    {
        public AskPause Pause => pause;

        /// <summary>The rules whose attempts failed.</summary>
        public HashSet<string> Rules { get; } = [];

        /// <summary>What was held after the last attempt.</summary>
        public (string ContractId, int Size, int Fills)[] Held { get; set; } = [];

        public string Why { get; set; } = "";
    }
}
