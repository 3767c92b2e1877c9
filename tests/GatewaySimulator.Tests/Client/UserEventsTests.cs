using System.Text.Json;
using ProjectX;

namespace GatewaySimulator.Tests.Client;

public sealed class UserEventsTests
{
    private const string Trade = """{"id":3,"accountId":1,"contractId":"C","creationTimestamp":"2025-09-17T15:00:00+00:00","price":1.25,"profitAndLoss":null,"fees":0.37,"side":1,"size":2,"voided":false,"orderId":9}""";

    [Theory]
    [InlineData("T", new[] { -1 })]
    [InlineData("""{"action":0,"data":T}""", new[] { 0 })]
    [InlineData("""{"action":2,"data":T}""", new[] { 2 })]
    [InlineData("[T,T]", new[] { -1, -1 })]
    [InlineData("""[{"action":1,"data":T},T]""", new[] { 1, -1 })]
    [InlineData("""{"action":1,"data":[T,T]}""", new[] { 1, 1 })]
    [InlineData("""{"data":T}""", new[] { -1 })]
    [InlineData("[]", new int[0])]
    public void EveryShapeIsRead(string payload, int[] actions)
    {
        JsonElement element = JsonSerializer.Deserialize<JsonElement>(payload.Replace("T", Trade, StringComparison.Ordinal));

        IReadOnlyList<UserEvent<HalfTrade>> read = UserEvents.Read(element, GatewayJson.Default.HalfTrade);

        Assert.Equal(actions, read.Select(told => (int?)told.Action ?? -1));
        Assert.All(read, told => Assert.Equal((3L, 9L, null, OrderSide.Ask), (told.Data!.Id, told.Data.OrderId, told.Data.ProfitAndLoss, told.Data.Side)));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("""{"id":"x"}""")]
    [InlineData("""{"id":3,"accountId":1,"contractId":null,"creationTimestamp":"2025-09-17T15:00:00+00:00","price":1.25,"fees":0.37,"side":1,"size":2,"voided":false,"orderId":9}""")]
    public void WhatCannotBeReadIsStillAHint(string payload)
        => Assert.Null(Assert.Single(UserEvents.Read(JsonSerializer.Deserialize<JsonElement>(payload), GatewayJson.Default.HalfTrade)).Data);
}
