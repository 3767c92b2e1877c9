using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using ProjectX;
using RiskTraceGen;
using TradingBot.Gateway;

namespace GatewaySimulator.Tests.Client;

public sealed class GatewayClientTests
{
    private const string Key = "k3y-that-nobody-may-read";
    private const string Token = "t0ken-that-nobody-may-read";

    private readonly FakeTimeProvider _time = new();

    private GatewayOptions Options => new()
    {
        RestAddress = new Uri("http://gateway.test"),
        HubsAddress = new Uri("http://gateway.test/hubs"),
        UserName = "me",
        ApiKey = Key,
        Time = _time,
        Limit = new RateLimit(20, TimeSpan.FromMinutes(1)),
        OrderReserve = 5,
        CloseReserve = 0,
    };

    // An order that was never sent is in no doubt.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhoGivesUpBeforeAnOrderIsSentIsToldSo(bool hasToken)
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        var line = new ScriptedLine((path, _, _) => path == "/api/Auth/loginKey" && !hasToken ? answer.Task : Task.FromResult(ScriptedLine.Json("""{"success":true,"errorCode":0,"errorMessage":null,"token":"t","orderId":5}""")));
        using var client = new GatewayClient(Options with { Limit = new RateLimit(2, TimeSpan.FromMinutes(1)), OrderReserve = 0, LookReserve = 0, LimitPatience = TimeSpan.FromHours(1) }, line);
        var order = new PlaceOrderRequest(1, "CON.F.US.EP.Z25", OrderType.Market, OrderSide.Bid, 1);
        if (hasToken)
            await client.PlaceOrderAsync(order, cancellationToken: TestContext.Current.CancellationToken);
        int sent = line.Count("/api/Order/place");
        using var patience = new CancellationTokenSource();
        Task<long> placing = client.PlaceOrderAsync(order, cancellationToken: patience.Token);
        await patience.CancelAsync();

        await Assert.ThrowsAsync<GatewayNotSentException>(() => placing).InTime();
        Assert.Equal(sent, line.Count("/api/Order/place"));
        answer.TrySetResult(ScriptedLine.Status(HttpStatusCode.ServiceUnavailable));
    }

    public static TheoryData<string, int, string> Pending => new(
        from call in GatewayCalls.All
        from code in Enumerable.Range(1, call.ErrorCodes.Count)
        where call.Path.StartsWith("/api/Order", StringComparison.Ordinal) || call.Path.StartsWith("/api/Position", StringComparison.Ordinal)
        select new TheoryDataRow<string, int, string>(call.Path, code, call.Meaning(code)));

    [Fact]
    public async Task OneLoginServesManyCalls()
    {
        var line = new ScriptedLine(Answer);
        using var client = new GatewayClient(Options, line);
        await client.SearchAccountsAsync(onlyActive: true, TestContext.Current.CancellationToken);
        await client.CancelOrderAsync(1, 2, TestContext.Current.CancellationToken);

        Assert.Equal(["/api/Auth/loginKey", "/api/Account/search", "/api/Order/cancel"], line.Requests.Select(request => request.Path));
        Assert.Equal([null, Token, Token], line.Requests.Select(request => request.Token));
    }

    [Fact]
    public async Task ATokenIsRenewedBeforeItExpires()
    {
        var line = new ScriptedLine((path, body) => path == "/api/Auth/validate" ? ScriptedLine.Json("""{"success":true,"errorCode":0,"errorMessage":null,"newToken":"second"}""") : Answer(path, body));
        using var client = new GatewayClient(Options, line);
        await client.SearchAccountsAsync(onlyActive: true, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromHours(23) - TimeSpan.FromTicks(1));
        await client.SearchAccountsAsync(onlyActive: true, TestContext.Current.CancellationToken);
        Assert.Equal(0, line.Count("/api/Auth/validate"));

        _time.Advance(TimeSpan.FromTicks(1));
        await client.SearchAccountsAsync(onlyActive: true, TestContext.Current.CancellationToken);
        await client.Token.Renewal.InTime();
        await client.SearchAccountsAsync(onlyActive: true, TestContext.Current.CancellationToken);

        Assert.Equal((1, 1), (line.Count("/api/Auth/validate"), line.Count("/api/Auth/loginKey")));
        Assert.Equal("second", line.Requests[^1].Token);
    }

    [Fact]
    public async Task NoOrderWaitsForARenewal()
    {
        var renewed = new TaskCompletionSource<HttpResponseMessage>();
        var line = new ScriptedLine((path, body, _) => path == "/api/Auth/validate" ? renewed.Task : Task.FromResult(Answer(path, body)));
        using var client = new GatewayClient(Options, line);
        await client.CloseContractAsync(1, "x", TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromHours(23));

        await client.CloseContractAsync(1, "x", TestContext.Current.CancellationToken).InTime();
        Assert.False(client.Token.Renewal.IsCompleted);

        renewed.SetResult(ScriptedLine.Json("""{"success":true,"errorCode":0,"errorMessage":null,"newToken":"second"}"""));
        await client.Token.Renewal.InTime();
        await client.CloseContractAsync(1, "x", TestContext.Current.CancellationToken).InTime();
        Assert.Equal([Token, Token, "second"], line.Requests.Where(request => request.Path == "/api/Position/closeContract").Select(request => request.Token));
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(null)]
    public async Task ARenewalThatFailsLeavesTheTokenInUseAndIsTriedAgain(HttpStatusCode? status)
    {
        bool fails = true;
        var line = new ScriptedLine((path, body) => path != "/api/Auth/validate" ? Answer(path, body)
            : !fails ? ScriptedLine.Json("""{"success":true,"errorCode":0,"errorMessage":null,"newToken":"second"}""")
            : status is { } told ? ScriptedLine.Status(told) : throw new HttpRequestException("the line broke"));
        using var client = new GatewayClient(Options, line);
        await client.CloseContractAsync(1, "x", TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromHours(23.1));
        for (int i = 0; i < 3; i++)
        {
            await client.CloseContractAsync(1, "x", TestContext.Current.CancellationToken).InTime();
            await client.Token.Renewal.InTime();
        }

        Assert.Equal((1, 1), (line.Count("/api/Auth/validate"), line.Count("/api/Auth/loginKey")));
        Assert.Equal(Token, line.Requests[^1].Token);

        fails = false;
        _time.Advance(GatewayToken.RenewalPause);
        await client.CloseContractAsync(1, "x", TestContext.Current.CancellationToken).InTime();
        await client.Token.Renewal.InTime();
        await client.CloseContractAsync(1, "x", TestContext.Current.CancellationToken).InTime();
        Assert.Equal("second", line.Requests[^1].Token);
    }

    [Fact]
    public async Task ATokenThatIsTooOldIsAskedForAnewWhateverBecomesOfItsRenewal()
    {
        var line = new ScriptedLine((path, body) => path == "/api/Auth/validate" ? ScriptedLine.Status(HttpStatusCode.ServiceUnavailable) : Answer(path, body));
        using var client = new GatewayClient(Options, line);
        await client.CloseContractAsync(1, "x", TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromHours(24));

        await client.CloseContractAsync(1, "x", TestContext.Current.CancellationToken).InTime();
        Assert.Equal((0, 2), (line.Count("/api/Auth/validate"), line.Count("/api/Auth/loginKey")));
    }

    [Theory]
    [InlineData("""{"success":false,"errorCode":3,"errorMessage":null,"newToken":null}""")]
    [InlineData("""{"success":true,"errorCode":0,"errorMessage":null,"newToken":null}""")] // it is valid, and nobody says for how long
    [InlineData("""{"success":true,"errorCode":0,"errorMessage":null}""")]
    public async Task ATokenThatCannotBeRenewedIsAskedForAnew(string validated)
    {
        var line = new ScriptedLine((path, body) => path == "/api/Auth/validate" ? ScriptedLine.Json(validated) : Answer(path, body));
        using var client = new GatewayClient(Options, line);
        await client.SearchAccountsAsync(onlyActive: true, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromHours(23));
        await client.SearchAccountsAsync(onlyActive: true, TestContext.Current.CancellationToken);
        await client.Token.Renewal.InTime();

        Assert.Equal((1, 2), (line.Count("/api/Auth/validate"), line.Count("/api/Auth/loginKey")));
    }

    [Fact]
    public async Task AnOrderThatWasRefusedForItsTokenIsSentOnceMoreWithAnother()
    {
        bool expired = true;
        var line = new ScriptedLine((path, body) =>
        {
            if (path != "/api/Order/place" || !expired)
                return Answer(path, body);
            expired = false;
            return ScriptedLine.Status(HttpStatusCode.Unauthorized);
        });
        using var client = new GatewayClient(Options, line);

        Assert.Equal(7, await client.PlaceOrderAsync(Order, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal((2, 2), (line.Count("/api/Order/place"), line.Count("/api/Auth/loginKey")));
    }

    [Theory]
    [MemberData(nameof(Pending))]
    public async Task EveryCodeMeansWhatItMeansOnItsCall(string path, int code, string meaning)
    {
        var line = new ScriptedLine((asked, body) => asked == path ? ScriptedLine.Json($$"""{"success":false,"errorCode":{{code}},"errorMessage":"words"}""") : Answer(asked, body));
        using var client = new GatewayClient(Options, line);

        GatewayException refusal = await Assert.ThrowsAnyAsync<GatewayException>(() => Send(client.SingleAttempts, path));

        bool isAmbiguous = meaning.EndsWith("Pending", StringComparison.Ordinal) || meaning == "UnknownError";
        Assert.Equal(isAmbiguous, refusal is GatewayPendingException);
        Assert.Equal(isAmbiguous ? CallFailure.Ambiguous : CallFailure.Permanent, new GatewayClassifier().Classify("call", refusal));
        Assert.Contains(meaning, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("words", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, line.Count(path));
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, CallFailure.Ambiguous)]
    [InlineData(HttpStatusCode.TooManyRequests, CallFailure.Transient)]
    [InlineData(HttpStatusCode.BadRequest, CallFailure.Permanent)]
    public async Task AnOrderIsSentOnceWhateverTheStatus(HttpStatusCode status, CallFailure meaning)
    {
        var line = new ScriptedLine((path, body) => path == "/api/Order/place" ? ScriptedLine.Status(status) : Answer(path, body));
        using var client = new GatewayClient(Options, line);

        HttpRequestException failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.PlaceOrderAsync(Order, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(meaning, new GatewayClassifier().Classify("place_order", failure));
        Assert.Equal(1, line.Count("/api/Order/place"));
    }

    [Fact]
    public async Task AQueryIsAskedAgain()
    {
        int failures = 2;
        var line = new ScriptedLine((path, body) => path == "/api/Account/search" && failures-- > 0 ? ScriptedLine.Status(HttpStatusCode.ServiceUnavailable) : Answer(path, body));
        using var client = new GatewayClient(Options with { Time = TimeProvider.System }, line);

        Assert.Empty(await client.SearchAccountsAsync(onlyActive: true, TestContext.Current.CancellationToken).InTime());
        Assert.Equal(3, line.Count("/api/Account/search"));
    }

    [Fact]
    public async Task EachAttemptOfAQueryTakesATurnAndHasANumberOfItsOwn()
    {
        int failures = 2;
        var line = new ScriptedLine((path, body) => path == "/api/Account/search" && failures-- > 0 ? ScriptedLine.Status(HttpStatusCode.ServiceUnavailable) : Answer(path, body));
        using var client = new GatewayClient(Options with { Time = TimeProvider.System, Limit = new RateLimit(20, TimeSpan.FromHours(1)) }, line);
        await client.SearchAccountsAsync(onlyActive: true, TestContext.Current.CancellationToken).InTime();
        Assert.Equal(line.Numbers.Count, line.Numbers.Distinct().Count());

        // The login has taken one of the fifteen.
        for (int i = 4; i < 15; i++)
            await client.SingleAttempts.SearchAccountsAsync(onlyActive: true, TestContext.Current.CancellationToken).InTime();
        await Assert.ThrowsAsync<GatewayLimitException>(() => client.SingleAttempts.SearchAccountsAsync(onlyActive: true, TestContext.Current.CancellationToken)).InTime();
    }

    [Fact]
    public async Task AnAnswerThatDoesNotComeIsAmbiguous()
    {
        var asked = new TaskCompletionSource();
        var line = new ScriptedLine(async (path, body, cancellationToken) =>
        {
            if (path != "/api/Order/place")
                return Answer(path, body);
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException("unreachable");
        });
        using var client = new GatewayClient(Options, line);
        Task<long> order = client.PlaceOrderAsync(Order, cancellationToken: TestContext.Current.CancellationToken);
        await asked.Task.InTime();
        _time.Advance(Options.RequestTimeout);

        GatewayTimeoutException silence = await Assert.ThrowsAsync<GatewayTimeoutException>(() => order.InTime());
        Assert.Equal(CallFailure.Ambiguous, new GatewayClassifier().Classify("place_order", silence));
    }

    [Theory]
    [InlineData("not json at all")]
    [InlineData("null")]
    [InlineData("""{"success":true,"errorCode":0,"errorMessage":null,"orderId":null}""")]
    [InlineData("""{"success":false,"errorCode":0,"errorMessage":null,"orderId":7}""")]
    [InlineData("""{"orderId":7}""")]
    [InlineData("{}")]
    public async Task AnAnswerThatCannotBeReadIsAmbiguous(string answer)
    {
        var line = new ScriptedLine((path, body) => path == "/api/Order/place" ? ScriptedLine.Json(answer) : Answer(path, body));
        using var client = new GatewayClient(Options, line);

        Exception failure = await Assert.ThrowsAnyAsync<Exception>(() => client.PlaceOrderAsync(Order, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(CallFailure.Ambiguous, new GatewayClassifier().Classify("place_order", failure));
    }

    [Theory]
    [InlineData("""{"success":true,"errorCode":0,"errorMessage":null}""")]
    [InlineData("""{"success":true,"errorCode":0,"errorMessage":null,"accounts":null}""")]
    [InlineData("""{"success":true,"errorCode":0,"errorMessage":null,"accounts":[null]}""")]
    public async Task AnAnswerWithoutItsListNamesTheCallAndTheField(string answer)
    {
        var line = new ScriptedLine((path, body) => path == "/api/Account/search" ? ScriptedLine.Json(answer) : Answer(path, body));
        using var client = new GatewayClient(Options, line);

        InvalidDataException failure = await Assert.ThrowsAsync<InvalidDataException>(() => client.SearchAccountsAsync(onlyActive: true, TestContext.Current.CancellationToken));
        Assert.Equal("/api/Account/search (request 2): a success, and its accounts missing or null", failure.Message);
    }

    // No balance is not one of nothing, and no size no closed position.
    [Theory]
    [InlineData("/api/Account/search", """{"success":true,"errorCode":0,"errorMessage":null,"accounts":[{"id":1,"name":"a","canTrade":true,"isVisible":true,"simulated":true}]}""", "balance")]
    [InlineData("/api/Position/searchOpen", """{"success":true,"errorCode":0,"errorMessage":null,"positions":[{"id":1,"accountId":1,"contractId":"c","creationTimestamp":"2025-09-17T14:30:00+00:00","type":1,"averagePrice":1.5}]}""", "size")]
    [InlineData("/api/Order/searchOpen", """{"success":true,"errorCode":0,"errorMessage":null,"orders":[{"id":1,"accountId":1,"contractId":"c","symbolId":"s","creationTimestamp":"2025-09-17T14:30:00+00:00","type":1,"side":0,"size":1,"fillVolume":0}]}""", "status")]
    [InlineData("/api/Trade/search", """{"success":true,"errorCode":0,"errorMessage":null,"trades":[{"id":1,"accountId":1,"contractId":"c","creationTimestamp":"2025-09-17T14:30:00+00:00","fees":1,"side":0,"size":1,"voided":false,"orderId":2}]}""", "price")]
    [InlineData("/api/Contract/search", """{"success":true,"errorCode":0,"errorMessage":null,"contracts":[{"id":"c","name":"n","description":"d","tickSize":0.25,"activeContract":true,"symbolId":"s"}]}""", "tickValue")]
    public Task AnAnswerWithoutWhatMoneyDependsOnNamesTheCallAndTheField(string asked, string answer, string field) => IsRefusedAsync(asked, answer, $"'{field}'");

    [Theory]
    [InlineData("/api/Position/searchOpen", """{"success":true,"errorCode":0,"errorMessage":null,"positions":[{"id":1,"accountId":1,"contractId":null,"creationTimestamp":"2025-09-17T14:30:00+00:00","type":1,"size":2,"averagePrice":1.5}]}""", "$.positions[0].contractId")]
    [InlineData("/api/Order/searchOpen", """{"success":true,"errorCode":0,"errorMessage":null,"orders":[{"id":1,"accountId":1,"contractId":null,"symbolId":null,"creationTimestamp":"2025-09-17T14:30:00+00:00","status":1,"type":1,"side":0,"size":1,"fillVolume":0}]}""", "$.orders[0].contractId")]
    [InlineData("/api/Trade/search", """{"success":true,"errorCode":0,"errorMessage":null,"trades":[{"id":1,"accountId":1,"contractId":null,"creationTimestamp":"2025-09-17T14:30:00+00:00","price":1,"fees":1,"side":0,"size":1,"voided":false,"orderId":2}]}""", "$.trades[0].contractId")]
    [InlineData("/api/Contract/search", """{"success":true,"errorCode":0,"errorMessage":null,"contracts":[{"id":null,"name":null,"description":null,"tickSize":0.25,"tickValue":12.5,"activeContract":true,"symbolId":null}]}""", "$.contracts[0].id")]
    public Task ANameThatIsNullNamesTheCallAndTheField(string asked, string answer, string field) => IsRefusedAsync(asked, answer, field);

    private async Task IsRefusedAsync(string asked, string answer, string field)
    {
        var line = new ScriptedLine((path, body) => path == asked ? ScriptedLine.Json(answer) : Answer(path, body));
        using var client = new GatewayClient(Options, line);
        CancellationToken stop = TestContext.Current.CancellationToken;

        JsonException failure = await Assert.ThrowsAsync<JsonException>(() => asked switch
        {
            "/api/Account/search" => client.SearchAccountsAsync(onlyActive: true, stop),
            "/api/Position/searchOpen" => client.SearchOpenPositionsAsync(1, cancellationToken: stop),
            "/api/Order/searchOpen" => client.SearchOpenOrdersAsync(1, cancellationToken: stop),
            "/api/Trade/search" => client.SearchTradesAsync(1, DateTimeOffset.UnixEpoch, cancellationToken: stop),
            _ => client.SearchContractsAsync("c", live: false, stop),
        });
        Assert.StartsWith($"{asked} (request 2): the answer cannot be read: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(field, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AboveTheLimitNothingIsSentAndOrdersHaveCallsLeft()
    {
        var line = new ScriptedLine(Answer);
        using var client = new GatewayClient(Options, line);
        // The login has taken one of the fifteen.
        for (int i = 0; i < 14; i++)
            await client.SingleAttempts.SearchAccountsAsync(onlyActive: true, TestContext.Current.CancellationToken);

        GatewayLimitException refusal = await Assert.ThrowsAsync<GatewayLimitException>(() => client.SingleAttempts.SearchAccountsAsync(onlyActive: true, TestContext.Current.CancellationToken));
        Assert.Equal(CallFailure.Permanent, new GatewayClassifier().Classify("search", refusal));
        Assert.Equal(CallFailure.Transient, new GatewayClassifier().Classify("close", new GatewayLimitException(GatewayCalls.CloseContract)));
        Assert.Equal(7, await client.PlaceOrderAsync(Order, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(14, line.Count("/api/Account/search"));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("7", 7)]
    [InlineData("Wed, 17 Sep 2025 15:00:20 GMT", 20)]
    public async Task AfterTooManyCallsNothingIsSentUntilTheGatewayTakesCallsAgain(string? retryAfter, int seconds)
    {
        _time.SetUtcNow(new DateTimeOffset(2025, 9, 17, 15, 0, 0, TimeSpan.Zero));
        bool refuses = true;
        var line = new ScriptedLine((path, body) =>
        {
            if (path != "/api/Order/cancel" || !refuses)
                return Answer(path, body);
            HttpResponseMessage refusal = ScriptedLine.Status(HttpStatusCode.TooManyRequests);
            if (retryAfter is not null)
                refusal.Headers.Add("Retry-After", retryAfter);
            return refusal;
        });
        using var client = new GatewayClient(Options with { LimitPatience = TimeSpan.Zero }, line);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.CancelOrderAsync(1, 2, TestContext.Current.CancellationToken));
        refuses = false;
        _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<GatewayLimitException>(() => client.CancelOrderAsync(1, 2, TestContext.Current.CancellationToken));
        Assert.Equal(1, line.Count("/api/Order/cancel"));

        _time.Advance(TimeSpan.FromTicks(1));
        await client.CancelOrderAsync(1, 2, TestContext.Current.CancellationToken);
        Assert.Equal(2, line.Count("/api/Order/cancel"));
    }

    [Fact]
    public async Task SecretsAreInNoExceptionAndNoText()
    {
        var line = new ScriptedLine((path, body) => path == "/api/Order/place" ? ScriptedLine.Status(HttpStatusCode.ServiceUnavailable) : Answer(path, body));
        using var client = new GatewayClient(Options, line);
        Exception failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.PlaceOrderAsync(Order, cancellationToken: TestContext.Current.CancellationToken));
        var refused = new GatewayClient(Options, new ScriptedLine((_, _) => ScriptedLine.Json("""{"success":false,"errorCode":3,"errorMessage":null,"token":null}""")));
        Exception refusal = await Assert.ThrowsAsync<GatewayRefusedException>(() => refused.SearchAccountsAsync(onlyActive: true, TestContext.Current.CancellationToken));
        var settings = new GatewaySettings { UserName = "me", ApiKey = Key };

        foreach (string text in (string[])[
            failure.ToString(), refusal.ToString(), Options.ToString(), settings.ToString(), new LoginKeyRequest("me", Key).ToString(),
            new LoginKeyResponse { Token = Token }.ToString(), new ValidateResponse { NewToken = Token }.ToString()])
        {
            Assert.DoesNotContain(Key, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Token, text, StringComparison.Ordinal);
        }
    }

    private static PlaceOrderRequest Order { get; } = new(1, "CON.F.US.EP.Z25", OrderType.Market, OrderSide.Bid, 1, CustomTag: "entry-1");

    private static HttpResponseMessage Answer(string path, string body) => ScriptedLine.Json(path switch
    {
        "/api/Auth/loginKey" => $$"""{"success":true,"errorCode":0,"errorMessage":null,"token":"{{Token}}"}""",
        "/api/Account/search" => """{"success":true,"errorCode":0,"errorMessage":null,"accounts":[]}""",
        "/api/Order/place" => """{"success":true,"errorCode":0,"errorMessage":null,"orderId":7}""",
        _ => """{"success":true,"errorCode":0,"errorMessage":null}""",
    });

    private static Task Send(GatewayClient client, string path) => path switch
    {
        "/api/Order/place" => client.PlaceOrderAsync(Order),
        "/api/Order/cancel" => client.CancelOrderAsync(1, 2),
        "/api/Order/modify" => client.ModifyOrderAsync(new ModifyOrderRequest(1, 2)),
        "/api/Order/search" => client.SearchOrdersAsync(1, DateTimeOffset.UnixEpoch),
        "/api/Order/searchOpen" => client.SearchOpenOrdersAsync(1),
        "/api/Position/searchOpen" => client.SearchOpenPositionsAsync(1),
        "/api/Position/closeContract" => client.CloseContractAsync(1, "x"),
        "/api/Position/partialCloseContract" => client.PartialCloseContractAsync(1, "x", 1),
        _ => throw new ArgumentOutOfRangeException(nameof(path), path, "not known here"),
    };
}
