namespace TradingBot.Domain;

/// <summary>One expiry of a futures product: what an order names and a price belongs to.</summary>
/// <param name="Id">The gateway's id, such as <c>CON.F.US.EP.Z25</c>.</param>
/// <param name="Product">Tick size, tick value and fees, the same for every expiry.</param>
/// <param name="Expiry">The delivery month.</param>
public sealed record FuturesContract(string Id, FuturesProduct Product, DeliveryMonth Expiry)
{
    /// <summary>The contract of <paramref name="product"/> that is delivered in <paramref name="expiry"/>.</summary>
    public static FuturesContract Of(FuturesProduct product, DeliveryMonth expiry)
        => new($"CON.F.US.{product.GatewayRoot}.{expiry.Code}", product, expiry);

    /// <inheritdoc/>
    public override string ToString() => Id;
}
