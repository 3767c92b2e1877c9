using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Chaos;
using TradingBot.Domain;
using TradingBot.Market;
using TradingBot.Reporting;
using TradingBot.Tests.Rules;

namespace TradingBot.Tests.Chaos;

public sealed class ChaosAccountTests
{
    private const int CriticalFailures = 2;

    private static readonly BrokerCallStatistics Calls = new(Begun: 20, Ok: 11, Failed: 6, Ambiguous: 3, NotAttempted: 0)
    {
        Retries = 4,
        LateAnswers = 1,
        Conclusions = new CallConclusionStatistics(Retried: 2, Reconciled: 1, FellBack: 1, Failed: 1, Ambiguous: 1, Substitutes: 1),
    };

    public static TheoryData<string, BrokerCallStatistics, int> Wrong => new()
    {
        { "attempts 21 instead of 20", Calls with { Begun = 21 }, CriticalFailures },
        { "attempts that succeeded 10 instead of 11", Calls with { Ok = 10 }, CriticalFailures },
        { "attempts that failed 7 instead of 6", Calls with { Failed = 7 }, CriticalFailures },
        { "ambiguous attempts 2 instead of 3", Calls with { Ambiguous = 2 }, CriticalFailures },
        { "late answers 0 instead of 1", Calls with { LateAnswers = 0 }, CriticalFailures },
        { "what followed on a fault 8 instead of 9", Calls with { Retries = 3 }, CriticalFailures },
        { "what followed on a fault 8 instead of 9", Calls with { Conclusions = Calls.Conclusions with { Reconciled = 0 } }, CriticalFailures },
        { "what followed on a fault 8 instead of 9", Calls with { Conclusions = Calls.Conclusions with { FellBack = 0 } }, CriticalFailures },
        { "what followed on a fault 8 instead of 9", Calls with { Conclusions = Calls.Conclusions with { Substitutes = 0 } }, CriticalFailures },
        { "critical failures 3 instead of 2", Calls, CriticalFailures + 1 },
    };

    [Fact]
    public void AFaultForEachEntryAddsUp() => Assert.True(Account(Calls).AddsUp);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void WhatIsMissingOrTooMuchIsSaid(string difference, BrokerCallStatistics calls, int criticalFailures)
        => Assert.Equal([difference], Account(calls, criticalFailures).Differences);

    [Fact]
    public void ACallThatEndedOtherwiseThanItWasToldIsSeenTwice()
    {
        ChaosAccount account = Account(Calls with { Conclusions = Calls.Conclusions with { Failed = 0 } });

        Assert.Equal(["what followed on a fault 8 instead of 9", "critical failures 2 instead of 1"], account.Differences);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(2, false)]
    [InlineData(0, false)]
    public void TheBooksAgreeWithTheBrokers(int held, bool agree)
    {
        var books = new TradingAccount("TEST", 50_000, new MarketView());
        books.Apply(new Fill("1", RiskBench.Es, OrderSide.Buy, 3, 6650, 0, RiskBench.Morning));
        ChaosAccount account = Account(Calls);
        account.ComparePositions(held == 0 ? [] : [new Position(RiskBench.Es.Id, held, 6650)], books);

        Assert.Equal(agree ? [] : [$"{RiskBench.Es.Id} in the books 3 instead of {held}"], account.Differences);
    }

    [Fact]
    public void APositionThatTheBooksDoNotKnowIsSaid()
    {
        ChaosAccount account = Account(Calls);
        account.ComparePositions([new Position(RiskBench.Mnq.Id, -4, 24_500)], new TradingAccount("TEST", 50_000, new MarketView()));

        Assert.Equal([$"{RiskBench.Mnq.Id} in the books 0 instead of -4"], account.Differences);
    }

    [Fact]
    public void AnOrderThatExistsTwiceIsSaid()
    {
        var entry = new OrderRequest(RiskBench.Es.Id, OrderSide.Buy, OrderType.Market, 1, Tag: "entry-1");
        OrderRequest close = entry with { Tag = null };
        ChaosAccount account = Account(Calls);
        account.FindOrdersSentTwice([entry, close, entry with { Tag = "entry-2" }, close, entry]);

        Assert.Equal(["orders entry-1 2 instead of 1"], account.Differences);
    }

    private static ChaosAccount Account(BrokerCallStatistics calls, int criticalFailures = CriticalFailures)
    {
        var faults = new FaultCounts { Calls = 20, ConnectionsRefused = 3, RequestsRefused = 2, AnswersLost = 2, AnswersLate = 1, BrokerRefusals = 1 };
        return new ChaosAccount(faults, calls, criticalFailures);
    }
}
