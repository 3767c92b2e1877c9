using RiskTraceGen;
using TradingBot.Broker;

namespace TradingBot.Risk;

/// <summary>
/// A flatten that was decided and is not complete is tried again each time the clock strikes, until nothing is held and nothing works. The stops may be withdrawn
/// by then, and the rule that decided may not be woken again: it need not see to it. After a round that failed there is a pause by the clock of the broker's limit: on a market that
/// runs faster, the rounds would use up the calls that are kept for closes.
/// </summary>
public sealed class UnfinishedFlatten(Liquidator liquidator, ITradingSuite broker, IOrderUpdates updates, RiskTracer tracer)
{
    private readonly AskPause _pause = AskPause.BetweenRounds(updates.LimitClock);

    /// <summary>The clock has struck, and the rules have seen it.</summary>
    public async ValueTask TryAgainAsync()
    {
        if (liquidator.ReasonToFlattenAgain() is not { } reason || _pause.IsOn)
            return;

        using RiskFlow flow = tracer.StartFlow("FLATTEN_AGAIN");
        string? failure = await liquidator.FlattenAsync(reason, broker.Traced(flow), CancellationToken.None);
        if (failure is not null)
            _pause.Begin();
        flow.Complete(failure is null ? "FLATTENED" : "NOT_FLATTENED");
    }
}
