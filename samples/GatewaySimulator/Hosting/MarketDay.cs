using GatewaySimulator.Exchange;
using GatewaySimulator.Hubs;
using ProjectX;
using TradingBot.Market;

namespace GatewaySimulator.Hosting;

/// <summary>Plays the market, from the moment somebody wants quotes to its end, at its own pace. Then the sessions end.</summary>
public sealed class MarketDay(IMarketFeed feed, IMarketPace pace, SimulatedExchange exchange, Outbox outbox, HubConnections connections) : BackgroundService
{
    /// <summary>So far the market may be ahead of what is sent. What is sent and not yet read is not counted: SignalR does not say.</summary>
    private const int UpdatesAhead = 64;

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, QuoteBoard> _boards = [];

    /// <summary>Ends with the market.</summary>
    public Task Over => _over.Task;

    /// <summary>Whether it has ended.</summary>
    public bool IsOver => _over.Task.IsCompleted;

    /// <summary>Starts the market, if it has not been.</summary>
    public void Begin() => _begun.TrySetResult();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await _begun.Task.WaitAsync(stoppingToken);
            await PlayAsync(stoppingToken);
            await outbox.DrainAsync().WaitAsync(stoppingToken);
            _over.TrySetResult();
            connections.EndSessions();
        }
        catch (OperationCanceledException)
        {
            _over.TrySetCanceled(CancellationToken.None);
        }
    }

    private async Task PlayAsync(CancellationToken cancellationToken)
    {
        int sent = 0;
        foreach (MarketUpdate update in feed.Read(cancellationToken))
        {
            await pace.WaitAsync(update.Time, cancellationToken);
            exchange.OnPrice(update);
            outbox.Tell(update, BoardOf(update).Quote(update));
            if (++sent % UpdatesAhead == 0)
                await outbox.DrainAsync().WaitAsync(cancellationToken);
        }

        exchange.End();
    }

    private QuoteBoard BoardOf(in MarketUpdate update)
    {
        if (!_boards.TryGetValue(update.Contract.Id, out QuoteBoard? board))
            _boards.Add(update.Contract.Id, board = new QuoteBoard(update.Contract));
        return board;
    }

    /// <summary>What a quote tells besides the best prices.</summary>
    private sealed class QuoteBoard(TradingBot.Domain.FuturesContract contract)
    {
        private decimal? _open, _high, _low, _last;
        private long _volume;

        public GatewayQuote Quote(in MarketUpdate update)
        {
            if (update.Last is { } last)
            {
                _open ??= last;
                _high = Math.Max(_high ?? last, last);
                _low = Math.Min(_low ?? last, last);
                _last = last;
                _volume += update.Volume;
            }

            decimal? change = _last - _open;
            return new GatewayQuote(
                ContractList.SymbolOf(contract),
                contract.Product.Root,
                _last,
                update.Bid,
                update.Ask,
                change,
                _open > 0 ? Math.Round(change!.Value / _open.Value * 100, 4) : null,
                _open,
                _high,
                _low,
                _volume,
                update.Time,
                update.Time);
        }
    }
}
