using System.Diagnostics.CodeAnalysis;
using TradingBot.Domain;
using TradingBot.Market;

namespace TradingBot.Accounting;

/// <summary>The bot's own books, kept from its fills: positions, cash, and the result of the trading day.</summary>
public sealed class TradingAccount(string id, decimal startingBalance, MarketView market)
{
    private readonly Dictionary<string, PositionLedger> _ledgers = [];
    private readonly Queue<PositionLedger> _adopted = [];

    /// <summary>What was held when the day began and had no price yet.</summary>
    private IReadOnlyList<UnvaluedPosition> _unvaluedAtDayStart = [];
    private decimal _equityAtDayStart = startingBalance;

    /// <summary>The account's name.</summary>
    public string Id => id;

    /// <summary>Cash at the start of this run.</summary>
    public decimal StartingBalance { get; } = startingBalance;

    /// <summary>Cash when the account was traded for the first time, in this run or an earlier one.</summary>
    public decimal OpeningBalance { get; private set; } = startingBalance;

    /// <summary>The best that the account has been worth, in this run or an earlier one.</summary>
    public decimal HighWaterMark { get; private set; } = startingBalance;

    /// <summary>What the best of the days before has earned; 0 if none has.</summary>
    public decimal BestDay { get; private set; }

    /// <summary>Cash when the trading day began.</summary>
    public decimal BalanceAtDayStart { get; private set; } = startingBalance;

    /// <summary>Realised result of the trading day, fees taken off.</summary>
    public decimal DayRealized => Balance - BalanceAtDayStart;

    /// <summary>Cash: where it started, plus what was realised, minus fees.</summary>
    public decimal Balance { get; private set; } = startingBalance;

    /// <summary>Whether a position was taken over since the balance was, or a trade taken back: what that has realised is not what the balance says.</summary>
    public bool IsBalanceDoubted { get; private set; }

    /// <summary>Profit and loss of closed trades over the whole run, before fees, as the broker counts it where it says so.</summary>
    public decimal Realized { get; private set; }

    /// <summary>Fees over the whole run.</summary>
    public decimal Fees { get; private set; }

    /// <summary>Fills over the whole run, without what was held before it.</summary>
    public int Trades { get; private set; }

    /// <summary>Contracts that are not flat.</summary>
    public IEnumerable<PositionLedger> OpenPositions => _ledgers.Values.Where(ledger => ledger.Size != 0);

    /// <summary>The signed size held in a contract.</summary>
    public int SizeOf(string contractId) => _ledgers.TryGetValue(contractId, out PositionLedger? ledger) ? ledger.Size : 0;

    /// <summary>How many fills were booked in a contract.</summary>
    public int FillsOf(string contractId) => _ledgers.TryGetValue(contractId, out PositionLedger? ledger) ? ledger.Fills : 0;

    /// <summary>Books a fill and returns what it realised, its fee taken off.</summary>
    public decimal Apply(Fill fill)
    {
        Trades++;
        return Book(fill);
    }

    /// <summary>Books what was held before the bot came, at what was paid for it, and returns what that realised: it is no trade of this run.</summary>
    public decimal TakeOver(Fill fill) => Book(fill);

    private decimal Book(Fill fill)
    {
        decimal realized = Ledger(fill.Contract).Apply(fill);
        Realized += realized;
        Fees += fill.Fee;
        Balance += realized - fill.Fee;
        return realized - fill.Fee;
    }

    /// <summary>The position in a contract, flat or not.</summary>
    public PositionLedger Ledger(FuturesContract contract)
    {
        if (!_ledgers.TryGetValue(contract.Id, out PositionLedger? ledger))
            _ledgers.Add(contract.Id, ledger = new PositionLedger(contract));
        return ledger;
    }

    /// <summary>
    /// A new trading day begins: its result counts from the equity of this moment. What is held and has no price yet counts from its first one.
    /// </summary>
    public void StartDay()
    {
        BestDay = Math.Max(BestDay, DayRealized);
        _unvaluedAtDayStart = [.. OpenPositions.Where(ledger => ClosingPrice(ledger) is null)
            .Select(ledger => new UnvaluedPosition(ledger.Contract.Id, ledger.Size, ledger.Cost))];
        TryGetEquity(out _equityAtDayStart);
        BalanceAtDayStart = Balance;
    }

    /// <summary>
    /// Prices have come: what was held when the day began is valued, as far as they tell. To be called before anything asks for the day's result.
    /// </summary>
    public void ValueDayStart()
    {
        foreach (UnvaluedPosition position in _unvaluedAtDayStart)
        {
            if (market.Contract(position.ContractId) is not { } contract || ClosingPrice(contract, position.Size) is not { } price)
                continue;
            _equityAtDayStart += contract.Product.ValueOf(price * position.Size - position.Cost, 1);
            _unvaluedAtDayStart = [.. _unvaluedAtDayStart.Where(other => other != position)];
        }
    }

    /// <summary>A position enters the books late that was held when the day began: like every such position it counts from its first price.</summary>
    public void HeldAtDayStart(UnvaluedPosition position)
    {
        _unvaluedAtDayStart = [.. _unvaluedAtDayStart, position];
        ValueDayStart();
    }

    /// <summary>The account has been worth this: it may be its best.</summary>
    public void RaiseMark(decimal worth) => HighWaterMark = Math.Max(HighWaterMark, worth);

    /// <summary>What an earlier run of this account had come to.</summary>
    public void Resume(AccountMarks marks)
        => (OpeningBalance, HighWaterMark, BestDay, BalanceAtDayStart, _equityAtDayStart, _unvaluedAtDayStart)
            = (marks.OpeningBalance, marks.HighWaterMark, marks.BestDay, marks.BalanceAtDayStart, marks.EquityAtDayStart, marks.UnvaluedAtDayStart ?? []);

    /// <summary>What a later run has to know, if this is the trading day.</summary>
    public AccountMarks MarksOn(DateOnly day) => new(
        Id, day, OpeningBalance, HighWaterMark, BestDay, BalanceAtDayStart, _equityAtDayStart, _unvaluedAtDayStart is [] ? null : _unvaluedAtDayStart);

    /// <summary>
    /// Takes over what the broker says is held of a contract: our own books missed something, and nobody can say what it realised until the balance is taken
    /// over too. What it has gained or lost since it was bought is a result of the day: it was not held when the day began.
    /// </summary>
    public void Adopt(FuturesContract contract, int size, decimal averagePrice)
    {
        var ledger = new PositionLedger(contract);
        if (size != 0)
            ledger.Apply(new Fill("adopted", contract, size > 0 ? OrderSide.Buy : OrderSide.Sell, Math.Abs(size), averagePrice, Fee: 0, default));
        _ledgers[contract.Id] = ledger;
        _adopted.Enqueue(ledger);
        DoubtBalance();
    }

    /// <summary>The balance has to be taken over from the broker.</summary>
    public void DoubtBalance() => IsBalanceDoubted = true;

    /// <summary>Takes over the balance as the broker has it. By how much it differs is a result of the day.</summary>
    public void TakeBalance(decimal balance) => (Balance, IsBalanceDoubted) = (balance, false);

    /// <summary>Takes the oldest position that was taken over and that nobody has taken yet.</summary>
    public bool TryTakeAdopted([NotNullWhen(true)] out PositionLedger? ledger) => _adopted.TryDequeue(out ledger);

    /// <summary>
    /// Realised and open result since the day began. False if an open position has no price to close at: then nobody knows, and that position is left out.
    /// </summary>
    public bool TryGetDayResult(out decimal result)
    {
        bool known = TryGetEquity(out decimal equity);
        result = equity - _equityAtDayStart;
        return known;
    }

    /// <summary>The price at which a position could be closed now and valued; null if nobody makes one, or nobody knows what it is worth.</summary>
    public decimal? ClosingPrice(PositionLedger ledger) => ClosingPrice(ledger.Contract, ledger.Size);

    /// <summary>
    /// Cash plus what closing everything now would bring. False if an open position has no price to close at: then nobody knows, and that position is left out.
    /// </summary>
    public bool TryGetEquity(out decimal equity)
    {
        bool known = true;
        equity = Balance;
        foreach (PositionLedger ledger in _ledgers.Values)
        {
            if (ledger.Size == 0)
                continue;
            if (ClosingPrice(ledger) is { } price)
                equity += ledger.OpenProfit(price);
            else
                known = false;
        }

        return known;
    }

    private decimal? ClosingPrice(FuturesContract contract, int size) => contract.Product.IsValued ? market.Of(contract.Id).ClosingPrice(size) : null;
}
