using RiskTraceGen;
using TradingBot.Broker;
using TradingBot.Domain;
using TradingBot.Risk;

namespace TradingBot.Gateway;

/// <summary>Withdraws orders that would open what nobody wants. One that could not be withdrawn is told once, and tried again after a pause until it is gone.</summary>
internal sealed class Withdrawals(OrderBook orders, OrderDesk desk, TimeProvider time)
{
    private readonly AskPause _pause = new(time) { Length = TimeSpan.FromSeconds(5) };
    private readonly HashSet<string> _failed = [];

    /// <summary>Whether one is due to be tried again although the gateway has told nothing.</summary>
    public bool Asks()
    {
        _failed.IntersectWith(orders.Working.Keys);
        return _failed.Count > 0 && !_pause.IsOn;
    }

    /// <summary>Withdraws an order, unless that failed a moment ago.</summary>
    /// <param name="id">The order.</param>
    /// <param name="why">What it is that it has to go.</param>
    /// <param name="suite">The broker, in the flow that decides.</param>
    public async ValueTask WithdrawAsync(string id, string why, TracedTradingSuite suite)
    {
        if (_failed.Contains(id) && _pause.IsOn)
            return;

        string contractId = orders.Working[id].ContractId;
        suite.Flow.Emit("order_unwanted", $"order {id} of {contractId} {why}");
        OrderResult result = await desk.CancelAsync(id, suite, CancellationToken.None);
        if (result.Success || result.IsGone)
        {
            _failed.Remove(id);
            return;
        }

        _pause.Begin();
        if (_failed.Add(id))
            suite.Flow.Raise(new CriticalFailure("gateway", $"order {id} of {contractId} {why} and could not be withdrawn, which is tried again: {result.ErrorMessage}"));
    }
}
