using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Domain;
using TradingBot.Market;
using TradingBot.Reporting;
using TradingBot.Risk;
using TradingBot.Strategy;

namespace TradingBot.Hosting;

/// <summary>
/// The heart of the bot: one price after the other, and after each the rules. Only this loop dispatches events. What a rule's own orders bring about waits
/// in a queue until the loop takes it, so no rule is ever called from inside another.
/// </summary>
public sealed class TradingLoop(
    IPriceStream feed,
    MarketClock clock,
    MarketView market,
    TradingCalendar calendar,
    IOrderUpdates updates,
    IBrokerState broker,
    TradingAccount account,
    AccountDays days,
    OrderBook orders,
    OrderDesk desk,
    OrdersInDoubt doubts,
    Liquidator liquidator,
    UnfinishedCloses unfinished,
    RunOpening opening,
    RunClosing closing,
    StrategyRunner strategy,
    LiveStatus status,
    JournalWatch journal,
    RiskDispatcher dispatcher)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SilentTick = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestGap = TimeSpan.FromDays(7);

    private readonly Dictionary<string, BarBuilder> _bars = [];
    private readonly Dictionary<string, bool> _latestQuotePassed = [];
    private readonly Queue<BookedFill> _untold = [];
    private readonly MarketSilence _silence = new(feed.Pace);
    private DateTimeOffset _nextMinute;
    private DateTimeOffset _latestTick;
    private TradingDay? _day;

    /// <summary>Price updates that the bot has seen.</summary>
    public long Updates { get; private set; }

    /// <summary>
    /// Trades until the feed ends. Stopping takes effect between two prices: what a rule has begun, it finishes, so the token goes no further than the feed.
    /// </summary>
    /// <exception cref="OperationCanceledException">The bot was stopped.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        bool isGone = false;
        try
        {
            await TradeAsync(cancellationToken);
        }
        catch (BrokerGoneException exception)
        {
            isGone = !exception.Answers;
            throw;
        }
        finally
        {
            await EndAsync(isGone);
        }
    }

    private async ValueTask EndAsync(bool isGone)
    {
        try
        {
            await closing.CloseAsync(TakeLastUpdatesAsync, isGone);
        }
        finally
        {
            days.Save();
        }
    }

    private async Task TradeAsync(CancellationToken cancellationToken)
    {
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using IAsyncEnumerator<MarketUpdate> prices = feed.ReadAsync(listening.Token).GetAsyncEnumerator(listening.Token);
        while (await NextAsync(prices, listening))
        {
            MarketUpdate update = prices.Current;
            await PassTimeAsync(update.Time);
            _silence.Break(update.Time);
            Updates++;
            Quote quote = market.Apply(update);
            account.ValueDayStart();
            BarsOf(update.Contract.Id).Add(update);
            await updates.CatchUpAsync(update.Contract, CancellationToken.None);
            await TakeOrderUpdatesAsync();
            await broker.CatchUpAsync(cancellationToken);
            await TakeBrokerChangesAsync();
            DispatchResult verdicts = await dispatcher.DispatchAsync(new QuoteUpdated(update.Contract.Id, quote.Bid, quote.Ask, update.Time));
            _latestQuotePassed[update.Contract.Id] = verdicts.Worst.IsPass;
            await TakeOrderUpdatesAsync();
            await unfinished.TryAgainWithPriceAsync();
            status.Refresh(Updates);
        }
    }

    /// <summary>Waits for the next price. While none comes, the rules have a clock all the same: what is held is guarded in silence too.</summary>
    private async ValueTask<bool> NextAsync(IAsyncEnumerator<MarketUpdate> prices, CancellationTokenSource listening)
    {
        // Prices that came before the stop may be many.
        listening.Token.ThrowIfCancellationRequested();
        ValueTask<bool> next = prices.MoveNextAsync();
        if (next.IsCompleted)
            return await next;

        Task<bool> arriving = next.AsTask();
        try
        {
            await GuardInSilenceAsync(arriving, listening.Token);
        }
        catch (Exception)
        {
            // Prices that are still waited for cannot be let go, and what failed would be forgotten over that.
            await listening.CancelAsync();
            await ((Task)arriving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return await arriving;
    }

    private async ValueTask GuardInSilenceAsync(Task arriving, CancellationToken cancellationToken)
    {
        while (await _silence.LastsAsync(arriving) is { } now && !cancellationToken.IsCancellationRequested)
        {
            await PassTimeAsync(now);
            await updates.PassSilenceAsync(CancellationToken.None);
            await TakeOrderUpdatesAsync();
            await broker.CatchUpAsync(cancellationToken);
            await TakeBrokerChangesAsync();

            // While the market is shut, minutes are enough.
            if (now - _latestTick >= SilentTick && calendar.DayOf(now).Contains(now))
                await TickAsync(now);
            status.Refresh(Updates);
        }
    }

    private async ValueTask PassTimeAsync(DateTimeOffset time)
    {
        // Recorded days may lie far apart: the one that was under way is played to its close, and then the clock strikes once for all the time between.
        if (time - _nextMinute > LongestGap)
        {
            if (_day is { } day)
                await StrikeAsync(day.Close);
            _nextMinute = new DateTimeOffset(time.UtcTicks - time.UtcTicks % Minute.Ticks, TimeSpan.Zero);
        }

        await StrikeAsync(time);
        clock.AdvanceTo(time);
    }

    private async ValueTask StrikeAsync(DateTimeOffset until)
    {
        for (; _nextMinute <= until; _nextMinute += Minute)
        {
            clock.AdvanceTo(_nextMinute);
            bool isFirst = _day is null;
            if (_nextMinute - _silence.Since >= Minute)
            {
                await updates.PassSilenceAsync(CancellationToken.None);
                await TakeOrderUpdatesAsync();
            }

            if (isFirst)
                await OpenAsync();
            await RollDayAsync();
            if (isFirst)
                await PullKillSwitchAsync();
            await CloseBarsAsync();
            await TickAsync(_nextMinute);
            days.Save();
            journal.Look();

            // A recorded day passes in a second. Real markets leave the trace time to be read; here the bot waits for it, or detail would be refused.
            await dispatcher.Tracer.FlushAsync();
        }
    }

    private async ValueTask TickAsync(DateTimeOffset time)
    {
        _latestTick = time;
        await doubts.AskAsync();
        await dispatcher.DispatchAsync(new ClockTick(time));
        await TakeOrderUpdatesAsync();
        await unfinished.TryAgainAsync();
        await TakeOrderUpdatesAsync();
    }

    private async ValueTask RollDayAsync()
    {
        TradingDay day = calendar.DayOf(_nextMinute);
        if (day.Date == _day?.Date)
            return;
        _day = day;
        days.Begin(day.Date);
        await dispatcher.DispatchAsync(new DayRolled(day.Date, account.BalanceAtDayStart, _nextMinute));
        await TakeOrderUpdatesAsync();
    }

    /// <summary>
    /// Orders and positions of before are in the books when the day begins, or what they had earned by then would
    /// be its result; the rules hear of them afterwards.
    /// </summary>
    private async ValueTask OpenAsync()
    {
        await opening.OpenAsync();
        await updates.PassSilenceAsync(CancellationToken.None);
        while (TryBook(out BookedFill booked))
            _untold.Enqueue(booked);
    }

    private async ValueTask PullKillSwitchAsync()
    {
        await opening.PullKillSwitchAsync();
        await TakeOrderUpdatesAsync();
    }

    private async ValueTask CloseBarsAsync()
    {
        foreach (FuturesContract contract in market.Contracts)
        {
            if (!BarsOf(contract.Id).TryClose(contract.Id, _nextMinute, out BarClosed bar))
                continue;

            DispatchResult verdicts = await dispatcher.DispatchAsync(bar);
            await TakeOrderUpdatesAsync();
            if (feed.Trades(contract.Id))
                await strategy.OnBarAsync(bar, verdicts.Worst.IsPass && _latestQuotePassed[contract.Id]);
            await TakeOrderUpdatesAsync();
        }
    }

    /// <summary>
    /// Takes what was taken over from the broker and books what became of our orders, then lets the rules look at
    /// it; a rule may send more orders, so this goes on until there is no news.
    /// </summary>
    /// <param name="cancellationToken">Stops the rules, and what they wait for; only the end of a run is in a hurry.</param>
    private async ValueTask TakeOrderUpdatesAsync(CancellationToken cancellationToken = default)
    {
        while (desk.TryTakeRejection(out Rejection rejection))
            await dispatcher.DispatchAsync(new OrderRejected(rejection.Order, rejection.Reason, clock.Now), cancellationToken);

        while (account.TryTakeAdopted(out PositionLedger? adopted))
            await dispatcher.DispatchAsync(Updated(adopted, clock.Now), cancellationToken);

        while (_untold.TryDequeue(out BookedFill booked) || TryBook(out booked))
        {
            await dispatcher.DispatchAsync(booked.Position, cancellationToken);
            if (booked.Trade is { } trade)
                await dispatcher.DispatchAsync(trade, cancellationToken);
            await dispatcher.DispatchAsync(booked.Account, cancellationToken);
        }
    }

    /// <summary>
    /// A run that ends before its first price has no day and no time that rules could go by, and one whose time to
    /// end is over has none for rules: then what was told is booked, and no more.
    /// </summary>
    private async ValueTask TakeLastUpdatesAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_day is not null)
                await TakeOrderUpdatesAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The summary says what is left.
        }

        while (TryBook(out _))
        {
        }
    }

    /// <summary>Books what became of our orders up to the next fill. False if there is none.</summary>
    private bool TryBook(out BookedFill booked)
    {
        while (updates.TryTake(out OrderUpdate? update))
        {
            orders.Follow(update);
            if (update.Fill is not { } fill)
            {
                liquidator.Follow(update);
                continue;
            }

            int before = account.SizeOf(fill.Contract.Id);
            int closed = Math.Sign(before) == -Math.Sign(fill.SignedSize) ? Math.Min(Math.Abs(before), fill.Size) : 0;
            bool wasHeldBefore = update.Order.Purpose == OrderRequest.HeldBeforePurpose;
            decimal realized = wasHeldBefore ? account.TakeOver(fill) : account.Apply(fill);
            if (wasHeldBefore)
                days.HeldBefore(fill);
            liquidator.Follow(update);

            booked = new BookedFill(
                Updated(account.Ledger(fill.Contract), fill.Time),
                wasHeldBefore ? null : new TradeExecuted(fill.Contract.Id, fill.Side, fill.Size, fill.Price, realized, fill.Time, closed, fill.OrderId),
                new AccountUpdated(account.Id, account.Balance, broker.CanTrade, fill.Time));
            return true;
        }

        booked = default;
        return false;
    }

    /// <summary>After the orders: what was missed while a connection was down has been asked for by then.</summary>
    private async ValueTask TakeBrokerChangesAsync()
    {
        while (broker.TryTake(out HubStateChanged connection))
            await dispatcher.DispatchAsync(connection);
        while (broker.TryTake(out AccountUpdated changed))
            await dispatcher.DispatchAsync(changed);
        await TakeOrderUpdatesAsync();
    }

    private static PositionUpdated Updated(PositionLedger ledger, DateTimeOffset time)
        => new(ledger.Contract.Id, ledger.Size, ledger.AveragePrice, ledger.Contract.Product.IsMicro, time);

    private BarBuilder BarsOf(string contractId)
    {
        if (!_bars.TryGetValue(contractId, out BarBuilder? builder))
            _bars.Add(contractId, builder = new BarBuilder());
        return builder;
    }

    /// <summary>What the rules are told of a fill that is in the books. What was held before the bot came is no trade.</summary>
    private readonly record struct BookedFill(PositionUpdated Position, TradeExecuted? Trade, AccountUpdated Account);
}
