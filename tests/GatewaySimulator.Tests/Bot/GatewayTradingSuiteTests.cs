using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using ProjectX;
using RiskTraceGen;
using TradingBot.Broker;
using TradingBot.Domain;
using TradingBot.Gateway;
using TradingBot.Market;
using TradingBot.Risk;
using OrderSide = TradingBot.Domain.OrderSide;
using OrderType = TradingBot.Domain.OrderType;

namespace GatewaySimulator.Tests.Bot;

public sealed class GatewayTradingSuiteTests : IAsyncDisposable
{
    private const string Es = "CON.F.US.EP.Z25";

    private readonly RiskTracer _tracer = new(new RiskTracerOptions { Classifier = new GatewayClassifier() });
    private readonly Dictionary<string, Queue<object>> _answers = [];
    private readonly ScriptedLine _line;
    private readonly GatewayClient _client;
    private readonly GatewayTags _tags = new();
    private readonly GatewayHints _hints;
    private readonly FakeTimeProvider _time = new();
    private readonly MarketClock _clock = new();
    private readonly StaleBooks _books;
    private readonly RiskFlow _flow;
    private readonly TracedTradingSuite _suite;
    private string? _tag;

    public GatewayTradingSuiteTests()
    {
        _line = new ScriptedLine(Answer);
        _client = new GatewayClient(
            new GatewayOptions { RestAddress = new Uri("http://gateway.test"), HubsAddress = new Uri("http://gateway.test/hubs"), UserName = "me", ApiKey = "key" }, _line);
        _hints = new GatewayHints(_tags);
        _flow = _tracer.StartFlow("TEST");
        _books = new StaleBooks(_time);
        ITradingSuite suite = new GatewayTradingSuite(_client, new Account(1, "TEST", 50_000, true, true, true), _tags, _hints, new GatewayUrgency(), _books, _clock);
        _suite = suite.Traced(_flow);
    }

    private static OrderRequest Entry { get; } = new(Es, OrderSide.Buy, OrderType.Market, 1, Tag: "entry-1");

    private static string Closed => """{"success":false,"errorCode":5,"errorMessage":null,"orderId":null}""";

    private static string Success(string adds) => $$"""{"success":true,"errorCode":0,"errorMessage":null{{adds}}}""";

    [Theory]
    [InlineData(503)]
    [InlineData(6)]
    [InlineData(7)]
    public async Task AnOrderInDoubtIsFoundByItsTagAndNotSentAgain(int what)
    {
        On("/api/Order/place", what == 503 ? HttpStatusCode.ServiceUnavailable : $$"""{"success":false,"errorCode":{{what}},"errorMessage":null,"orderId":null}""");
        On("/api/Order/search", "FOUND");

        OrderResult result = await _suite.PlaceOrderAsync(Entry, TestContext.Current.CancellationToken);

        Assert.Equal((true, "77"), (result.Success, result.OrderId));
        Assert.Equal(1, _line.Count("/api/Order/place"));
    }

    [Fact]
    public async Task AnOrderThatTheGatewayNeverGotIsSentAgainUnderItsTag()
    {
        On("/api/Order/place", HttpStatusCode.ServiceUnavailable, Success(",\"orderId\":5"));
        On("/api/Order/search", Success(",\"orders\":[]"));

        OrderResult result = await _suite.PlaceOrderAsync(Entry, TestContext.Current.CancellationToken);

        Assert.Equal((true, "5"), (result.Success, result.OrderId));
        Assert.Single(_line.Requests.Where(request => request.Path == "/api/Order/place").Select(request => TagIn(request.Body)).Distinct());
    }

    [Fact]
    public async Task ASecondOrderUnderOneTagIsTheFirstOne()
    {
        On("/api/Order/place", """{"success":false,"errorCode":2,"errorMessage":"customTag is in use","orderId":null}""");
        On("/api/Order/search", "FOUND");

        Assert.Equal("77", (await _suite.PlaceOrderAsync(Entry, TestContext.Current.CancellationToken)).OrderId);
    }

    [Fact]
    public async Task ASecondOrderUnderOneTagThatCannotBeLookedForIsInDoubt()
    {
        On("/api/Order/place", """{"success":false,"errorCode":2,"errorMessage":"customTag is in use","orderId":null}""");
        On("/api/Order/search", HttpStatusCode.TooManyRequests);

        GatewayPendingException failure = await Assert.ThrowsAsync<GatewayPendingException>(async () => await _suite.PlaceOrderAsync(Entry, TestContext.Current.CancellationToken));
        Assert.Contains("whether an earlier attempt arrived is not known", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, _line.Count("/api/Order/place"));
    }

    [Theory]
    [InlineData("place", true)]
    [InlineData("place", false)]
    [InlineData("modify", true)]
    [InlineData("modify", false)]
    [InlineData("close", true)]
    [InlineData("flatten", true)]
    [InlineData("positions", true)]
    [InlineData("compare", false)]
    [InlineData("cancel", true)]
    public async Task WhatClosesReducesOrProtectsMayUseWhatIsKeptForIt(string what, bool reduces)
    {
        On("/api/Position/searchOpen", Held(1, 1));
        On("/api/Order/place", Success(",\"orderId\":5"));
        On("/api/Order/searchOpen", Success(",\"orders\":[]"));
        On("/api/Order/cancel", """{"success":false,"errorCode":3,"errorMessage":"no","orderId":null}""");
        foreach (string path in (string[])["/api/Order/modify", "/api/Position/closeContract", "/api/Position/partialCloseContract"])
            On(path, Success(""));

        // The login and five orders: what is left is kept for closes.
        GatewayOptions options = _client.Options with { Limit = new RateLimit(10, TimeSpan.FromMinutes(1)), CloseReserve = 4, LookReserve = 0, OrderReserve = 3, LimitPatience = TimeSpan.Zero };
        using var client = new GatewayClient(options, _line);
        var suite = new GatewayTradingSuite(client, new Account(1, "TEST", 50_000, true, true, true), _tags, _hints, new GatewayUrgency(), _books, new MarketClock());
        for (int i = 0; i < 5; i++)
            await suite.PlaceOrderAsync(Entry, TestContext.Current.CancellationToken);

        OrderRequest order = Entry with { Side = OrderSide.Sell, Type = OrderType.Stop, StopPrice = 6640, ReduceOnly = reduces };
        CancellationToken token = TestContext.Current.CancellationToken;
        Func<Task> call = what switch
        {
            "place" => () => suite.PlaceOrderAsync(order, token).AsTask(),
            "modify" => () => suite.ModifyOrderAsync("5", order, token).AsTask(),
            "close" => () => suite.ClosePositionDirectAsync(Es, token).AsTask(),
            "flatten" => () => suite.FlattenByMarketOrderAsync(Es, token).AsTask(),
            "positions" => () => suite.GetPositionsAsync(token).AsTask(),
            "compare" => () => suite.ComparePositionsAsync(token).AsTask(),
            _ => () => suite.CancelOrderAsync("5", token).AsTask(),
        };
        if (reduces)
            await call();
        else
            await Assert.ThrowsAsync<GatewayLimitException>(call);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheLookForAnExitMayUseWhatIsKeptForCloses(bool isExit)
    {
        On("/api/Order/search", "FOUND");
        GatewayOptions options = _client.Options with { Limit = new RateLimit(5, TimeSpan.FromMinutes(1)), CloseReserve = 2, LookReserve = 0, OrderReserve = 1, LimitPatience = TimeSpan.Zero };
        using var client = new GatewayClient(options, _line);
        var suite = new GatewayTradingSuite(client, new Account(1, "TEST", 50_000, true, true, true), _tags, _hints, new GatewayUrgency(), _books, new MarketClock());
        OrderRequest order = Entry with { ReduceOnly = isExit };

        // To log in has taken one call of the five.
        int looks = 0;
        await Assert.ThrowsAsync<GatewayLimitException>(async () =>
        {
            for (; ; looks++)
                await suite.FindOrderAsync(order, TestContext.Current.CancellationToken);
        });
        Assert.Equal(isExit ? 4 : 2, looks);
    }

    [Theory]
    [InlineData(1, 5, OrderSide.Sell, 3, 3)]
    [InlineData(1, 2, OrderSide.Sell, 3, 2)]
    [InlineData(2, 5, OrderSide.Buy, 3, 3)]
    [InlineData(1, 5, OrderSide.Buy, 3, 0)]
    [InlineData(2, 5, OrderSide.Sell, 3, 0)]
    public async Task AReducingOrderIsNoLargerThanWhatItReduces(int type, int held, OrderSide side, int asked, int sent)
    {
        On("/api/Position/searchOpen", Held(type, held));
        On("/api/Order/place", Success(",\"orderId\":5"));

        OrderResult result = await _suite.PlaceOrderAsync(Entry with { Side = side, Size = asked, ReduceOnly = true }, TestContext.Current.CancellationToken);

        Assert.Equal(sent > 0 ? OrderResult.Accepted("5") : OrderResult.NothingHeld, result);
        Assert.Equal(sent == 0 ? [] : [sent], _line.Requests.Where(request => request.Path == "/api/Order/place").Select(request => JsonDocument.Parse(request.Body).RootElement.GetProperty("size").GetInt32()));
    }

    [Fact]
    public async Task WhereWhatIsHeldIsNotKnownNothingIsInDoubt()
    {
        On("/api/Position/searchOpen", HttpStatusCode.ServiceUnavailable, Held(1, 5));
        On("/api/Order/place", Success(",\"orderId\":5"));

        Assert.True((await _suite.PlaceOrderAsync(Entry with { Side = OrderSide.Sell, ReduceOnly = true }, TestContext.Current.CancellationToken)).Success);
        Assert.Equal((0, 1), (_line.Count("/api/Order/search"), _line.Count("/api/Order/place")));
    }

    [Fact]
    public async Task ACloseThatFindsNothingHasWhatItWants()
    {
        On("/api/Position/closeContract", HttpStatusCode.ServiceUnavailable, """{"success":false,"errorCode":2,"errorMessage":null}""");

        Assert.True((await _suite.ClosePositionDirectAsync(Es, TestContext.Current.CancellationToken)).Success);
        Assert.Equal(0, _line.Count("/api/Position/partialCloseContract"));
    }

    [Fact]
    public async Task ACloseThatIsRefusedIsMadeBySize()
    {
        On("/api/Position/closeContract", """{"success":false,"errorCode":5,"errorMessage":null}""");
        On("/api/Position/searchOpen", Held(2, 4));
        On("/api/Position/partialCloseContract", Success(""));

        Assert.True((await _suite.ClosePositionDirectAsync(Es, TestContext.Current.CancellationToken)).Success);
        Assert.Contains("\"size\":4", Assert.Single(_line.Requests, request => request.Path == "/api/Position/partialCloseContract").Body, StringComparison.Ordinal);
    }

    // Stops and closes of what is held no more, again and again, would use up the calls by which that is learnt.
    [Theory]
    [InlineData("place")]
    [InlineData("close")]
    [InlineData("flatten")]
    public async Task WhereNothingWasHeldNothingMoreIsSentUntilSomebodyHasLookedOrAWhileHasPassed(string first)
    {
        On("/api/Position/searchOpen", Success(",\"positions\":[]"));
        On("/api/Position/closeContract", """{"success":false,"errorCode":2,"errorMessage":null}""");
        Assert.Equal(OrderResult.NothingHeld, await ReduceAsync(first));
        Assert.True(_books.AreStale);
        Assert.True(_suite.IsNotHeld(Es));
        Assert.False(_suite.IsNotHeld("CON.F.US.MNQ.Z25"));
        Assert.False(OrderResult.BooksBehind.IsUnderWay);

        // It was wrong, or is no more so, and looks fail: then it is asked again.
        _time.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        Assert.True(_suite.IsNotHeld(Es));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.False(_suite.IsNotHeld(Es));
        Assert.Equal(OrderResult.NothingHeld, await ReduceAsync(first));
        Assert.True(_suite.IsNotHeld(Es));

        _books.Looked();
        Assert.False(_books.AreStale);
        Assert.False(_suite.IsNotHeld(Es));
    }

    [Theory]
    [InlineData("held")]
    [InlineData("entered")]
    [InlineData("another")]
    [InlineData("turned")]
    public async Task WhatMayBeHeldIsClosedThoughTheBooksAreBehind(string why)
    {
        On("/api/Position/searchOpen", why == "turned" ? Held(2, 3) : Success(",\"positions\":[]"), Held(1, 1));
        On("/api/Order/place", Success(",\"orderId\":5"));
        Assert.Equal(OrderResult.NothingHeld, await ReduceAsync("place"));
        if (why == "held")
            await _suite.GetPositionsAsync(TestContext.Current.CancellationToken);
        else if (why == "entered")
            await _suite.PlaceOrderAsync(Entry, TestContext.Current.CancellationToken);

        Assert.False(_suite.IsNotHeld(why == "another" ? "CON.F.US.MNQ.Z25" : Es));
        Assert.True(_books.AreStale);
    }

    // An order may trade while it is withdrawn or changed: nobody has to look at that, but what it has traded is asked for.
    [Theory]
    [InlineData("cancel", 2, "77", true)]
    [InlineData("cancel", 3, "7", true)]
    [InlineData("cancel", 3, "77", false)]
    [InlineData("modify", 2, "77", true)]
    [InlineData("modify", 3, "7", true)]
    [InlineData("modify", 3, "77", false)]
    public async Task AnOrderThatHasEndedBeforeItWasWithdrawnOrChangedIsNoFailure(string how, int code, string id, bool hasEnded)
    {
        On($"/api/Order/{how}", $$"""{"success":false,"errorCode":{{code}},"errorMessage":"not this one"}""");
        On("/api/Order/searchOpen", "FOUND");
        OrderResult result = how == "cancel"
            ? await _suite.CancelOrderAsync(id, TestContext.Current.CancellationToken)
            : await _suite.ModifyOrderAsync(id, Entry, TestContext.Current.CancellationToken);

        Assert.Equal((hasEnded, hasEnded, hasEnded), (result.Success, result.IsGone, _books.AreStale));
        Assert.Equal(hasEnded ? 0 : 1, await AlertsAsync());
        Assert.EndsWith("not this one", result.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(1, _line.Count($"/api/Order/{how}"));
        Assert.True(_hints.Take().Asks);
    }

    [Fact]
    public async Task ThatAMarketIsClosedIsToldOnceUntilItTakesAnOrder()
    {
        On("/api/Order/place", Closed, Closed, Closed, Success(",\"orderId\":5"), Closed, Closed);
        await EnterAsync(3);
        Assert.Equal(1, await AlertsAsync());

        await EnterAsync(3);
        Assert.Equal((2, 6), (await AlertsAsync(), _line.Count("/api/Order/place")));
    }

    [Theory]
    [InlineData(Es, false, 59, true)]
    [InlineData(Es, false, 60, false)]
    [InlineData(Es, true, 0, false)]
    [InlineData("CON.F.US.MNQ.Z25", false, 0, false)]
    public async Task AMarketThatIsClosedIsKnownToBeForAnHourAndEntriesOfItAlone(string contractId, bool reduces, int minutes, bool isKnown)
    {
        On("/api/Order/place", Closed);
        await EnterAsync(1);
        _clock.AdvanceTo(_clock.Now.AddMinutes(minutes));

        Assert.Equal(isKnown, _suite.IsKnownToBeClosed(Entry with { ContractId = contractId, ReduceOnly = reduces }));
    }

    [Fact]
    public async Task AnOrderThatHasTradedInPartIsChangedAsAWhole()
    {
        On("/api/Order/modify", Success(""));
        await _suite.ModifyOrderAsync("7", Entry with { Size = 2, Filled = 3 }, TestContext.Current.CancellationToken);

        Assert.Contains("\"size\":5", Assert.Single(_line.Requests, request => request.Path == "/api/Order/modify").Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CON.F.US.EP.Z25", "ES", 2025, 12)]
    [InlineData("CON.F.US.MNQ.H26", "MNQ", 2026, 3)]
    public void AContractIdIsRead(string id, string root, int year, int month)
    {
        FuturesContract contract = GatewayContracts.Parse(id)!;

        Assert.Equal((id, root, new DeliveryMonth(year, month)), (contract.Id, contract.Product.Root, contract.Expiry));
    }

    [Theory]
    [InlineData("")]
    [InlineData("CON.F.US.EP")]
    [InlineData("CON.F.US.XX.Z25")]
    [InlineData("CON.F.US.EP.A25")]
    [InlineData("CON.F.US.EP.Z2x")]
    [InlineData("CON.F.US.EP.Z25.more")]
    public void WhatIsNoContractOfOursIsNone(string id) => Assert.Null(GatewayContracts.Parse(id));

    public async ValueTask DisposeAsync()
    {
        _flow.Complete("DONE");
        await _tracer.DisposeAsync();
        _client.Dispose();
    }

    private async Task EnterAsync(int times)
    {
        var desk = new OrderDesk(new OrderBook(), new GatewayClassifier(), new LimitAlert(_time));
        for (int i = 0; i < times; i++)
            await desk.PlaceAsync(new ClearedOrder(Entry with { Tag = null }), _suite, TestContext.Current.CancellationToken);
    }

    private async Task<long> AlertsAsync()
    {
        await _tracer.FlushAsync();
        return _tracer.Statistics.Alerts;
    }

    private ValueTask<OrderResult> ReduceAsync(string how) => how switch
    {
        "place" => _suite.PlaceOrderAsync(Entry with { Side = OrderSide.Sell, ReduceOnly = true }, TestContext.Current.CancellationToken),
        "close" => _suite.ClosePositionDirectAsync(Es, TestContext.Current.CancellationToken),
        _ => _suite.FlattenByMarketOrderAsync(Es, TestContext.Current.CancellationToken),
    };

    private static string Held(int type, int size)
        => Success($$""","positions":[{"id":1,"accountId":1,"contractId":"{{Es}}","creationTimestamp":"2025-09-17T15:00:00Z","type":{{type}},"size":{{size}},"averagePrice":6650}]""");

    private static string? TagIn(string body) => JsonDocument.Parse(body).RootElement.GetProperty("customTag").GetString();

    /// <summary>The last answer is given from then on.</summary>
    private void On(string path, params object[] answers) => _answers[path] = new Queue<object>(answers);

    private HttpResponseMessage Answer(string path, string body)
    {
        if (path == "/api/Auth/loginKey")
            return ScriptedLine.Json(Success(",\"token\":\"t\""));
        if (path == "/api/Order/place")
            _tag = TagIn(body);
        Queue<object> answers = _answers[path];
        return (answers.Count > 1 ? answers.Dequeue() : answers.Peek()) switch
        {
            HttpStatusCode status => ScriptedLine.Status(status),
            "FOUND" => ScriptedLine.Json(Success($$""","orders":[{"id":77,"accountId":1,"contractId":"{{Es}}","symbolId":"F.US.EP","creationTimestamp":"2025-09-17T15:00:00Z","status":1,"type":2,"side":0,"size":1,"fillVolume":0,"customTag":"{{_tag}}"}]""")),
            object text => ScriptedLine.Json((string)text),
        };
    }
}
