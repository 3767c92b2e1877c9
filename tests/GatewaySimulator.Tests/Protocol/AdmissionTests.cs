using GatewaySimulator.Hosting;
using Microsoft.Extensions.Time.Testing;
using ProjectX;

namespace GatewaySimulator.Tests.Protocol;

public sealed class AdmissionTests
{
    private const string Search = """{"onlyActiveAccounts":true}""";
    private const string Bars = """{"contractId":"CON.F.US.EP.Z25","unit":2,"unitNumber":1,"limit":1}""";

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    [InlineData("e30.e30.e30")]
    public async Task WithoutATokenNobodyComesIn(string? token)
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync();

        Assert.Equal(401, (await simulator.PostAsync("/api/Account/search", Search, token)).Status);
    }

    [Fact]
    public async Task APathMayEndWithASlash()
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync();

        Assert.Equal(200, (await simulator.PostAsync("/api/Auth/loginKey/", """{"userName":"demo","apiKey":"simulator"}""", token: null)).Status);
    }

    [Fact]
    public async Task ATokenExpiresAndARenewedOneDoesNot()
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync(options: new SimulatorOptions { Time = _time });
        string token = await simulator.LogInAsync();
        _time.Advance(TimeSpan.FromHours(23));
        string renewed = (await simulator.PostAsync("/api/Auth/validate", "{}", token)).Answer.GetProperty("newToken").GetString()!;
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(401, (await simulator.PostAsync("/api/Account/search", Search, token)).Status);
        Assert.Equal(200, (await simulator.PostAsync("/api/Account/search", Search, renewed)).Status);
    }

    [Fact]
    public async Task ALogoutEndsTheSession()
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync();
        string token = await simulator.LogInAsync();
        await simulator.PostAsync("/api/Auth/logout", "{}", token);

        Assert.Equal(401, (await simulator.PostAsync("/api/Account/search", Search, token)).Status);
    }

    [Fact]
    public async Task AboveTheLimitsIs429UntilTheWindowHasPassed()
    {
        var options = new SimulatorOptions { Time = _time, Limit = new RateLimit(5, TimeSpan.FromSeconds(60)), BarLimit = new RateLimit(2, TimeSpan.FromSeconds(30)) };
        await using RunningSimulator simulator = await RunningSimulator.StartAsync(options: options);
        string token = await simulator.LogInAsync();
        for (int i = 0; i < 4; i++)
            Assert.Equal(200, (await simulator.PostAsync("/api/Account/search", Search, token)).Status);
        for (int i = 0; i < 2; i++)
            Assert.Equal(200, (await simulator.PostAsync("/api/History/retrieveBars", Bars, token)).Status);

        Assert.Equal(429, (await simulator.PostAsync("/api/Account/search", Search, token)).Status);
        Assert.Equal(429, (await simulator.PostAsync("/api/History/retrieveBars", Bars, token)).Status);
        using (var request = new HttpRequestMessage(HttpMethod.Post, "/api/Account/search") { Headers = { Authorization = new("Bearer", token) } })
        {
            _time.Advance(TimeSpan.FromSeconds(10.5));
            using HttpResponseMessage refusal = await simulator.Http.SendAsync(request, TestContext.Current.CancellationToken).InTime();
            Assert.Equal(TimeSpan.FromSeconds(50), refusal.Headers.RetryAfter!.Delta);
        }

        _time.Advance(TimeSpan.FromSeconds(19.5));
        Assert.Equal(429, (await simulator.PostAsync("/api/Account/search", Search, token)).Status);
        Assert.Equal(200, (await simulator.PostAsync("/api/History/retrieveBars", Bars, token)).Status);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(200, (await simulator.PostAsync("/api/Account/search", Search, token)).Status);
    }

    [Fact]
    public async Task OurClientStaysUnderTheLimitsAndGoesOnWhenItsTokenIsEnded()
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync();
        using var client = new GatewayClient(simulator.ClientOptions());
        string token = await client.Token.GetAsync(TestContext.Current.CancellationToken);
        await simulator.PostAsync("/api/Auth/logout", "{}", token);

        Assert.Equal(simulator.Options.AccountName, Assert.Single(await client.SearchAccountsAsync(onlyActive: true, TestContext.Current.CancellationToken).InTime()).Name);
        Assert.NotEqual(token, await client.Token.GetAsync(TestContext.Current.CancellationToken));
    }
}
