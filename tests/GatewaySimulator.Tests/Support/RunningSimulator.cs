using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using GatewaySimulator.Exchange;
using GatewaySimulator.Faults;
using GatewaySimulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ProjectX;
using TradingBot.Market;

namespace GatewaySimulator.Tests;

/// <summary>A simulator on a free port.</summary>
internal sealed class RunningSimulator : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningSimulator(WebApplication app, SimulatorOptions options)
    {
        _app = app;
        Address = SimulatorHost.AddressOf(app);
        Http = new HttpClient { BaseAddress = Address };
        Options = options;
    }

    public Uri Address { get; }

    /// <summary>Speaks to it without our client in between.</summary>
    public HttpClient Http { get; }

    public SimulatorOptions Options { get; }

    public SimulatedExchange Exchange => Get<SimulatedExchange>();

    public FaultLog Faults => Get<FaultLog>();

    public static async Task<RunningSimulator> StartAsync(IMarketFeed? feed = null, SimulatorOptions? options = null, IMarketPace? pace = null)
    {
        options = (options ?? new SimulatorOptions { Speed = 0 }) with { Port = 0 };
        WebApplication app = SimulatorHost.Build(options, feed ?? new ScriptedMarket(6650), pace);
        await app.StartAsync(TestContext.Current.CancellationToken).InTime();
        return new RunningSimulator(app, options);
    }

    public T Get<T>()
        where T : notnull
        => _app.Services.GetRequiredService<T>();

    /// <summary>With patience for a busy machine.</summary>
    public GatewayOptions ClientOptions() => new()
    {
        RestAddress = Address,
        HubsAddress = new Uri(Address, "/hubs"),
        UserName = Options.UserName,
        ApiKey = Options.ApiKey,
        RequestTimeout = TimeSpan.FromSeconds(30),
        LoginTimeout = TimeSpan.FromSeconds(30),
        ConnectTimeout = TimeSpan.FromSeconds(30),
    };

    /// <summary>Posts a body and returns the status and the answer as they came.</summary>
    public async Task<(int Status, JsonElement Answer)> PostAsync(string path, string body, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage response = await Http.SendAsync(request, TestContext.Current.CancellationToken).InTime();
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken).InTime();
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }

    public async Task<string> LogInAsync()
    {
        (_, JsonElement answer) = await PostAsync("/api/Auth/loginKey", $$"""{"userName":"{{Options.UserName}}","apiKey":"{{Options.ApiKey}}"}""", token: null);
        return answer.GetProperty("token").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
