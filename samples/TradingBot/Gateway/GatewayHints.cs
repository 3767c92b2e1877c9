using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ProjectX;

namespace TradingBot.Gateway;

/// <summary>
/// Listens to the user hub. Its events carry no number, may come twice, late, or not at all: so nothing is booked from
/// them. They say when to ask, and that is kept until the asking has succeeded. Safe for threads.
/// </summary>
public sealed class GatewayHints
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Order> _orders = [];
    private readonly Dictionary<string, Position> _positions = [];
    private readonly HashSet<long> _trades = [];
    private readonly HashSet<long> _ended = [];
    private readonly Dictionary<int, Account> _accounts = [];
    private readonly Queue<HubConnection> _connections = [];
    private readonly GatewayTags _tags;
    private GatewayNews _news;
    private bool _isAccountUnreadable;

    /// <summary>Hints about orders with these tags.</summary>
    public GatewayHints(GatewayTags tags) => _tags = tags;

    /// <summary>Listens to <paramref name="hub"/>.</summary>
    public void Listen(GatewayHub hub)
    {
        hub.On("GatewayUserAccount", TakeAccounts);
        hub.On("GatewayUserOrder", payload => Take(payload, GatewayJson.Default.Order, OfOrder));
        hub.On("GatewayUserTrade", payload => Take(payload, GatewayJson.Default.HalfTrade, OfTrade));
        hub.On("GatewayUserPosition", payload => Take(payload, GatewayJson.Default.Position, OfPosition));
        hub.Lost += _ => Add(new GatewayNews { Lost = 1 });
        hub.Restored += () => Add(new GatewayNews { Restored = 1 });
    }

    /// <summary>Follows whether <paramref name="hub"/> is there.</summary>
    public void Follow(GatewayHub hub)
    {
        hub.Lost += _ => Add(new HubConnection(hub.Name, IsConnected: false));
        hub.Restored += () => Add(new HubConnection(hub.Name, IsConnected: true));
    }

    /// <summary>Takes the oldest loss or return of a hub.</summary>
    public bool TryTake(out HubConnection connection)
    {
        lock (_lock)
            return _connections.TryDequeue(out connection);
    }

    /// <summary>Takes whether something was told of the account that is not known: its right to trade is another, or what was told could not be read.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="canTrade">What is known.</param>
    public bool TakeDoubt(int accountId, bool canTrade)
    {
        lock (_lock)
        {
            bool isDoubted = _isAccountUnreadable || (_accounts.TryGetValue(accountId, out Account? told) && told.CanTrade != canTrade);
            _accounts.Clear();
            _isAccountUnreadable = false;
            return isDoubted;
        }
    }

    /// <summary>Takes all there is.</summary>
    public GatewayNews Take()
    {
        lock (_lock)
        {
            GatewayNews news = _news;
            _news = default;
            return news;
        }
    }

    /// <summary>Adds to what waits: news that was taken, and could not be followed up.</summary>
    public void Add(GatewayNews news)
    {
        lock (_lock)
            _news += news;
    }

    /// <summary>Whether an order is known to have ended.</summary>
    public bool HasEnded(long orderId)
    {
        lock (_lock)
            return _ended.Contains(orderId);
    }

    private void Add(HubConnection connection)
    {
        lock (_lock)
            _connections.Enqueue(connection);
    }

    private Task TakeAccounts(JsonElement payload)
    {
        lock (_lock)
        {
            foreach (UserEvent<Account> told in UserEvents.Read(payload, GatewayJson.Default.Account))
            {
                if (told.Data is { } account)
                    _accounts[account.Id] = account;
                else
                    _isAccountUnreadable = true;
            }
        }

        return Task.CompletedTask;
    }

    private Task Take<T>(JsonElement payload, JsonTypeInfo<T> type, Func<T, GatewayNews> read)
        where T : class
    {
        lock (_lock)
        {
            foreach (UserEvent<T> told in UserEvents.Read(payload, type))
                _news += told.Data is { } data ? read(data) : new GatewayNews { Unreadable = 1 };
        }

        return Task.CompletedTask;
    }

    private GatewayNews OfOrder(Order order)
    {
        var news = new GatewayNews { Orders = 1, Foreign = _tags.TagOf(order.CustomTag) is null ? 1 : 0 };
        if (!order.IsWorking())
            _ended.Add(order.Id);
        if (_orders.TryGetValue(order.Id, out Order? before))
        {
            if (before == order)
                return news with { Repeated = 1 };
            if (order.UpdateTimestamp < before.UpdateTimestamp)
                return news with { Outdated = 1 };
        }

        _orders[order.Id] = order;
        return news;
    }

    private GatewayNews OfTrade(HalfTrade trade) => new() { Trades = 1, Repeated = _trades.Add(trade.Id) ? 0 : 1 };

    private GatewayNews OfPosition(Position position)
    {
        bool repeated = _positions.TryGetValue(position.ContractId, out Position? before) && before == position;
        _positions[position.ContractId] = position;
        return new GatewayNews { Positions = 1, Repeated = repeated ? 1 : 0 };
    }
}
