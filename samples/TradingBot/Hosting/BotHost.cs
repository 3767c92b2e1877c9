using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Chaos;
using TradingBot.Configuration;
using TradingBot.Gateway;
using TradingBot.Market;
using TradingBot.Reporting;
using TradingBot.Risk;
using TradingBot.Strategy;

namespace TradingBot.Hosting;

/// <summary>Puts the bot together.</summary>
public static class BotHost
{
    /// <summary>Builds the host of a run over <paramref name="feed"/>.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="feed">The market.</param>
    /// <param name="calendar">The trading days.</param>
    /// <param name="log">Who else is shown the flows.</param>
    /// <param name="status">Where the run says how it stands; null for nowhere.</param>
    /// <exception cref="InvalidSettingException">A setting is missing, unknown or out of range.</exception>
    public static IHost Build(BotOptions options, IMarketFeed feed, TradingCalendar calendar, IFlowSink? log = null, StatusLine? status = null)
        => Build(options, calendar, log, status, static settings => settings, services => AddPaperTrading(services, options, feed));

    /// <summary>The bot's rules, handlers and broker calls, as they were found at compile time.</summary>
    public static RiskModule Module => RiskTracing.Module;

    /// <summary>Builds the host of a run at a gateway.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="gateway">The gateway.</param>
    /// <param name="calendar">The trading days.</param>
    /// <param name="log">Who else is shown the flows.</param>
    /// <param name="status">Where the run says how it stands; null for nowhere.</param>
    /// <exception cref="InvalidSettingException">A setting is missing, unknown or out of range.</exception>
    public static IHost Build(BotOptions options, GatewaySession gateway, TradingCalendar calendar, IFlowSink? log = null, StatusLine? status = null)
        => Build(
            options,
            calendar,
            log,
            status,
            settings => settings with { Account = new AccountSettings { Id = gateway.Account.Name, StartingBalance = gateway.Account.Balance } },
            gateway.AddTo);

    /// <summary>The settings beside the program, with the environment over them.</summary>
    /// <exception cref="InvalidSettingException">They cannot be read.</exception>
    public static IConfiguration ReadConfiguration() => CreateBuilder().Configuration;

    private static IHost Build(
        BotOptions options,
        TradingCalendar calendar,
        IFlowSink? log,
        StatusLine? status,
        Func<BotSettings, BotSettings> adapt,
        Action<IServiceCollection> addVenue)
    {
        HostApplicationBuilder builder = CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.FormatterName = AlertLines.FormatterName);
        builder.Services.AddSingleton<ConsoleFormatter, AlertLines>();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);

        BotSettings settings = adapt(SettingsReader.Read(builder.Configuration));
        builder.Services.AddSingleton(options);
        AddSettings(builder.Services, settings);
        AddTrading(builder.Services, calendar, settings);
        builder.Services.AddSingleton(provider => new LiveStatus(
            status,
            TimeProvider.System,
            provider.GetRequiredService<MarketClock>(),
            provider.GetRequiredService<TradingAccount>(),
            provider.GetRequiredService<RiskTracer>()));
        addVenue(builder.Services);
        AddRisk(builder.Services, options, log);
        return builder.Build();
    }

    private static HostApplicationBuilder CreateBuilder()
    {
        try
        {
            // Settings lie beside the program, wherever it is started from.
            return Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        }
        catch (InvalidDataException exception)
        {
            throw UnreadableSettings.Of(exception);
        }
    }

    private static void AddSettings(IServiceCollection services, BotSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(settings.Strategy);
        AddLimits(services, settings.Limits);
    }

    /// <summary>One record for each rule: it gets its own limits, and sees no others.</summary>
    internal static void AddLimits(IServiceCollection services, LimitSettings limits)
    {
        services.AddSingleton(limits.MaxOrderSize);
        services.AddSingleton(limits.MaxOrderValue);
        services.AddSingleton(limits.PriceCollar);
        services.AddSingleton(limits.DuplicateOrder);
        services.AddSingleton(limits.SelfMatch);
        services.AddSingleton(limits.MaxWorkingOrders);
        services.AddSingleton(limits.MessageThrottle);
        services.AddSingleton(limits.RepeatedExecution);
        services.AddSingleton(limits.MaxContractsPerInstrument);
        services.AddSingleton(limits.MaxContractsAccount);
        services.AddSingleton(limits.ScalingPlan);
        services.AddSingleton(limits.MarginCredit);
        services.AddSingleton(limits.CorrelatedExposure);
        services.AddSingleton(limits.PermittedProducts);
        services.AddSingleton(limits.MissingStop);
        services.AddSingleton(limits.PerTradeRisk);
        services.AddSingleton(limits.PositionUnrealizedLoss);
        services.AddSingleton(limits.DailyRealizedLoss);
        services.AddSingleton(limits.DailyTotalLoss);
        services.AddSingleton(limits.TrailingDrawdown);
        services.AddSingleton(limits.DailyProfitLock);
        services.AddSingleton(limits.ConsistencyCap);
        services.AddSingleton(limits.TradeFrequency);
        services.AddSingleton(limits.LossStreakCooldown);
        services.AddSingleton(limits.BlackoutWindow);
        services.AddSingleton(limits.SessionEndFlatten);
        services.AddSingleton(limits.StaleMarketData);
        services.AddSingleton(limits.SpreadLimit);
        services.AddSingleton(limits.VolatilityHalt);
        services.AddSingleton(limits.ConnectivityLoss);
        services.AddSingleton(limits.ReconciliationBreak);
        services.AddSingleton(limits.KillSwitch);
    }

    private static void AddTrading(IServiceCollection services, TradingCalendar calendar, BotSettings settings)
    {
        services.AddSingleton(calendar);
        services.AddSingleton<MarketClock>();
        services.AddSingleton<MarketView>();
        services.AddSingleton(provider => new TradingAccount(
            settings.Account.Id, settings.Account.StartingBalance, provider.GetRequiredService<MarketView>()));
        services.AddSingleton<MeanReversionStrategy>();
        services.AddSingleton<StrategyRunner>();
        services.AddSingleton<RunOpening>();
        services.AddSingleton<RunClosing>();
        services.AddSingleton<JournalWatch>();
        services.AddSingleton<TradingLoop>();
        services.AddSingleton<BotRun>();
        services.AddHostedService<BotService>();
    }

    private static void AddPaperTrading(IServiceCollection services, BotOptions options, IMarketFeed feed)
    {
        services.AddSingleton<IPriceStream>(feed);
        services.AddSingleton(provider => new PaperBroker(
            provider.GetRequiredService<MarketView>(), provider.GetRequiredService<MarketClock>(), options.Seed));
        services.AddSingleton<IOrderUpdates>(provider => provider.GetRequiredService<PaperBroker>());
        services.AddSingleton<IBrokerState, PaperBrokerState>();
        services.AddSingleton(new LimitAlert(time: null));
        AddBroker(services, options.ChaosSeed);
    }

    private static void AddBroker(IServiceCollection services, int? chaosSeed)
    {
        if (chaosSeed is not { } seed)
        {
            services.AddSingleton<ITradingSuite>(provider => provider.GetRequiredService<PaperBroker>());
            return;
        }

        services.AddSingleton(provider => new ChaosBroker(provider.GetRequiredService<PaperBroker>(), seed));
        services.AddSingleton<ITradingSuite>(provider => provider.GetRequiredService<ChaosBroker>());
    }

    private static void AddRisk(IServiceCollection services, BotOptions options, IFlowSink? log)
    {
        CallClassifier classifier = options.Gateway is null ? CallClassifier.Default : new GatewayClassifier();
        services.AddSingleton(classifier);
        services.AddSingleton<OrderBook>();
        services.AddSingleton<OrderDesk>();
        // Read here, so that a file that is damaged fails no host while it starts. Paper begins with its settings
        // every time: there is no account that would have lost or held anything.
        AccountsFile<AccountHolds>? holds = options.StateDirectory is { } directory ? HoldFile.In(directory) : null;
        (AccountsFile<AccountMarks>? marks, AccountsFile<DecisionsState>? decisions) = options is { Gateway: not null, StateDirectory: { } state }
            ? (MarksFile.In(state), DecisionsFile.In(state))
            : default;
        services.AddSingleton(provider => new TradingGate(provider.GetRequiredService<TradingAccount>().Id, holds));
        services.AddSingleton(provider => new AccountDays(provider.GetRequiredService<TradingAccount>(), marks, provider.GetRequiredService<RiskTracer>()));
        services.AddSingleton(provider => new Decisions(
            provider.GetRequiredService<TradingAccount>().Id,
            decisions,
            provider.GetService<GatewaySession>()?.Held ?? [],
            provider.GetRequiredService<RiskTracer>()));
        services.AddSingleton(provider => new Withdrawals(
            provider.GetRequiredService<OrderBook>(),
            provider.GetRequiredService<OrderDesk>(),
            provider.GetService<GatewaySession>()?.Time,
            TimeSpan.FromSeconds(5)));
        services.AddSingleton<Liquidator>();
        services.AddSingleton<OrdersInDoubt>();
        services.AddSingleton<RetryPace>();
        services.AddSingleton<UnfinishedCloses>();
        services.AddSingleton<AccountLots>();
        services.AddSingleton<BreachActions>();
        services.AddSingleton<OrderProjection>();
        services.AddSingleton<TradingStop>();
        services.AddSingleton<UnvaluedAccount>();
        services.AddSingleton<PreTradeGate>();

        // Rules and handlers are found at compile time; nothing is registered by hand.
        services.AddRiskTracing(RiskTracing.Module, tracing =>
        {
            tracing.Level = options.Level;
            tracing.JournalDirectory = options.JournalDirectory;
            tracing.Classifier = classifier;
            tracing.Sinks.Add(ConsoleTreeSink.ForConsole());
            if (log is not null)
                tracing.Sinks.Add(log);
        });
    }
}
