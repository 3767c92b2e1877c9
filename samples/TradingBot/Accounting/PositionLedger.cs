using TradingBot.Domain;

namespace TradingBot.Accounting;

/// <summary>
/// The open lots of one contract, first in, first out, as the clearing house matches them. Nothing is divided to know a profit, so sums stay exact to the cent.
/// </summary>
public sealed class PositionLedger(FuturesContract contract)
{
    private readonly Queue<Lot> _lots = [];

    /// <summary>What is held.</summary>
    public FuturesContract Contract => contract;

    /// <summary>Signed: long is positive, short is negative.</summary>
    public int Size { get; private set; }

    /// <summary>How many fills were booked.</summary>
    public int Fills { get; private set; }

    /// <summary>What was paid: price times signed size.</summary>
    public decimal Cost { get; private set; }

    /// <summary>What was paid on average; 0 when flat.</summary>
    public decimal AveragePrice => Size == 0 ? 0 : Math.Round(Cost / Size, 6);

    /// <summary>Books a fill and returns the profit or loss that it locked in, before fees.</summary>
    public decimal Apply(Fill fill)
    {
        Fills++;
        decimal realized = 0;
        int remaining = fill.SignedSize;
        while (remaining != 0 && Size != 0 && Math.Sign(Size) != Math.Sign(remaining))
        {
            int closed = TakeFromOldestLot(-remaining, out decimal entry);
            realized += contract.Product.ValueOf(fill.Price - entry, closed);
            remaining += closed;
        }

        if (remaining != 0)
        {
            _lots.Enqueue(new Lot(remaining, fill.Price));
            Cost += fill.Price * remaining;
            Size += remaining;
        }

        return realized;
    }

    /// <summary>Profit or loss if everything were closed at <paramref name="price"/>.</summary>
    public decimal OpenProfit(decimal price) => contract.Product.ValueOf(price * Size - Cost, 1);

    /// <summary>The position as others see it.</summary>
    public Position ToPosition() => new(contract.Id, Size, AveragePrice);

    private int TakeFromOldestLot(int wanted, out decimal entry)
    {
        Lot lot = _lots.Dequeue();
        int closed = Math.Abs(lot.Size) <= Math.Abs(wanted) ? lot.Size : wanted;
        if (closed != lot.Size)
            PutBackFirst(lot with { Size = lot.Size - closed });

        entry = lot.Price;
        Cost -= lot.Price * closed;
        Size -= closed;
        return closed;
    }

    private void PutBackFirst(Lot lot)
    {
        int others = _lots.Count;
        _lots.Enqueue(lot);
        for (int i = 0; i < others; i++)
            _lots.Enqueue(_lots.Dequeue());
    }

    private readonly record struct Lot(int Size, decimal Price);
}
