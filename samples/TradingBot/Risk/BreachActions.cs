using RiskTraceGen;
using TradingBot.Broker;
using TradingBot.Domain;

namespace TradingBot.Risk;

/// <summary>
/// Carries out what a breach asks for: the order goes out first, the alert travels beside it, and the verdict says what came of it. What has failed is left
/// alone for a moment, see <see cref="RetryPace"/>: until then there is no attempt and no alert, and no pass either, and afterwards the breach is not told a
/// second time. What was not sent because the books are behind has handled nothing: whether there is a breach at all, they do not say.
/// </summary>
public sealed class BreachActions(Liquidator liquidator, AccountLots lots, RetryPace pace)
{
    /// <summary>Closes the contract of the breach.</summary>
    public ValueTask<RuleResult> CloseAsync(BreachDetected breach, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        string contractId = breach.ContractId ?? throw new ArgumentException("A breach without a contract closes none.", nameof(breach));
        return CarryOutAsync(
            Decision.Close(contractId), breach, () => liquidator.CloseAsync(contractId, suite, cancellationToken), "closed", "", suite.Flow);
    }

    /// <summary>Brings the contract of the breach down to <paramref name="limit"/> contracts.</summary>
    public ValueTask<RuleResult> ReduceAsync(BreachDetected breach, int limit, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        string contractId = breach.ContractId ?? throw new ArgumentException("A breach without a contract reduces none.", nameof(breach));
        return CarryOutAsync(
            Decision.Reduce(breach.Rule, contractId),
            breach,
            () => liquidator.ReduceAsync(contractId, limit, suite, cancellationToken),
            "reduced",
            $" to {limit}",
            suite.Flow);
    }

    /// <summary>Brings the account down to <paramref name="allowed"/> lots, the contract of the breach first.</summary>
    public ValueTask<RuleResult> ReduceAccountAsync(
        BreachDetected breach, decimal allowed, LotCount count, TracedTradingSuite suite, CancellationToken cancellationToken)
        => CarryOutAsync(
            Decision.Reduce(breach.Rule, contractId: null),
            breach,
            () => lots.ReduceToAsync(allowed, count, breach.ContractId ?? "", suite, cancellationToken),
            "reduced",
            $" to {allowed}",
            suite.Flow);

    /// <summary>Withdraws and closes everything.</summary>
    /// <param name="breach">Why.</param>
    /// <param name="outcome">What the verdict says of it where it succeeds.</param>
    /// <param name="suite">The broker.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask<RuleResult> FlattenAsync(BreachDetected breach, string outcome, TracedTradingSuite suite, CancellationToken cancellationToken)
        => CarryOutAsync(
            Decision.Flatten, breach, () => FlattenAllAsync(breach.Reason ?? breach.Rule, suite, cancellationToken), "flattened", outcome, suite.Flow);

    private async ValueTask<OrderResult> FlattenAllAsync(string reason, TracedTradingSuite suite, CancellationToken cancellationToken)
        => await liquidator.FlattenAsync(reason, suite, cancellationToken) is { } failure ? OrderResult.Rejected(failure) : OrderResult.Accepted(orderId: null);

    private async ValueTask<RuleResult> CarryOutAsync(
        Decision decision, BreachDetected breach, Func<ValueTask<OrderResult>> act, string done, string outcome, RiskFlow flow)
    {
        if (pace.WhyNotYet(decision, breach.Rule) is { } why)
            return RuleResult.InsufficientData($"not {done}, which is tried again in a moment: {why}");

        // A breach that stands is told once. That another attempt was refused is told by the call that failed.
        bool isTold = pace.HasFailed(decision, breach.Rule);
        ValueTask<OrderResult> acting = act();
        if (!isTold)
            flow.Raise(breach);
        OrderResult result = await acting;
        string? failure = result.WhyNotUnderWay;
        pace.Tried(decision, breach.Rule, decision == Decision.Flatten ? liquidator.LeftByFlatten : failure);
        if (result == OrderResult.BooksBehind)
            return RuleResult.InsufficientData($"not {done}, {failure}");
        return RuleResult.Breach(failure is null ? $"{done}{outcome}" : $"not {done}: {failure}");
    }
}
