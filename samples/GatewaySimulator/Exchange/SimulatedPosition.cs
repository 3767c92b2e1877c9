using ProjectX;
using TradingBot.Domain;
using Position = ProjectX.Position;

namespace GatewaySimulator.Exchange;

/// <summary>What an account holds of a contract: one position, at its average price.</summary>
internal sealed class SimulatedPosition(FuturesContract contract)
{
    private decimal _cost;

    public FuturesContract Contract => contract;

    public int Id { get; private set; }

    /// <summary>Long is positive, short is negative.</summary>
    public int Size { get; private set; }

    public DateTimeOffset Since { get; private set; }

    private decimal AveragePrice => Size == 0 ? 0 : Math.Round(_cost / Size, 6);

    /// <summary>Adds contracts of the same sign.</summary>
    public void Open(int signedSize, decimal price, DateTimeOffset time, Func<int> nextId)
    {
        if (Size == 0)
            (Id, Since) = (nextId(), time);
        Size += signedSize;
        _cost += price * signedSize;
    }

    /// <summary>Takes contracts away and returns what that earned, before fees.</summary>
    public decimal Close(int signedSize, decimal price)
    {
        decimal cost = Size == signedSize ? _cost : _cost * signedSize / Size;
        Size -= signedSize;
        _cost = Size == 0 ? 0 : _cost - cost;
        return Math.Round(contract.Product.ValueOf(price * signedSize - cost, 1), 2);
    }

    /// <summary>Undoes what a trade of that size, price and profit has done to it.</summary>
    public void TakeBack(int signedSize, decimal price, decimal profit, DateTimeOffset time, Func<int> nextId)
    {
        if (Size == 0)
            (Id, Since) = (nextId(), time);
        Size -= signedSize;
        _cost = Size == 0 ? 0 : _cost - price * signedSize - contract.Product.DifferenceOf(profit);
    }

    public Position ToPosition(int accountId)
        => new(
            Id,
            accountId,
            contract.Id,
            Since,
            Size == 0 ? PositionType.Undefined : Size > 0 ? PositionType.Long : PositionType.Short,
            Math.Abs(Size),
            AveragePrice);
}
