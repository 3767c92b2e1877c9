using TradingBot.Configuration;
using TradingBot.Risk;
using TradingBot.Tests.Rules;

namespace TradingBot.Tests.Risk;

public sealed class TradingGateTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = RiskBench.Morning;
    private readonly RiskBench _bench = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("tradingbot-").FullName;

    private string StateFile => Path.Combine(_directory, "holds.json");

    [Fact]
    public void HoldsSurviveARestartAsTheyWere()
    {
        TradingHold[] holds =
        [
            new("stale_market_data", RiskBench.Es.Id, "the quote is 31 s old", Now, null, HoldKind.Block),
            new("loss_streak_cooldown", null, "3 losses in a row", Now, Now.AddMinutes(30), HoldKind.CoolDown),
            new("daily_total_loss", null, "day result -1000.00", Now, Now.AddHours(7), HoldKind.LockOut),
            new("kill_switch", null, "pulled by Jane Doe: \"now\"", Now, null, HoldKind.Disable),
        ];
        TradingGate before = Open();
        foreach (TradingHold hold in holds)
            before.Close(hold, _bench.Flow);
        TradingGate after = Open();

        Assert.Equal(holds, Written());
        Assert.DoesNotContain(nameof(TradingHold.InWords), File.ReadAllText(StateFile), StringComparison.OrdinalIgnoreCase);
        Assert.All(holds, hold => Assert.True(after.IsHeldBy(hold.SetBy, hold.ContractId, Now)));
        Assert.False(after.IsHeldBy("loss_streak_cooldown", null, Now.AddMinutes(30)));
        Assert.False(after.IsOpen(RiskBench.Mnq.Id, Now.AddYears(1)));
        Assert.Empty(after.History);
    }

    // The gateway's clock, from which trades have their time, may be hours ahead of the bot's.
    [Fact]
    public void AHoldFromATimeAheadEndsNoOther()
    {
        TradingGate gate = Open();
        gate.Close(new TradingHold("volatility_halt", RiskBench.Es.Id, "wide", Now, Now.AddMinutes(10), HoldKind.CoolDown), _bench.Flow);
        gate.Close(new TradingHold("loss_streak_cooldown", null, "3 losses in a row", Now.AddHours(4), Now.AddHours(5), HoldKind.CoolDown), _bench.Flow);
        Assert.True(gate.IsHeldBy("volatility_halt", RiskBench.Es.Id, Now.AddMinutes(9)));

        gate.Close(new TradingHold("kill_switch", null, "pulled", Now.AddDays(1).AddMinutes(10), null, HoldKind.Disable), _bench.Flow);
        Assert.Equal(["loss_streak_cooldown", "kill_switch"], Written()!.Select(hold => hold.SetBy));
    }

    // Three fills of one moment end the same streak.
    [Fact]
    public void TheSameHoldIsKeptOnce()
    {
        var hold = new TradingHold("loss_streak_cooldown", null, "3 losses in a row", Now, Now.AddMinutes(30), HoldKind.CoolDown);
        TradingGate gate = Open();
        for (int i = 0; i < 3; i++)
            gate.Close(hold with { }, _bench.Flow);

        Assert.Equal([hold], Written());
    }

    [Fact]
    public void ADisableIsLiftedByNameAloneAndStaysLifted()
    {
        TradingGate gate = Open();
        gate.Close(new TradingHold("kill_switch", null, "pulled", Now, null, HoldKind.Disable), _bench.Flow);
        gate.Close(new TradingHold("daily_total_loss", null, "loss", Now, Now.AddHours(7), HoldKind.LockOut), _bench.Flow);

        Assert.Equal(1, Open().Enable("Jane Doe", Now, _bench.Flow));
        TradingGate after = Open();
        Assert.False(after.IsHeldBy("kill_switch", null, Now));
        Assert.True(after.IsHeldBy("daily_total_loss", null, Now));
        Assert.Equal(0, after.Enable("Jane Doe", Now, _bench.Flow));
    }

    [Fact]
    public async Task WhoLiftsAHoldIsInTheTrace()
    {
        var bench = new RiskBench();
        bench.CreateDispatcher();
        TradingGate gate = Open();
        gate.Close(new TradingHold("kill_switch", null, "pulled", Now, null, HoldKind.Disable), bench.Flow);
        using (RiskTraceGen.RiskFlow flow = bench.Tracer.StartFlow("TRADING_ENABLED"))
        {
            gate.Enable("Jane Doe", Now, flow);
            flow.Complete("ENABLED");
        }

        // The flow ends when its handlers have.
        await bench.DisposeAsync();
        Assert.Contains("Jane Doe", bench.Flows.TextOf("TRADING_ENABLED"), StringComparison.Ordinal);
        Assert.Contains("kill_switch", bench.Flows.TextOf("TRADING_ENABLED"), StringComparison.Ordinal);
    }

    [Fact]
    public void ARuleLiftsItsOwnAlone()
    {
        TradingGate gate = Open();
        Assert.True(gate.Block("a", "ES", "why", Now, _bench.Flow));
        Assert.False(gate.Block("a", "ES", "why", Now, _bench.Flow));
        Assert.True(gate.Block("b", "ES", "why", Now, _bench.Flow));
        gate.Lift("a", "ES", Now, _bench.Flow);

        Assert.Equal("b", Open().HoldOn("ES", Now)?.SetBy);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("{", "Line 1, column 2: ")]
    [InlineData("{\n  \"version\": 1,\n  \"accounts\": [],\n}", "Line 4, column 1: nothing follows on the comma before this: take it out.")]
    [InlineData("{\"version\":1,\n\n  }]", "Line 3, column 3: nothing follows on the comma before this: take it out.")]
    [InlineData("{\n  \"version\": 1, // the first\n  \"accounts\": []\n}", "Line 2, column 17: a comment begins here, and this file takes none: take it out.")]
    [InlineData("{\"version\":1,\"accounts\":[/* nobody */]}", "Line 1, column 26: a comment begins here, and this file takes none: take it out.")]
    [InlineData("{\"version\":1/2}", "Line 1, column 13: '/' is invalid after a value")]
    [InlineData("null", "it is null")]
    [InlineData("[]", "Line 1, column 2: the file is []; expected an object with version, accounts")]
    [InlineData("{\"version\":2,\"accounts\":[]}", "expected version 1")]
    [InlineData("{\"version\":1}", "Line 1, column 14: the file lacks accounts")]
    [InlineData("{\"version\":\"one\",\"accounts\":[]}", "version is \"one\"; expected a whole number")]
    [InlineData("{\"version\":1,\"accounts\":null}", "accounts is null; expected a list")]
    [InlineData("{\"version\":1,\"accounts\":[],\"hold\":[]}", "the file has no 'hold'; it has version, accounts")]
    [InlineData("{\"version\":1,\"accounts\":[{\"accountId\":\"TEST\"}]}", "accounts[0] lacks holds")]
    [InlineData("{\"version\":1,\"accounts\":[{\"accountId\":\"TEST\",\"holds\":[{\"setBy\":\"a\"}]}]}", "accounts[0].holds[0] lacks contractId, reason, from, until, kind.")]
    [InlineData("{\"version\":1,\"accounts\":[{\"accountId\":\"TEST\",\"holds\":[{\"setBy\":null,\"contractId\":null,\"reason\":\"x\",\"from\":\"2025-09-17T15:00:00Z\",\"until\":null,\"kind\":\"Disable\"}]}]}", "accounts[0].holds[0]")]
    [InlineData("{\"version\":1,\"accounts\":[{\"accountId\":\"TEST\",\"holds\":[{\"setBy\":\"a\",\"contractId\":null,\"reason\":\"x\",\"from\":\"2025-09-17T15:00:00Z\",\"until\":null,\"kind\":\"Disable\"},{\"setBy\":\"a\",\"contractId\":null,\"reason\":\"x\",\"from\":\"2025-09-17T15:00:00Z\",\"until\":null,\"kind\":\"Sometimes\"}]}]}", "accounts[0].holds[1].kind is \"Sometimes\"; expected Block or CoolDown or LockOut or Disable")]
    [InlineData("{\"version\":1,\"accounts\":[{\"accountId\":\"TEST\",\"holds\":[{\"setBy\":\"a\",\"contractId\":null,\"reason\":\"x\",\"from\":\"2025-09-17T15:00:00Z\",\"until\":null,\"kind\":9}]}]}", "accounts[0].holds[0].kind is 9; expected Block or CoolDown or LockOut or Disable")]
    [InlineData("{\"version\":1,\"accounts\":[{\"accountId\":\"TEST\",\"holds\":[{\"setBy\":\"a\",\"contractId\":null,\"reason\":\"x\",\"from\":\"2025-09-17T15:00:00Z\",\"until\":null,\"kind\":\"3\"}]}]}", "accounts[0].holds[0].kind is \"3\"; expected Block or CoolDown or LockOut or Disable")]
    [InlineData("{\"version\":1,\"accounts\":[{\"accountId\":\"TEST\",\"holds\":[{\"setBy\":\"a\",\"contractId\":null,\"reason\":\"x\",\"from\":\"2025-09-17T15:00:00Z\",\"until\":null,\"kind\":\"Disable, Block\"}]}]}", "accounts[0].holds[0].kind is \"Disable, Block\"; expected Block or CoolDown or LockOut or Disable")]
    [InlineData("{\"version\":1,\"accounts\":[{\"accountId\":\"TEST\",\"holds\":[{\"setBy\":\"a\",\"contractId\":null,\"reason\":\"x\",\"from\":\"today\",\"until\":null,\"kind\":\"Disable\"}]}]}", "accounts[0].holds[0].from is \"today\"; expected a date and a time with the offset from UTC")]
    [InlineData("{\"version\":1,\"accounts\":[{\"accountId\":\"TEST\",\"holds\":[{\"setBy\":\"a\",\"contractId\":null,\"reason\":\"x\",\"from\":\"2025-01-01\",\"until\":null,\"kind\":\"Disable\"}]}]}", "accounts[0].holds[0].from is \"2025-01-01\"; expected a date and a time with the offset from UTC")]
    [InlineData("{\"version\":1,\"accounts\":[{\"accountId\":\"TEST\",\"holds\":[{\"setBy\":\"a\",\"contractId\":null,\"reason\":\"x\",\"from\":20250101,\"until\":null,\"kind\":\"Disable\"}]}]}", "accounts[0].holds[0].from is 20250101; expected a date and a time with the offset from UTC")]
    [InlineData("{\"version\":1,\"accounts\":[{\"accountId\":\"TEST\",\"holds\":[{\"setBy\":\"a\",\"contractId\":null,\"reason\":\"x\",\"from\":\"2025-09-17T15:00:00Z\",\"until\":\"2025-09-17T15:00:00\",\"kind\":\"Disable\"}]}]}", "accounts[0].holds[0].until is \"2025-09-17T15:00:00\"; expected a date and a time with the offset from UTC")]
    [InlineData("{\"version\":1,\"accounts\":[{\"accountId\":\"TEST\",\"holds\":[null]}]}", "one of the holds is null")]
    public void AFileThatCannotBeReadLetsNobodyTradeAndSaysWhatToRepair(string content, string what)
    {
        File.WriteAllText(StateFile, content);
        var exception = Assert.Throws<InvalidSettingException>(Open);

        Assert.StartsWith($"{StateFile} cannot be read, so nobody knows whether trading is locked: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(what, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(TradingBot), exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("Repair the file, or remove it to start without holds.", exception.Message, StringComparison.Ordinal);
    }

    // Read as those of the account that comes first, they would be lost to the others.
    [Theory]
    [InlineData("")]
    [InlineData("{\"setBy\":\"a\",\"contractId\":null,\"reason\":\"x\",\"from\":\"2025-09-17T15:00:00+00:00\",\"until\":null,\"kind\":\"Disable\"}")]
    public void AFileThatDoesNotSayWhoseItsHoldsAreLetsNobodyTradeAndSaysWhatToWrite(string holds)
    {
        File.WriteAllText(StateFile, $"{{\"version\":1,\"holds\":[{holds}]}}");
        string message = Assert.Throws<InvalidSettingException>(Open).Message;

        Assert.StartsWith($"{StateFile} is of an earlier version of the bot and does not say whose the holds are, so nobody knows whether trading is locked. ", message, StringComparison.Ordinal);
        Assert.EndsWith("{ \"version\": 1, \"accounts\": [ { \"accountId\": \"NAME\", \"holds\": [ ... ] } ] }", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherAccountHasHoldsOfItsOwn()
    {
        TradingGate gate = Open();
        gate.Close(new TradingHold("trailing_drawdown", null, "equity at the floor", Now, null, HoldKind.Disable), _bench.Flow);
        TradingGate other = Open("OTHER");
        Assert.True(other.IsOpen(RiskBench.Es.Id, Now));
        Assert.Empty(other.OfEarlierRun);
        Assert.Equal(0, other.Enable("Jane Doe", Now, _bench.Flow));

        other.Close(new TradingHold("kill_switch", null, "pulled", Now, null, HoldKind.Disable), _bench.Flow);
        Assert.Equal(1, other.Enable("Jane Doe", Now, _bench.Flow));
        Assert.Equal("trailing_drawdown", Assert.Single(Open().OfEarlierRun).SetBy);
        Assert.Empty(Open("OTHER").OfEarlierRun);
    }

    [Fact]
    public void AWriteThatFailedLeavesTheFileAsItWas()
    {
        TradingGate gate = Open();
        gate.Block("a", null, "why", Now, _bench.Flow);
        string before = File.ReadAllText(StateFile);
        Directory.CreateDirectory(StateFile + ".new");
        gate.Block("b", null, "why", Now, _bench.Flow);

        Assert.Equal(before, File.ReadAllText(StateFile));
        Assert.True(gate.IsHeldBy("b", null, Now));
    }

    [Fact]
    public void ADirectoryThatCannotBeIsNamed()
    {
        File.WriteAllText(StateFile, "");

        Assert.Equal($"--state {StateFile}: a directory is expected, and this is a file.", Assert.Throws<InvalidSettingException>(() => HoldFile.In(StateFile)).Message);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return _bench.DisposeAsync();
    }

    private TradingGate Open() => Open("TEST");

    private TradingGate Open(string account) => new(account, HoldFile.In(_directory));

    private IReadOnlyList<TradingHold>? Written() => HoldFile.In(_directory).Of("TEST")?.Holds;
}
