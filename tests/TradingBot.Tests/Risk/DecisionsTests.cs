using Microsoft.Extensions.Time.Testing;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;
using TradingBot.Tests.Rules;

namespace TradingBot.Tests.Risk;

/// <summary>What a rule decided to close survives the bot, until it is closed.</summary>
public sealed class DecisionsTests : IAsyncDisposable
{
    private const string Nothing = """{"accountId":"TEST","toClose":[],"flattening":null}""";

    private static readonly FuturesContract Es = RiskBench.Es;
    private static readonly Position HeldEs = new(Es.Id, 2, 6650);

    private readonly string _directory = Directory.CreateTempSubdirectory("tradingbot-").FullName;
    private readonly List<RiskBench> _runs = [];

    private string StateFile => Path.Combine(_directory, "decisions.json");

    // The first run is not told that it ends: it may as well have been killed.
    [Theory]
    [InlineData(false, "CLOSE_AGAIN", "CLOSED")]
    [InlineData(true, "FLATTEN_AGAIN", "FLATTENED")]
    public async Task WhatCouldNotBeClosedIsClosedByTheNextRunOnceItIsInItsBooks(bool isFlatten, string flow, string result)
    {
        await FailAsync(isFlatten);

        RiskBench restarted = Run(HeldEs);
        if (!isFlatten)
            await StrikeAsync(restarted);
        Assert.Empty(restarted.Broker.Closed);
        TakeOver(restarted, HeldEs);
        await StrikeAsync(restarted);

        Assert.Equal([Es.Id], restarted.Broker.Closed);
        await restarted.Tracer.FlushAsync();
        Assert.Equal([result], restarted.Flows.ResultsOf(flow));
        Assert.Equal([isFlatten ? "everything is to be closed: the day is lost" : $"{Es.Id} is to be closed"], new Decisions("TEST", DecisionsFile.In(_directory), [HeldEs], restarted.Tracer).OfEarlierRun);

        restarted.Hold(Es, -2, 6640);
        await StrikeAsync(restarted);
        Assert.Equal(Nothing, Written());
        Assert.False(Run(HeldEs).Liquidator.HasToClose);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AtAGatewayItIsTriedWithThePriceThatFollows(bool isFlatten)
    {
        await FailAsync(isFlatten);
        RiskBench restarted = Run(HeldEs);
        restarted.Updates.LimitClock = new FakeTimeProvider();
        TakeOver(restarted, HeldEs);

        await UnfinishedOf(restarted).TryAgainWithPriceAsync();

        Assert.Equal([Es.Id], restarted.Broker.Closed);
    }

    [Theory]
    [InlineData(false, "is to be closed")]
    [InlineData(true, "everything is to be closed")]
    public async Task UntilThenNothingIsAddedToIt(bool isFlatten, string reason)
    {
        await FailAsync(isFlatten);
        RiskBench restarted = Run(HeldEs);
        TakeOver(restarted, HeldEs);
        restarted.Quote(Es, 6650, 6650.25m);
        var gate = new PreTradeGate(restarted.CreateDispatcher(), restarted.Gate, restarted.Liquidator, restarted.Clock);

        Clearance clearance = await gate.ClearAsync(RiskBench.Limit(Es, OrderSide.Buy, 1, 6649) with { PlannedStop = 6640 }, restarted.Flow);

        Assert.Null(clearance.Order);
        Assert.Contains(reason, clearance.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public async Task AContractThatIsNotHeldAnyMoreOrOnTheOtherSideIsNotClosed(int size)
    {
        await FailAsync(isFlatten: false);
        Position[] held = size == 0 ? [] : [HeldEs with { Size = size }];
        RiskBench restarted = Run(held);
        foreach (Position position in held)
            TakeOver(restarted, position);
        restarted.Hold(Es, 1, 6650);
        await StrikeAsync(restarted);

        Assert.Empty(restarted.Broker.Closed);
        Assert.Equal(Nothing, Written());
    }

    // It traded after the bot had looked what is held, and before its books had it.
    [Fact]
    public async Task AContractThatIsSoldWhileTheBotComesIsNotClosed()
    {
        await FailAsync(isFlatten: false);
        RiskBench restarted = Run(HeldEs);
        TakeOver(restarted, HeldEs);
        restarted.Hold(Es, -2, 6640);
        restarted.Hold(Es, 1, 6640);
        await StrikeAsync(restarted);

        Assert.Empty(restarted.Broker.Closed);
    }

    // Its books have nothing of a product that they do not know.
    [Fact]
    public async Task AFlattenAsksTheBrokerWhatIsHeld()
    {
        await FailAsync(isFlatten: true);
        RiskBench restarted = Run(HeldEs);
        restarted.Broker.Positions[Es.Id] = HeldEs;
        await StrikeAsync(restarted);

        Assert.Equal([Es.Id], restarted.Broker.Closed);
    }

    [Fact]
    public async Task AFlattenOfWhichNothingIsLeftIsOver()
    {
        await FailAsync(isFlatten: true);
        RiskBench restarted = Run();
        await StrikeAsync(restarted, times: 3);

        Assert.Equal(1, restarted.Broker.PositionsAsked);
        Assert.Equal(Nothing, Written());
    }

    // A disk is slower than a market, and may not answer at all.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheCloseLeavesFirstAndIsWrittenDownBeforeItIsAnswered(bool isFlatten)
    {
        RiskBench run = Run();
        run.Hold(Es, 2, 6650);
        var answer = new TaskCompletionSource();
        bool leftFirst = false;
        run.Broker.Answering = answer.Task;
        run.Broker.Called = () => leftFirst = !File.Exists(StateFile);
        Task closing = isFlatten
            ? run.Liquidator.FlattenAsync("the day is lost", run.Suite, CancellationToken.None).AsTask()
            : run.Liquidator.CloseAsync(Es.Id, run.Suite, CancellationToken.None).AsTask();

        Assert.True(leftFirst);
        Assert.NotEqual(Nothing, Written());
        answer.SetResult();
        await closing;
    }

    [Fact]
    public async Task WhatAStopHasOpenedBesideACloseIsClosedByTheNextRunToo()
    {
        RiskBench run = Run();
        run.Hold(Es, 2, 6650);
        run.Hold(Es, -2, 6640);
        run.Trade(Es, new OrderRequest(Es.Id, OrderSide.Sell, OrderType.Stop, 2, StopPrice: 6640, Purpose: "stop", Tag: "stop-1", ReduceOnly: true), -2, 6638);
        RiskBench restarted = Run(HeldEs with { Size = -2 });
        TakeOver(restarted, HeldEs with { Size = -2 });
        await StrikeAsync(restarted);

        Assert.Equal([Es.Id], restarted.Broker.Closed);
    }

    [Fact]
    public async Task ItIsWrittenWhenItHasChangedAndNotWithEachAttempt()
    {
        RiskBench run = await FailAsync(isFlatten: true);
        File.Delete(StateFile);
        await StrikeAsync(run, times: 3);

        Assert.Equal(3 + 1, run.Broker.Closed.Count);
        Assert.False(File.Exists(StateFile));
    }

    [Fact]
    public async Task WhatCannotBeSavedIsClosedAllTheSameAndThatIsSaidOnce()
    {
        Directory.CreateDirectory(StateFile + ".new");
        RiskBench run = await FailAsync(isFlatten: false);
        await StrikeAsync(run, times: 3);
        Assert.Equal(3 + 1, run.Broker.Closed.Count);
        Assert.False(File.Exists(StateFile));
        await run.Tracer.FlushAsync();
        Assert.Equal(["NOT_SAVED"], run.Flows.ResultsOf("STATE_NOT_SAVED"));

        Directory.Delete(StateFile + ".new");
        await StrikeAsync(run);
        Assert.Contains(Es.Id, Written(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherAccountHasDecisionsOfItsOwn()
    {
        await FailAsync(isFlatten: false);
        RiskBench run = Run();
        var other = new Decisions("OTHER", DecisionsFile.In(_directory), [HeldEs], run.Tracer);
        Assert.Empty(other.ToClose);

        other.Flatten("the day is lost");
        other.Save();
        Assert.Equal([Es.Id], new Decisions("TEST", DecisionsFile.In(_directory), [HeldEs], run.Tracer).ToClose);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("{\"version\":2,\"accounts\":[]}", "expected version 1")]
    [InlineData("{\"version\":1,\"accounts\":[],\"account\":[]}", "the file has no 'account'; it has version, accounts")]
    [InlineData("{\"version\":1,\"accounts\":[null]}", "one of the accounts is null")]
    [InlineData("{\"version\":1,\"accounts\":[{\"accountId\":\"TEST\",\"flattening\":null}]}", "accounts[0] lacks toClose")]
    [InlineData("{\"version\":1,\"accounts\":[{\"accountId\":\"TEST\",\"toClose\":[]}]}", "accounts[0] lacks flattening")]
    [InlineData("{\"version\":1,\"accounts\":[{\"accountId\":\"TEST\",\"toClose\":[null],\"flattening\":null}]}", "one of the contracts is null")]
    [InlineData("{\"version\":1,\"accounts\":[{\"accountId\":\"TEST\",\"toClose\":[{\"contractId\":\"ES\",\"isLong\":1}],\"flattening\":null}]}", "accounts[0].toClose[0].isLong is 1; expected true or false")]
    [InlineData("{\"version\":1,\"accounts\":[{\"accountId\":\"TEST\",\"toClose\":[{\"contractId\":\"ES\",\"isLong\":true},{\"contractId\":\"ES\",\"isLong\":false}],\"flattening\":null}]}", "contract ES is there twice")]
    [InlineData("{\"version\":1,\"accounts\":[{\"accountId\":\"TEST\",\"toClose\":[],\"flattening\":null},{\"accountId\":\"TEST\",\"toClose\":[],\"flattening\":null}]}", "account TEST is there twice")]
    public void AFileThatCannotBeReadLetsNobodyTradeAndSaysWhatToRepair(string content, string what)
    {
        File.WriteAllText(StateFile, content);
        string message = Assert.Throws<InvalidSettingException>(() => DecisionsFile.In(_directory)).Message;

        Assert.StartsWith($"{StateFile} cannot be read, so nobody knows what rules decided to close: ", message, StringComparison.Ordinal);
        Assert.Contains(what, message, StringComparison.Ordinal);
        Assert.EndsWith("Repair the file, or remove it to start with nothing to close.", message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (RiskBench run in _runs)
            await run.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>A run on the state directory. What was held is not in its books yet.</summary>
    private RiskBench Run(params Position[] held)
    {
        var run = new RiskBench(DecisionsFile.In(_directory), held);
        _runs.Add(run);
        return run;
    }

    /// <summary>A run that holds two contracts, and cannot close what a rule has decided to close.</summary>
    private async Task<RiskBench> FailAsync(bool isFlatten)
    {
        RiskBench run = Run();
        run.Hold(Es, 2, 6650);
        run.Broker.Refusal = "try later";
        if (isFlatten)
            Assert.NotNull(await run.Liquidator.FlattenAsync("the day is lost", run.Suite, CancellationToken.None));
        else
            Assert.False((await run.Liquidator.CloseAsync(Es.Id, run.Suite, CancellationToken.None)).Success);
        return run;
    }

    private static void TakeOver(RiskBench run, Position held)
        => run.Trade(
            Es,
            new OrderRequest(Es.Id, held.Size > 0 ? OrderSide.Buy : OrderSide.Sell, OrderType.Market, Math.Abs(held.Size), Purpose: OrderRequest.HeldBeforePurpose),
            held.Size,
            held.AveragePrice);

    private static UnfinishedCloses UnfinishedOf(RiskBench run) => new(run.Liquidator, run.Withdrawals, run.Pace, run.Broker, run.Tracer);

    private static async Task StrikeAsync(RiskBench run, int times = 1)
    {
        for (int i = 0; i < times; i++)
            await UnfinishedOf(run).TryAgainAsync();
    }

    /// <summary>What the file says of the one account, on one line.</summary>
    private string Written()
    {
        using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllText(StateFile));
        return System.Text.Json.JsonSerializer.Serialize(Assert.Single(document.RootElement.GetProperty("accounts").EnumerateArray()));
    }
}
