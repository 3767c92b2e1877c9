using System.Text;
using RiskTraceGen;

namespace ProjectX;

/// <summary>What every answer says. HTTP 200 alone is no success.</summary>
public record GatewayResponse
{
    /// <summary>Whether the gateway did what it was asked.</summary>
    public bool Success { get; init; }

    /// <summary>0, or why not; what the number means depends on the call: see <see cref="GatewayCall"/>.</summary>
    public int ErrorCode { get; init; }

    /// <summary>Why not, in words.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>The field without which a success says nothing; null if it is there, or there is none.</summary>
    internal virtual string? Lacks => null;

    /// <summary>The name of a list that is missing, or of which a part is: one that names nothing is empty.</summary>
    private protected static string? In<T>(string field, IReadOnlyList<T>? list)
        where T : class
        => list is null || list.Contains(null) ? field : null;
}

/// <summary>The answer to a login.</summary>
public sealed record LoginKeyResponse : GatewayResponse
{
    /// <summary>The bearer token, valid for a day.</summary>
    [Sensitive]
    public string? Token { get; init; }

    /// <summary>Prints everything but the token.</summary>
    protected override bool PrintMembers(StringBuilder builder) => base.PrintMembers(builder);
}

/// <summary>The answer to a renewal.</summary>
public sealed record ValidateResponse : GatewayResponse
{
    /// <summary>The token from now on; null if only a login brings one.</summary>
    [Sensitive]
    public string? NewToken { get; init; }

    /// <summary>Prints everything but the token.</summary>
    protected override bool PrintMembers(StringBuilder builder) => base.PrintMembers(builder);
}

/// <summary>The accounts that were found.</summary>
public sealed record AccountsResponse(IReadOnlyList<Account> Accounts) : GatewayResponse
{
    internal override string? Lacks => In("accounts", Accounts);
}

/// <summary>The contracts that were found.</summary>
public sealed record ContractsResponse(IReadOnlyList<Contract> Contracts) : GatewayResponse
{
    internal override string? Lacks => In("contracts", Contracts);
}

/// <summary>The contract that was found.</summary>
public sealed record ContractResponse(Contract? Contract) : GatewayResponse
{
    internal override string? Lacks => Contract is null ? "contract" : null;
}

/// <summary>Bars, the newest first.</summary>
public sealed record BarsResponse(IReadOnlyList<Bar> Bars) : GatewayResponse
{
    internal override string? Lacks => In("bars", Bars);
}

/// <summary>The orders that were found.</summary>
public sealed record OrdersResponse(IReadOnlyList<Order> Orders) : GatewayResponse
{
    internal override string? Lacks => In("orders", Orders);
}

/// <summary>The order that was accepted.</summary>
public sealed record PlaceOrderResponse(long? OrderId) : GatewayResponse
{
    internal override string? Lacks => OrderId is null ? "orderId" : null;
}

/// <summary>The positions that are open.</summary>
public sealed record PositionsResponse(IReadOnlyList<Position> Positions) : GatewayResponse
{
    internal override string? Lacks => In("positions", Positions);
}

/// <summary>The trades that were found.</summary>
public sealed record TradesResponse(IReadOnlyList<HalfTrade> Trades) : GatewayResponse
{
    internal override string? Lacks => In("trades", Trades);
}
