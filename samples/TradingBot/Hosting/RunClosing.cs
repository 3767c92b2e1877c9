using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Strategy;

namespace TradingBot.Hosting;

/// <summary>
/// What happens after the last price. A gateway goes on without the bot: so what the bot has sent to open a position or to add to one is withdrawn, an earlier
/// run's too, what a rule decided to close and is held still is closed, what has traded by then is booked and gets its stop, and somebody is told of what is
/// left. Stops and orders that reduce stay, and so does what somebody else has placed. Paper ends with the run.
/// </summary>
public sealed class RunClosing(
    BotOptions options,
    IOrderUpdates updates,
    OrderBook orders,
    OrderDesk desk,
    Liquidator liquidator,
    TradingAccount account,
    StrategyRunner strategy,
    ITradingSuite broker,
    RiskTracer tracer)
{
    /// <summary>
    /// How long it may take. A call without an answer lasts eight seconds with all its attempts, and what the loop stands in when it is stopped not quite
    /// twenty, with its fallback and the looks for either: together they stay below the thirty seconds for which the host waits.
    /// </summary>
    internal static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    private const string Why = "would open or add to a position while no bot runs";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = updates.LimitClock ?? TimeProvider.System;
    private readonly Withdrawals _withdrawals = new(orders, desk, updates.LimitClock ?? TimeProvider.System, Pause);
    private readonly AskPause _closePause = AskPause.BetweenRounds(updates.LimitClock ?? TimeProvider.System);

    /// <summary>Whether the broker has told what is left when everything was done. If not, what the books say may be out of date.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Why an order still works that was to be withdrawn; null if it may stay.</summary>
    public string? WhyLeft(string orderId)
        => orders.Working.TryGetValue(orderId, out OrderRequest? order) && order.IsOwnEntry ? _withdrawals.FailureOf(orderId) ?? "no time was left" : null;

    /// <summary>Ends the run. To be called once, after the last price or instead of the first.</summary>
    /// <param name="book">Books what the broker has told, and lets the rules look at it for as long as there is time.</param>
    /// <param name="isGone">Whether the broker was waited for in vain: then what has to be withdrawn or closed is tried once, and nothing else.</param>
    public async ValueTask CloseAsync(Func<CancellationToken, ValueTask> book, bool isGone)
    {
        if (options.Gateway is null)
        {
            await updates.CatchUpAsync(contract: null, CancellationToken.None);
            await book(CancellationToken.None);
            return;
        }

        using var bound = new CancellationTokenSource(Bound, _time);
        updates.RunEnds();
        using RiskFlow flow = tracer.StartFlow("RUN_STOPPING");
        TracedTradingSuite suite = broker.Traced(flow);
        await ClearAsync(suite, bound.Token);
        while (!isGone && !await SettleAsync(book, bound.Token) && await PauseAsync(bound.Token))
            await ClearAsync(suite, bound.Token);
        bool areOrdersLeft = TellWhatIsLeft(flow);
        flow.Complete(liquidator.HasToClose ? "NOT_CLOSED" : areOrdersLeft ? "ORDERS_LEFT" : IsKnown ? "STOPPED" : "NOT_ANSWERED");
    }

    private IEnumerable<KeyValuePair<string, OrderRequest>> Unwanted() => orders.Working.Where(order => order.Value.IsOwnEntry);

    private async ValueTask ClearAsync(TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        await WithdrawAsync(suite, cancellationToken);
        if (!liquidator.HasToClose || _closePause.IsOn)
            return;

        _closePause.Begin();
        await liquidator.CloseWhatWasDecidedAsync(suite, cancellationToken);
    }

    /// <summary>Withdraws what is known to work first, then what is found of the orders in doubt.</summary>
    private async ValueTask WithdrawAsync(TracedTradingSuite suite, CancellationToken cancellationToken)
    {
        await _withdrawals.WithdrawEntriesAsync(Unwanted(), Why, suite, cancellationToken);
        if (orders.InDoubt.Count == 0)
            return;

        await desk.ResolveDoubtsAsync(contractId: null, suite, cancellationToken);
        await _withdrawals.WithdrawEntriesAsync(Unwanted(), Why, suite, cancellationToken);
    }

    /// <summary>Books what has traded until the orders were withdrawn, and protects it. False if something is left to be done.</summary>
    private async ValueTask<bool> SettleAsync(Func<CancellationToken, ValueTask> book, CancellationToken cancellationToken)
    {
        long looks = updates.Looks;
        await updates.CatchUpAsync(contract: null, cancellationToken);
        IsKnown = updates.Looks > looks;
        await book(cancellationToken);
        bool isProtected = await strategy.ProtectAsync(cancellationToken);
        return IsKnown && isProtected && !liquidator.HasToClose && orders.InDoubt.Count == 0 && !Unwanted().Any();
    }

    private async ValueTask<bool> PauseAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Pause, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellationToken.IsCancellationRequested;
    }

    /// <summary>Whether an order is left that may open or add.</summary>
    private bool TellWhatIsLeft(RiskFlow flow)
    {
        string[] left =
        [
            .. Unwanted().Select(order => $"order {order.Key} ({order.Value.Terms()}) could not be withdrawn and may still fill: {WhyLeft(order.Key)}"),
            .. orders.InDoubt.Select(order => $"nobody knows whether order {order.Tag} ({order.Terms()}) exists; it may still fill"),
        ];
        foreach (string order in left)
            flow.Raise(new CriticalFailure("stop", order));
        foreach (PositionLedger ledger in account.OpenPositions)
        {
            if (liquidator.WhyNotClosed(ledger.Contract.Id) is { } why)
                flow.Raise(
                    new CriticalFailure("stop", $"{ledger.Contract.Id}: a rule decided to close it, and {Math.Abs(ledger.Size)} contracts stay open: {why}"));
            if (orders.CoveredByStops(ledger.Contract.Id, ledger.Size) is var covered && covered < Math.Abs(ledger.Size))
                flow.Raise(new CriticalFailure(
                    "stop",
                    $"{ledger.Contract.Id}: a stop covers {covered} of the {Math.Abs(ledger.Size)} contracts that stay open{(liquidator.IsClosing(ledger.Contract.Id) ? "; a close is on its way" : "")}"));
        }

        return left.Length > 0;
    }
}
