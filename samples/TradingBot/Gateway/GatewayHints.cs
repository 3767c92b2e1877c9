using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ProjectX;

namespace TradingBot.Gateway;

/// <summary>
/// Listens to the user hub. Its events carry no number, may come twice, late, or not at all: so nothing is booked from them. They say when to ask, and that is kept until
/// the asking has succeeded. Safe for threads.
/// </summary>
public sealed class GatewayHints
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Order> _orders = [];
    private readonly Dictionary<string, Position> _positions = [];
    private readonly HashSet<long> _trades = [];
    private readonly HashSet<long> _ended = [];
    private readonly GatewayTags _tags;
    private GatewayNews _news;

    /// <summary>Hints about orders with these tags.</summary>
    public GatewayHints(GatewayTags tags) => _tags = tags;

    /// <summary>Listens to <paramref name="hub"/>.</summary>
    public void Listen(GatewayHub hub)
    {
        hub.On("GatewayUserOrder", payload => Take(payload, GatewayJson.Default.Order, OfOrder));
        hub.On("GatewayUserTrade", payload => Take(payload, GatewayJson.Default.HalfTrade, OfTrade));
        hub.On("GatewayUserPosition", payload => Take(payload, GatewayJson.Default.Position, OfPosition));
        hub.Lost += _ => Add(new GatewayNews { Lost = 1 });
        hub.Restored += () => Add(new GatewayNews { Restored = 1 });
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
