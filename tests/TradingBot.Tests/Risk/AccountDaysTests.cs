using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Market;
using TradingBot.Risk;
using TradingBot.Rules.ProfitAndLoss;
using TradingBot.Tests.Rules;

namespace TradingBot.Tests.Risk;

/// <summary>What an account is measured by survives the bot.</summary>
public sealed class AccountDaysTests : RuleTests, IDisposable
{
    private static readonly DateOnly Wednesday = new(2025, 9, 17);
    private readonly string _directory = Directory.CreateTempSubdirectory("tradingbot-").FullName;

    private string StateFile => Path.Combine(_directory, "accounts.json");

    [Fact]
    public void TheLossOfADayIsThatOfAllRunsOnIt()
    {
        Run(50_000, Wednesday, account => Realize(account, -700));
        TradingAccount restarted = Run(49_300, Wednesday, account => Realize(account, -300));

        Assert.Equal(-1_000, restarted.DayRealized);
        Assert.True(restarted.TryGetDayResult(out decimal result));
        Assert.Equal(-1_000, result);
    }

    [Fact]
    public void AnotherDayBeginsAtZeroAndKeepsWhatHoldsFromDayToDay()
    {
        Run(50_000, Wednesday, account => Realize(account, 700));
        TradingAccount restarted = Run(50_700, Wednesday.AddDays(1), account => Realize(account, -300));

        Assert.Equal(-300, restarted.DayRealized);
        Assert.Equal((50_000, 700), (restarted.OpeningBalance, restarted.BestDay));
    }

    [Fact]
    public async Task TheFloorOfTheDrawdownFollowsTheBestOfAnEarlierRun()
    {
        Run(50_000, Wednesday, account => account.RaiseMark(51_000));
        TradingAccount restarted = Run(50_000, Wednesday, account => Realize(account, -1_000));
        var rule = new TrailingDrawdownRule(
            new TrailingDrawdownLimits { Amount = 2_000, Mode = HighWaterMark.EndOfDay, LockProfit = 0 }, restarted, new UnvaluedAccount(restarted), Bench.Stop);

        RuleResult result = await rule.CheckAsync(QuoteOf(Es, 6650, 6650.25m), Suite, CancellationToken.None);
        Assert.True(result.IsBreach);
    }

    [Fact]
    public void AnotherAccountHasMarksOfItsOwn()
    {
        Run(50_000, Wednesday, account => account.RaiseMark(51_000));
        TradingAccount other = Run(100_000, Wednesday, account => Realize(account, -300), "OTHER");
        Assert.Equal((100_000, 100_000, -300), (other.OpeningBalance, other.HighWaterMark, other.DayRealized));

        Assert.Equal(51_000, Run(50_000, Wednesday, _ => { }).HighWaterMark);
    }

    [Fact]
    public void WhatRisesIsSavedWhenTheClockStrikes()
    {
        AccountDays days = Days(Account(50_000, "TEST", out TradingAccount account));
        days.Begin(Wednesday);
        account.RaiseMark(50_250);
        days.Save();

        Assert.Equal(50_250, MarksFile.In(_directory).Of("TEST")!.HighWaterMark);
    }

    // Held from before, bought ten points lower, and no price has come when the bot is stopped.
    [Fact]
    public void WhatHadNoPriceWhenTheDayBeganIsValuedByALaterRun()
    {
        RunHolding(out _);
        TradingAccount restarted = RunHolding(out MarketView market);
        market.Apply(new MarketUpdate(Morning, Es, 6650, 6650.25m, 6650, 1));
        restarted.ValueDayStart();

        Assert.True(restarted.TryGetDayResult(out decimal result));
        Assert.Equal(0, result);
        Assert.Equal((51_000, null), restarted.MarksOn(Wednesday) is var marks ? (marks.EquityAtDayStart, marks.UnvaluedAtDayStart) : default);
    }

    // Bought ten points lower, before the bot came: what it is, the broker could say only when the day had begun.
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1_000)]
    public void WhatWasHeldBeforeAndEntersTheBooksLateCountsFromItsFirstPriceUnlessAnEarlierRunBeganTheDay(bool resumed, decimal expected)
    {
        if (resumed)
            Run(50_000, Wednesday, _ => { });
        var market = new MarketView();
        var account = new TradingAccount("TEST", 50_000, market);
        AccountDays days = Days(account);
        days.Begin(Wednesday);
        market.Apply(new MarketUpdate(Morning, Es, 6650, 6650.25m, 6650, 1));
        var held = new Fill("", Es, OrderSide.Buy, 2, 6640, 0, Morning);
        account.Apply(held);
        days.HeldBefore(held);

        Assert.True(account.TryGetDayResult(out decimal result));
        Assert.Equal(expected, result);
    }

    [Fact]
    public void AFileOfAnEarlierVersionOfTheBotIsRead()
    {
        File.WriteAllText(StateFile, """
            {"version":1,"accounts":[{"accountId":"TEST","day":"2025-09-17","openingBalance":50000,"highWaterMark":51000,"bestDay":0,"balanceAtDayStart":50000,"equityAtDayStart":50250}]}
            """);
        TradingAccount restarted = Run(50_000, Wednesday, _ => { });

        Assert.True(restarted.TryGetDayResult(out decimal result));
        Assert.Equal(-250, result);
    }

    [Fact]
    public void WithoutAFileEachRunBeginsAnew()
    {
        var days = new AccountDays(Account(50_000, "TEST", out TradingAccount account), file: null, Bench.Tracer);
        days.Begin(Wednesday);
        Realize(account, -300);
        days.Begin(Wednesday.AddDays(1));

        Assert.Equal(0, account.DayRealized);
        Assert.False(File.Exists(StateFile));
    }

    [Fact]
    public async Task ThatNothingCanBeSavedIsSaidOnce()
    {
        AccountDays days = Days(Account(50_000, "TEST", out TradingAccount account));
        Directory.CreateDirectory(StateFile + ".new");
        days.Begin(Wednesday);
        account.RaiseMark(51_000);
        days.Save();
        await Bench.Tracer.FlushAsync();

        Assert.Equal(["NOT_SAVED"], Bench.Flows.ResultsOf("STATE_NOT_SAVED"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"version\":2,\"accounts\":[]}")]
    [InlineData("{\"version\":1}")]
    [InlineData("{\"version\":1,\"accounts\":[null]}")]
    [InlineData("{\"version\":1,\"accounts\":[{\"accountId\":\"TEST\"}]}")]
    [InlineData("{\"version\":1,\"accounts\":[{\"accountId\":\"TEST\",\"day\":\"2025-09-17\",\"openingBalance\":1,\"highWaterMark\":1,\"bestDay\":0,\"balanceAtDayStart\":1,\"equityAtDayStart\":1,\"unvaluedAtDayStart\":[null]}]}")]
    public void AFileThatCannotBeReadLetsNobodyTrade(string content)
    {
        File.WriteAllText(StateFile, content);

        string message = Assert.Throws<InvalidSettingException>(() => MarksFile.In(_directory)).Message;
        Assert.StartsWith($"{StateFile} cannot be read, so nobody knows what the account has lost: ", message, StringComparison.Ordinal);
        Assert.Matches(@"[^.]\. Repair the file, or remove it to start ", message);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    /// <summary>A run on a day, with what the gateway says is in the account.</summary>
    private TradingAccount Run(decimal balance, DateOnly day, Action<TradingAccount> trade, string id = "TEST")
    {
        AccountDays days = Days(Account(balance, id, out TradingAccount account));
        days.Begin(day);
        trade(account);
        days.Save();
        return account;
    }

    /// <summary>A run that finds two contracts, and no price of them yet.</summary>
    private TradingAccount RunHolding(out MarketView market)
    {
        market = new MarketView();
        var account = new TradingAccount("TEST", 50_000, market);
        account.Apply(new Fill("", Es, OrderSide.Buy, 2, 6640, 0, Morning));
        Days(account).Begin(Wednesday);
        return account;
    }

    private AccountDays Days(TradingAccount account) => new(account, MarksFile.In(_directory), Bench.Tracer);

    private static TradingAccount Account(decimal balance, string id, out TradingAccount account) => account = new TradingAccount(id, balance, new MarketView());

    private static void Realize(TradingAccount account, decimal result)
    {
        account.Apply(new Fill("1", Es, OrderSide.Buy, 1, 6650, -result, Morning));
        account.Apply(new Fill("2", Es, OrderSide.Sell, 1, 6650, 0, Morning));
    }
}
