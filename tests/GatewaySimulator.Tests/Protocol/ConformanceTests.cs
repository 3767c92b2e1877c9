using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ProjectX;

namespace GatewaySimulator.Tests.Protocol;

public sealed class ConformanceTests
{
    private static readonly string[] NoFields = [];

    [Fact]
    public async Task EveryAnswerHasTheFieldsAndTypesOfTheReference()
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync();
        simulator.Exchange.OnPrice(ScriptedMarket.Quote(6650));
        string token = await simulator.LogInAsync();
        await HoldSomethingAsync(simulator, token);
        int orders = simulator.Exchange.Orders.Count;

        foreach ((string path, string request, string adds) in Reference.Endpoints)
        {
            string body = request.Replace("\"orderId\":1", $"\"orderId\":{orders + 1}", StringComparison.Ordinal);
            (int status, JsonElement answer) = await simulator.PostAsync(path, body, token);

            Assert.True(status == 200, $"{path}: HTTP {status}");
            Assert.True(answer.GetProperty("success").GetBoolean(), $"{path}: {answer}");
            Check(path, answer, $"{Reference.Common} {adds}");
        }
    }

    [Fact]
    public async Task ThePingIsAString()
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync();

        string text = await simulator.Http.GetStringAsync("/api/Status/ping", TestContext.Current.CancellationToken).InTime();
        Assert.Equal("pong", JsonSerializer.Deserialize<string>(text));
    }

    [Fact]
    public void EveryErrorCodeIsTheReferences()
    {
        foreach (GatewayCall call in GatewayCalls.All)
            Assert.Equal(Reference.ErrorCodes.GetValueOrDefault(call.Path)?.Split(' ') ?? NoFields, call.ErrorCodes);
        Assert.Equal(Reference.Endpoints.Select(endpoint => endpoint.Path).Order(), GatewayCalls.All.Select(call => call.Path).Order());
    }

    [Theory]
    [InlineData("/api/Order/place", """{"accountId":7,"contractId":"CON.F.US.EP.Z25","type":2,"side":0,"size":1}""", "AccountNotFound")]
    [InlineData("/api/Order/place", """{"accountId":1001,"contractId":"CON.F.US.EP.Z25","type":2,"side":0,"size":0}""", "OrderRejected")]
    [InlineData("/api/Order/place", """{"accountId":1001,"contractId":"CON.F.US.EP.Z25","type":1,"side":0,"size":1}""", "OrderRejected")]
    [InlineData("/api/Order/place", """{"accountId":1001,"contractId":"CON.F.US.EP.Z25","type":1,"side":0,"size":1,"limitPrice":6650.1}""", "OrderRejected")]
    [InlineData("/api/Order/place", """{"accountId":1001,"contractId":"CON.F.US.EP.Z25","type":0,"side":0,"size":1}""", "OrderRejected")]
    [InlineData("/api/Order/place", """{"accountId":1001,"contractId":"CON.F.US.EP.Z25","type":2,"side":0,"size":1,"customTag":"held"}""", "OrderRejected")]
    [InlineData("/api/Order/place", """{"accountId":1001,"contractId":"CON.F.US.EP.Z25","type":2,"side":0,"size":200}""", "InsufficientFunds")]
    [InlineData("/api/Order/place", """{"accountId":1001,"contractId":"CON.F.US.EP.Z25","type":2,"side":0,"size":2147483600}""", "AccountViolation")]
    [InlineData("/api/Order/place", """{"accountId":1001,"contractId":"CON.F.US.EP.Z25","type":2,"side":0,"size":2147483647}""", "AccountViolation")]
    [InlineData("/api/Order/place", """{"accountId":1001,"contractId":"CON.F.US.EP.Z25","type":2,"side":0,"size":1,"stopLossBracket":{"ticks":8,"type":0}}""", "OrderRejected")]
    [InlineData("/api/Order/place", """{"accountId":1001,"contractId":"CON.F.US.EP.Z25","type":2,"side":0,"size":1,"takeProfitBracket":{"ticks":8,"type":99}}""", "OrderRejected")]
    [InlineData("/api/Order/place", """{"accountId":1001,"contractId":"CON.F.US.XX.Z25","type":2,"side":0,"size":1}""", "ContractNotFound")]
    [InlineData("/api/Order/place", """{"accountId":1001,"contractId":"CON.F.US.EP.U25","type":2,"side":0,"size":1}""", "ContractNotActive")]
    [InlineData("/api/Order/cancel", """{"accountId":7,"orderId":1}""", "AccountNotFound")]
    [InlineData("/api/Order/cancel", """{"accountId":1001,"orderId":999}""", "OrderNotFound")]
    [InlineData("/api/Order/cancel", """{"accountId":1001,"orderId":1}""", "Rejected")]
    [InlineData("/api/Order/modify", """{"accountId":1001,"orderId":999,"size":2}""", "OrderNotFound")]
    [InlineData("/api/Order/modify", """{"accountId":1001,"orderId":1,"size":2}""", "Rejected")]
    [InlineData("/api/Position/closeContract", """{"accountId":1001,"contractId":"CON.F.US.XX.Z25"}""", "ContractNotFound")]
    [InlineData("/api/Position/closeContract", """{"accountId":1001,"contractId":"CON.F.US.EP.U25"}""", "ContractNotActive")]
    [InlineData("/api/Position/partialCloseContract", """{"accountId":1001,"contractId":"CON.F.US.EP.Z25","size":9}""", "InvalidCloseSize")]
    [InlineData("/api/Position/partialCloseContract", """{"accountId":1001,"contractId":"CON.F.US.EP.Z25","size":0}""", "InvalidCloseSize")]
    [InlineData("/api/Position/searchOpen", """{"accountId":7}""", "AccountNotFound")]
    [InlineData("/api/Trade/search", """{"accountId":7}""", "AccountNotFound")]
    [InlineData("/api/Order/search", """{"accountId":7,"startTimestamp":"2025-09-17T00:00:00Z"}""", "AccountNotFound")]
    [InlineData("/api/Order/searchOpen", """{"accountId":7}""", "AccountNotFound")]
    [InlineData("/api/Contract/searchById", """{"contractId":"CON"}""", "ContractNotFound")]
    [InlineData("/api/History/retrieveBars", """{"contractId":"CON","unit":2,"unitNumber":1,"limit":1}""", "ContractNotFound")]
    [InlineData("/api/History/retrieveBars", """{"contractId":"CON.F.US.EP.Z25","unit":0,"unitNumber":1,"limit":1}""", "UnitInvalid")]
    [InlineData("/api/History/retrieveBars", """{"contractId":"CON.F.US.EP.Z25","unit":2,"unitNumber":0,"limit":1}""", "UnitNumberInvalid")]
    [InlineData("/api/History/retrieveBars", """{"contractId":"CON.F.US.EP.Z25","unit":2,"unitNumber":1,"limit":20001}""", "LimitInvalid")]
    [InlineData("/api/Auth/loginKey", """{"userName":"nobody","apiKey":"simulator"}""", "UserNotFound")]
    [InlineData("/api/Auth/loginKey", """{"userName":"demo","apiKey":"wrong"}""", "InvalidCredentials")]
    public async Task ARefusalIsHttp200WithTheCodeOfItsCall(string path, string body, string meaning)
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync();
        simulator.Exchange.OnPrice(ScriptedMarket.Quote(6650));
        string token = await simulator.LogInAsync();
        await HoldSomethingAsync(simulator, token);

        (int status, JsonElement answer) = await simulator.PostAsync(path, body, token);

        Assert.Equal(200, status);
        Assert.False(answer.GetProperty("success").GetBoolean());
        Assert.Equal(Array.IndexOf(Reference.ErrorCodes[path].Split(' '), meaning) + 1, answer.GetProperty("errorCode").GetInt32());
    }

    /// <summary>Two contracts, in a position that lists have something to show of.</summary>
    [Theory]
    [InlineData("/api/Order/place", """{"accountId":1001,"contractId":"CON.F.US.EP.Z25","type":2,"size":1}""")]
    [InlineData("/api/Order/place", """{"accountId":1001,"contractId":"CON.F.US.EP.Z25","side":0,"size":1}""")]
    [InlineData("/api/Order/search", """{"accountId":1001}""")]
    public async Task ACallWithoutAFieldThatItNeedsIsHttp400(string path, string body)
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync();
        simulator.Exchange.OnPrice(ScriptedMarket.Quote(6650));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await simulator.LogInAsync());
        using HttpResponseMessage response = await simulator.Http.SendAsync(request, TestContext.Current.CancellationToken).InTime();

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(simulator.Exchange.Orders);
    }

    private static async Task HoldSomethingAsync(RunningSimulator simulator, string token)
    {
        await simulator.PostAsync("/api/Order/place", """{"accountId":1001,"contractId":"CON.F.US.EP.Z25","type":2,"side":0,"size":2,"customTag":"held"}""", token);
        simulator.Exchange.OnPrice(ScriptedMarket.Quote(6650.5m, second: 1));
        await simulator.PostAsync("/api/Order/place", """{"accountId":1001,"contractId":"CON.F.US.EP.Z25","type":4,"side":1,"size":2,"stopPrice":6000}""", token);
    }

    private static void Check(string where, JsonElement found, string schema)
    {
        string[] fields = schema.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(fields.Select(field => field.Split(':')[0]).Order(), found.EnumerateObject().Select(property => property.Name).Order());
        foreach (string[] field in fields.Select(field => field.Split(':')))
            CheckValue($"{where} {field[0]}", found.GetProperty(field[0]), field[1]);
    }

    private static void CheckValue(string where, JsonElement value, string type)
    {
        if (type.EndsWith('?') && value.ValueKind == JsonValueKind.Null)
            return;

        if (type.StartsWith('['))
        {
            Assert.True(value.GetArrayLength() > 0, $"{where} is empty: nothing was checked");
            foreach (JsonElement element in value.EnumerateArray())
                Check(where, element, Reference.Models[type.Trim('[', ']')]);
            return;
        }

        bool isRight = type.TrimEnd('?') switch
        {
            "bool" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "int" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "number" => value.ValueKind == JsonValueKind.Number,
            "string" => value.ValueKind == JsonValueKind.String,
            "time" => value.ValueKind == JsonValueKind.String && HasOffset(value.GetString()!),
            _ => value.ValueKind == JsonValueKind.Object,
        };
        Assert.True(isRight, $"{where}: {type} expected, not {value.GetRawText()}");
        if (value.ValueKind == JsonValueKind.Object)
            Check(where, value, Reference.Models[type]);
    }

    private static bool HasOffset(string text)
        => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _) && (text.EndsWith('Z') || text[^6] is '+' or '-');
}
