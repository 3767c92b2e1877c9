using System.Net;
using System.Text.Json.Serialization.Metadata;
using GatewaySimulator.Exchange;
using GatewaySimulator.Faults;
using GatewaySimulator.Http;
using GatewaySimulator.Hubs;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ProjectX;
using TradingBot.Market;

namespace GatewaySimulator.Hosting;

/// <summary>Puts the simulator together. It listens on the loopback address and nowhere else: it knows no secrets, and money is not what it deals in.</summary>
public static class SimulatorHost
{
    private const int AccountId = 1001;

    /// <summary>Builds a simulator of <paramref name="feed"/>'s market.</summary>
    /// <param name="options">What is simulated.</param>
    /// <param name="feed">The market.</param>
    /// <param name="pace">How fast its time passes; null for the speed in <paramref name="options"/>.</param>
    public static WebApplication Build(SimulatorOptions options, IMarketFeed feed, IMarketPace? pace = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port));
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, GatewayJson.Default));
        builder.Services.AddSignalR().AddJsonProtocol(json =>
        {
            json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, GatewayJson.Default);
            json.PayloadSerializerOptions.TypeInfoResolverChain.Add(new DefaultJsonTypeInfoResolver());     // for what wraps an event
        });
        AddSimulator(builder.Services, options, feed, pace ?? new ClockPace(options));

        WebApplication app = builder.Build();
        Tokens tokens = app.Services.GetRequiredService<Tokens>();
        app.Use(next => new Gatekeeper(options, tokens, next).InvokeAsync);
        if (options.Faults is { } plan)
            app.Use(next => new FaultyCalls(plan, app.Services.GetRequiredService<FaultLog>(), next).InvokeAsync);
        GatewayEndpoints.Map(app, options, tokens, app.Services.GetRequiredService<SimulatedExchange>(), app.Services.GetRequiredService<ContractList>());
        app.MapHub<UserHub>("/hubs/user");
        app.MapHub<MarketHub>("/hubs/market");
        return app;
    }

    /// <summary>Where a started simulator listens.</summary>
    public static Uri AddressOf(WebApplication app)
        => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    private static void AddSimulator(IServiceCollection services, SimulatorOptions options, IMarketFeed feed, IMarketPace pace)
    {
        services.AddSingleton(options);
        services.AddSingleton(pace);
        services.AddSingleton(feed);
        services.AddSingleton<Tokens>();
        services.AddSingleton<TradingCalendar>();
        services.AddSingleton<FaultLog>();
        services.AddSingleton<HubConnections>();
        if (options.Faults is { } plan)
            services.AddSingleton(provider => new FaultyEvents(plan, provider.GetRequiredService<FaultLog>()));
        services.AddSingleton(new ContractList(feed.Read(CancellationToken.None).Select(update => update.Contract)));
        services.AddSingleton(new Account(AccountId, options.AccountName, options.StartingBalance, options.CanTrade, IsVisible: true, Simulated: true));
        services.AddSingleton<Outbox>();
        services.AddSingleton<IEventOutlet>(provider => provider.GetRequiredService<Outbox>());
        services.AddSingleton(provider => new SimulatedExchange(
            provider.GetRequiredService<Account>(),
            provider.GetRequiredService<ContractList>(),
            provider.GetRequiredService<TradingCalendar>(),
            provider.GetRequiredService<IEventOutlet>(),
            options.LastNumber,
            options.PartialFills is { } seed ? new PartialFills(seed) : null));
        services.AddSingleton<MarketDay>();
        services.AddHostedService(provider => provider.GetRequiredService<Outbox>());
        services.AddHostedService(provider => provider.GetRequiredService<MarketDay>());
    }
}
