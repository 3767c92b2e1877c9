using System.Threading.Channels;
using GatewaySimulator.Exchange;
using GatewaySimulator.Faults;
using Microsoft.AspNetCore.SignalR;
using ProjectX;
using TradingBot.Market;

namespace GatewaySimulator.Hubs;

/// <summary>
/// Everything that the hubs tell, in the order in which it happened, sent by one loop. With faults some of it comes twice, late,
/// or in another of the shapes that the real gateway has been seen to use, and connections break.
/// </summary>
public sealed class Outbox : BackgroundService, IEventOutlet
{
    private readonly Channel<OutgoingEvent> _events = Channel.CreateUnbounded<OutgoingEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly IHubContext<UserHub> _users;
    private readonly IHubContext<MarketHub> _markets;
    private readonly HubConnections _connections;
    private readonly FaultyEvents? _faults;

    /// <summary>An outbox that sends once it is started.</summary>
    public Outbox(IHubContext<UserHub> users, IHubContext<MarketHub> markets, HubConnections connections, FaultyEvents? faults = null)
        => (_users, _markets, _connections, _faults) = (users, markets, connections, faults);

    /// <inheritdoc/>
    public void Tell(Account account) => Add("GatewayUserAccount", "accounts", account, EventAction.Update);

    /// <inheritdoc/>
    public void Tell(Order order, EventAction action) => Add("GatewayUserOrder", $"orders:{order.AccountId}", order, action);

    /// <inheritdoc/>
    public void Tell(Position position, EventAction action) => Add("GatewayUserPosition", $"positions:{position.AccountId}", position, action);

    /// <inheritdoc/>
    public void Tell(HalfTrade trade) => Add("GatewayUserTrade", $"trades:{trade.AccountId}", trade, EventAction.Create);

    /// <summary>A price has come.</summary>
    public void Tell(in MarketUpdate update, GatewayQuote quote)
    {
        string id = update.Contract.Id;
        _events.Writer.TryWrite(new OutgoingEvent("GatewayQuote", $"quotes:{id}", id, quote));
        if (update.Last is { } last)
        {
            TradeLogType type = last == update.Bid ? TradeLogType.Sell : TradeLogType.Buy;
            _events.Writer.TryWrite(
                new OutgoingEvent("GatewayTrade", $"trades:{id}", id, new GatewayTrade(quote.Symbol, last, update.Time, type, update.Volume)));
        }

        _events.Writer.TryWrite(
            new OutgoingEvent("GatewayDepth", $"depth:{id}", id, new GatewayDepth(update.Time, DomType.BestBid, update.Bid, update.Volume, update.Volume)));
    }

    /// <summary>Ends when everything that was told before has been sent.</summary>
    public Task DrainAsync()
    {
        var drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _events.Writer.TryWrite(new OutgoingEvent("", "", null, drained)) ? drained.Task : Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (OutgoingEvent next in _events.Reader.ReadAllAsync(stoppingToken))
        {
            if (next.Payload is TaskCompletionSource drained)
            {
                foreach (OutgoingEvent held in _faults?.Release() ?? [])
                    await SendAsync(held);
                drained.TrySetResult();
                continue;
            }

            foreach (OutgoingEvent sent in _faults?.Disturb(next) ?? [next])
                await SendAsync(sent);
            if (next.Payload is GatewayQuote && _faults?.DropsHub() is { } hub)
                _connections.Drop(hub);
        }
    }

    private void Add(string name, string group, object payload, EventAction action)
        => _events.Writer.TryWrite(new OutgoingEvent(name, group, null, new UserEnvelope((int)action, payload)));

    private Task SendAsync(OutgoingEvent next) => next.ContractId is { } contract
        ? _markets.Clients.Group(next.Group).SendAsync(next.Name, contract, next.Payload)
        : _users.Clients.Group(next.Group).SendAsync(next.Name, next.Payload);
}

/// <summary>An event on its way.</summary>
/// <param name="Name">The client's method.</param>
/// <param name="Group">Who gets it.</param>
/// <param name="ContractId">The first argument of an event of the market hub; null for the user hub.</param>
/// <param name="Payload">The last argument.</param>
public sealed record OutgoingEvent(string Name, string Group, string? ContractId, object Payload);

/// <summary>How user events are wrapped.</summary>
/// <param name="Action">What happened.</param>
/// <param name="Data">To what.</param>
public sealed record UserEnvelope(int Action, object Data);
