using RiskTraceGen;
using TradingBot.Broker;
using TradingBot.Domain;

namespace TradingBot.Risk;

/// <summary>
/// Withdraws orders that would open what nobody wants. One that could not be withdrawn is tried again until it is gone, without a further alert:
/// after a pause, and where the broker's limit of calls was used up as soon as it has calls again.
/// </summary>
/// <param name="orders">The book.</param>
/// <param name="desk">Withdraws.</param>
/// <param name="time">The clock of the broker's limit of calls; null if it has none.</param>
/// <param name="pause">How long one that failed is left alone.</param>
public sealed class Withdrawals(OrderBook orders, OrderDesk desk, TimeProvider? time, TimeSpan pause)
{
    private readonly AskPause _pause = new(time) { Length = pause };
    private readonly Dictionary<string, Failed> _failed = [];

    /// <summary>Whether one is due to be tried again although the broker has told nothing.</summary>
    /// <param name="hasRoom">Whether the broker's limit leaves room to withdraw an order.</param>
    public bool Asks(bool hasRoom)
    {
        foreach (string gone in _failed.Keys.Except(orders.Working.Keys).ToArray())
            _failed.Remove(gone);
        return _failed.Count > 0 && hasRoom && !_pause.IsOn;
    }

    /// <summary>Whether an order could not be withdrawn a moment ago.</summary>
    public bool IsLeftAlone(string id) => _failed.ContainsKey(id) && _pause.IsOn;

    /// <summary>Why an order could not be withdrawn; null if that was not tried, or not yet.</summary>
    public string? FailureOf(string id) => _failed.TryGetValue(id, out Failed failed) ? failed.Failure : null;

    /// <summary>Withdraws those of these orders that would open a position or add to one.</summary>
    /// <param name="candidates">The orders.</param>
    /// <param name="why">What they are that they have to go.</param>
    /// <param name="suite">The broker, in the flow that decides.</param>
    /// <param name="cancellationToken">Stops waiting for the broker.</param>
    public async ValueTask WithdrawEntriesAsync(
        IEnumerable<KeyValuePair<string, OrderRequest>> candidates, string why, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        foreach ((string id, _) in candidates.Where(order => !order.Value.ReduceOnly).ToArray())
            await WithdrawAsync(id, why, suite, cancellationToken);
    }

    /// <summary>Tries again with those that could not be withdrawn.</summary>
    /// <param name="suite">The broker, in the flow that decides.</param>
    /// <param name="cancellationToken">Stops waiting for the broker.</param>
    /// <returns>Whether none is left.</returns>
    public async ValueTask<bool> TryAgainAsync(TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        foreach ((string id, Failed failed) in _failed.ToArray())
            await WithdrawAsync(id, failed.Why, suite, cancellationToken);
        return _failed.Count == 0;
    }

    /// <summary>Withdraws an order, unless that failed a moment ago.</summary>
    /// <param name="id">The order.</param>
    /// <param name="why">What it is that it has to go.</param>
    /// <param name="suite">The broker, in the flow that decides.</param>
    /// <param name="cancellationToken">Stops waiting for the broker.</param>
    public async ValueTask WithdrawAsync(string id, string why, TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        if (IsLeftAlone(id) || (_failed.ContainsKey(id) && !suite.HasRoomToWithdraw))
            return;

        suite.Flow.Emit("order_unwanted", $"order {id} ({orders.Working[id].Terms()}) {why}");
        bool isFirst = !_failed.ContainsKey(id);
        OrderResult result = isFirst ? await desk.CancelAsync(id, suite, cancellationToken) : await desk.CancelOnceAsync(id, suite, cancellationToken);
        if (result.Success)
        {
            _failed.Remove(id);
            return;
        }

        // A limit that is used up is a pause of its own.
        if (suite.HasRoomToWithdraw)
            _pause.Begin();
        _failed[id] = new Failed(why, result.ErrorMessage ?? "");
    }

    /// <summary>An order that could not be withdrawn.</summary>
    /// <param name="Why">What it is that it has to go.</param>
    /// <param name="Failure">Why it could not.</param>
    private readonly record struct Failed(string Why, string Failure);
}
