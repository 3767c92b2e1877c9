using TradingBot.Domain;

namespace TradingBot.Accounting;

/// <summary>
/// The open lots of one contract. What a fill has locked in is what the broker says of it, since balance and limits are counted by that; what is left has cost
/// the rest, so realised and open result together are the same however it counts. Where it says nothing, as on paper, lots are matched first in, first out, as
/// the clearing house matches them: exact to the cent, and a loss of which nobody speaks is counted all the same.
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
        int before = Size;
        decimal matched = Match(fill);
        if (fill.Profit is not { } told)
            return matched;

        // By how much a broker has rounded ends with the position.
        bool isSamePosition = Size != 0 && Math.Sign(Size) == Math.Sign(before);
        if (isSamePosition && told != matched && contract.Product.IsValued)
            Restate(Cost + contract.Product.DifferenceOf(told - matched));
        return told;
    }

    /// <summary>Profit or loss if everything were closed at <paramref name="price"/>.</summary>
    public decimal OpenProfit(decimal price) => contract.Product.ValueOf(price * Size - Cost, 1);

    /// <summary>The position as others see it.</summary>
    public Position ToPosition() => new(contract.Id, Size, AveragePrice);

    /// <summary>Closes the oldest lots, and opens one with what is left of the fill.</summary>
    private decimal Match(Fill fill)
    {
        decimal realized = 0;
        int remaining = fill.SignedSize;
        while (remaining != 0 && Size != 0 && Math.Sign(Size) != Math.Sign(remaining))
        {
            int closed = TakeFromOldestLot(-remaining, out decimal cost);
            realized += contract.Product.ValueOf(fill.Price * closed - cost, 1);
            remaining += closed;
        }

        if (remaining != 0)
        {
            var lot = new Lot(remaining, fill.Price * remaining);
            _lots.Enqueue(lot);
            Cost += lot.Cost;
            Size += lot.Size;
        }

        return realized;
    }

    /// <summary>What is held has cost this. It is one lot from now on: which of the lots the broker has closed, it does not say.</summary>
    private void Restate(decimal cost)
    {
        _lots.Clear();
        _lots.Enqueue(new Lot(Size, cost));
        Cost = cost;
    }

    private int TakeFromOldestLot(int wanted, out decimal cost)
    {
        Lot lot = _lots.Dequeue();
        int closed = Math.Abs(lot.Size) <= Math.Abs(wanted) ? lot.Size : wanted;
        cost = closed == lot.Size ? lot.Cost : lot.Cost * closed / lot.Size;
        if (closed != lot.Size)
            PutBackFirst(new Lot(lot.Size - closed, lot.Cost - cost));

        Size -= closed;
        Cost = Size == 0 ? 0 : Cost - cost;
        return closed;
    }

    private void PutBackFirst(Lot lot)
    {
        int others = _lots.Count;
        _lots.Enqueue(lot);
        for (int i = 0; i < others; i++)
            _lots.Enqueue(_lots.Dequeue());
    }

    /// <param name="Size">Signed.</param>
    /// <param name="Cost">What was paid, price times signed size.</param>
    private readonly record struct Lot(int Size, decimal Cost);
}
