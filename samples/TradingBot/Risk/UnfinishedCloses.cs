using RiskTraceGen;
using TradingBot.Broker;
using TradingBot.Domain;

namespace TradingBot.Risk;

/// <summary>
/// What a rule decided to close and is not closed is tried again until it is, each time the clock strikes and at a gateway with each price: a
/// contract until it is not held, everything until nothing is held and nothing works. The stops may be withdrawn by then, the price may be better
/// again, and the rule that decided may not be woken: it need not see to it. Between two attempts, whoever makes them, lies the pause of
/// <see cref="RetryPace"/>. What would add to what was closed and could not be withdrawn is tried again likewise.
/// </summary>
public sealed class UnfinishedCloses(Liquidator liquidator, Withdrawals withdrawals, RetryPace pace, ITradingSuite broker, RiskTracer tracer)
{
    /// <summary>A price has come, and the rules have seen it. Where no clock paces the attempts, as on paper, the market's minutes do.</summary>
    public ValueTask TryAgainWithPriceAsync() => pace.IsClocked && (liquidator.HasToClose || HasToWithdraw) ? TryAgainAsync() : ValueTask.CompletedTask;

    private bool HasToWithdraw => withdrawals.Asks(broker.HasRoomToWithdraw);

    /// <summary>The clock has struck, and the rules have seen it.</summary>
    public async ValueTask TryAgainAsync()
    {
        if (liquidator.ReasonToFlattenAgain() is { } reason && pace.WhyNotYet(Decision.Flatten) is null)
            await FlattenAsync(reason);
        foreach (string contractId in liquidator.ToCloseAgain())
        {
            if (pace.WhyNotYet(Decision.Close(contractId)) is null)
                await CloseAsync(contractId);
        }

        if (HasToWithdraw)
            await WithdrawAsync();
    }

    private async ValueTask FlattenAsync(string reason)
    {
        using RiskFlow flow = tracer.StartFlow("FLATTEN_AGAIN");
        string? failure = await liquidator.FlattenAsync(reason, broker.Traced(flow), CancellationToken.None);
        pace.Tried(Decision.Flatten, rule: null, liquidator.LeftByFlatten);
        flow.Complete(failure is null ? "FLATTENED" : "NOT_FLATTENED");
    }

    private async ValueTask WithdrawAsync()
    {
        using RiskFlow flow = tracer.StartFlow("WITHDRAW_AGAIN");
        flow.Complete(await withdrawals.TryAgainAsync(broker.Traced(flow), CancellationToken.None) ? "WITHDRAWN" : "NOT_WITHDRAWN");
    }

    private async ValueTask CloseAsync(string contractId)
    {
        using RiskFlow flow = tracer.StartFlow("CLOSE_AGAIN", contractId);
        OrderResult result = await liquidator.CloseAsync(contractId, broker.Traced(flow), CancellationToken.None);
        pace.Tried(Decision.Close(contractId), rule: null, result.WhyNotUnderWay);
        flow.Complete(result.IsUnderWay ? "CLOSED" : "NOT_CLOSED");
    }
}
