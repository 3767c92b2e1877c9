using Microsoft.Extensions.DependencyInjection;
using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Chaos;
using TradingBot.Domain;
using TradingBot.Handlers;

namespace TradingBot.Reporting;

/// <summary>
/// What chaos did against what the trace tells of it. Both are counted apart, by the broker that made the faults and by the reader of the journal: only if
/// every attempt is recorded as it came out, and every failed one was followed by what its call's policies ask for, do they agree.
/// </summary>
public sealed class ChaosAccount
{
    private readonly List<string> _differences = [];

    /// <summary>Settles the account of a run that has ended and whose trace has been read to its end.</summary>
    public ChaosAccount(FaultCounts faults, BrokerCallStatistics calls, int criticalFailures)
    {
        CallConclusionStatistics came = calls.Conclusions;
        Compare("attempts", calls.Begun, faults.Calls);
        Compare("attempts that succeeded", calls.Ok, faults.Calls - faults.Total - faults.BrokerRefusals);
        Compare("attempts that failed", calls.Failed, faults.ConnectionsRefused + faults.RequestsRefused + faults.BrokerRefusals);
        Compare("ambiguous attempts", calls.Ambiguous, faults.AnswersLost + faults.AnswersLate);
        Compare("late answers", calls.LateAnswers, faults.AnswersLate);
        Compare(
            "what followed on a fault",
            calls.Retries + came.Reconciled + came.FellBack + came.Failed + came.Ambiguous + came.Substitutes,
            faults.Total + faults.BrokerRefusals);
        Compare("critical failures", criticalFailures, came.Failed + came.Ambiguous);
    }

    /// <summary>What does not agree, in words.</summary>
    public IReadOnlyList<string> Differences => _differences;

    /// <summary>Whether every fault is accounted for, and nothing was traded that should not have been.</summary>
    public bool AddsUp => _differences.Count == 0;

    /// <summary>The account of a run; null if it had no chaos.</summary>
    public static ChaosAccount? Of(IServiceProvider services, TraceStatistics trace)
    {
        if (services.GetService<ChaosBroker>() is not { } chaos)
            return null;

        var account = new ChaosAccount(chaos.Faults, trace.BrokerCalls, services.GetRequiredService<AuditTrail>().CriticalFailures);
        PaperBroker broker = services.GetRequiredService<PaperBroker>();
        account.ComparePositions(broker.Positions, services.GetRequiredService<TradingAccount>());
        account.FindOrdersSentTwice(broker.Accepted);
        return account;
    }

    /// <summary>Compares what the broker says is held with the bot's books.</summary>
    public void ComparePositions(IReadOnlyCollection<Position> held, TradingAccount account)
    {
        var sizes = held.ToDictionary(position => position.ContractId, position => position.Size);
        foreach (string contract in sizes.Keys.Union(account.OpenPositions.Select(ledger => ledger.Contract.Id)))
            Compare($"{contract} in the books", account.SizeOf(contract), sizes.GetValueOrDefault(contract));
    }

    /// <summary>Looks for orders that exist twice: each was given a tag of its own.</summary>
    public void FindOrdersSentTwice(IEnumerable<OrderRequest> accepted)
    {
        foreach (IGrouping<string?, OrderRequest> orders in accepted.GroupBy(order => order.Tag))
        {
            if (orders.Key is { } tag)
                Compare($"orders {tag}", orders.Count(), 1);
        }
    }

    private void Compare(string what, long found, long expected)
    {
        if (found != expected)
            _differences.Add(FormattableString.Invariant($"{what} {found:N0} instead of {expected:N0}"));
    }
}
