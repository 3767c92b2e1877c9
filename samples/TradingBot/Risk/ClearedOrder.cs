using TradingBot.Domain;

namespace TradingBot.Risk;

/// <summary>An order that may leave: the order desk sends no other, and only the pre-trade gate makes one.</summary>
public sealed class ClearedOrder
{
    internal ClearedOrder(OrderRequest request) => Request = request;

    /// <summary>What may be sent.</summary>
    public OrderRequest Request { get; }
}

/// <summary>What the pre-trade gate says of an order.</summary>
public readonly struct Clearance
{
    private readonly string? _stoppedBy;
    private readonly string? _reason;

    private Clearance(ClearedOrder? order, string? stoppedBy, string? reason) => (Order, _stoppedBy, _reason) = (order, stoppedBy, reason);

    /// <summary>The order that may leave; null if it may not.</summary>
    public ClearedOrder? Order { get; }

    /// <summary>Why it may not, and who says so.</summary>
    public string Reason => Order is null ? $"{_stoppedBy ?? "nobody"}: {_reason ?? "not looked at"}" : "";

    internal static Clearance Given(OrderRequest order) => new(new ClearedOrder(order), null, null);

    internal static Clearance Refused(string by, string reason) => new(null, by, reason);
}
