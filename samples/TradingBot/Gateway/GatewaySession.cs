using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using ProjectX;
using RiskTraceGen;
using TradingBot.Broker;
using TradingBot.Market;

namespace TradingBot.Gateway;

/// <summary>The bot's seat at a gateway: logged in, an account chosen, both hubs connected and listened to.</summary>
public sealed class GatewaySession : IAsyncDisposable
{
    private readonly GatewayClient _client;
    private readonly MarketEvents _market;
    private readonly GatewayHub _user;
    private readonly GatewayTags _tags = new();
    private readonly GatewayHints _hints;
    private readonly HashSet<string> _watched = [];
    private int _marketLosses;

    private GatewaySession(GatewayClient client, Account account, GatewayContracts contracts)
    {
        (_client, Baseline, Contracts) = (client, new GatewayBaseline(account, [], LastTrade: 0), contracts);
        _market = new MarketEvents(client);
        _market.Hub.Lost += _ => Interlocked.Increment(ref _marketLosses);
        _user = new GatewayHub(client, "user");
        _hints = new GatewayHints(_tags);
        _hints.Listen(_user);
        _hints.Follow(_user);
        _hints.Follow(_market.Hub);
    }

    /// <summary>Where it is.</summary>
    public Uri Address => _client.Options.RestAddress;

    /// <summary>The clock of the connection; the market has its own.</summary>
    internal TimeProvider Time => _client.Options.Time;

    /// <summary>How old the token is. The client renews it by itself; one that is older than that could not be renewed.</summary>
    internal TimeSpan TokenAge => Time.GetUtcNow() - _client.Token.Issued;

    /// <summary>What is traded for, as it was when we came.</summary>
    public Account Account => Baseline.Account;

    /// <summary>What is traded.</summary>
    public GatewayContracts Contracts { get; }

    /// <summary>The hubs that are listened to, by name.</summary>
    internal IReadOnlyList<string> Hubs => [_user.Name, _market.Hub.Name];

    /// <summary>What the account held and had traded before we came.</summary>
    internal GatewayBaseline Baseline { get; private set; }

    /// <summary>What was held when we came.</summary>
    internal IReadOnlyList<Domain.Position> Held => [.. Baseline.Positions.Select(GatewayOrderTerms.PositionOf)];

    /// <summary>Logs in, and begins to listen.</summary>
    /// <param name="options">Which gateway, as whom.</param>
    /// <param name="accountName">The account to trade.</param>
    /// <param name="roots">The products to trade, by root symbol.</param>
    /// <param name="cancellationToken">Stops trying.</param>
    /// <exception cref="GatewayUnavailableException">The gateway is not there, or does not let us in; the message says what to do.</exception>
    public static Task<GatewaySession> OpenAsync(GatewayOptions options, string accountName, IReadOnlyList<string> roots, CancellationToken cancellationToken)
        => OpenAsync(options, accountName, roots, handler: null, cancellationToken);

    /// <summary>The same, with calls going another way than the network's.</summary>
    internal static async Task<GatewaySession> OpenAsync(
        GatewayOptions options, string accountName, IReadOnlyList<string> roots, HttpMessageHandler? handler, CancellationToken cancellationToken)
    {
        var client = new GatewayClient(options, handler);
        GatewaySession? session = null;
        try
        {
            IReadOnlyList<Account> accounts = await client.SearchAccountsAsync(onlyActive: true, cancellationToken);
            Account account = accounts.FirstOrDefault(account => account.Name == accountName)
                ?? throw new GatewayUnavailableException(
                    $"The gateway has no active account {accountName}; it has {string.Join(", ", accounts.Select(account => account.Name).DefaultIfEmpty("none"))}. Gateway:Account names the one to trade.");
            if (!account.CanTrade)
                throw new GatewayUnavailableException(
                    $"Account {account.Name} may not trade. A simulator at --speed 0 lets nobody trade: start it with a speed that the bot keeps up with, such as its default.");

            GatewayContracts contracts = GatewayContracts.Pick(await client.AvailableContractsAsync(live: false, cancellationToken), roots);
            session = new GatewaySession(client, account, contracts);
            await session.ListenAsync(cancellationToken);
            return session;
        }
        catch (Exception exception)
        {
            await CloseAsync(session, client);
            ExceptionDispatchInfo.Throw(cancellationToken.IsCancellationRequested ? exception : Explain(options, exception));
            throw;
        }
    }

    /// <summary>Makes it the broker and the market of a bot.</summary>
    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton(_client);
        services.AddSingleton(Account);
        services.AddSingleton(_hints);
        services.AddSingleton(_tags);
        services.AddSingleton<GatewayUrgency>();
        services.AddSingleton(new StaleBooks(Time));
        services.AddSingleton(this);
        services.AddSingleton(new LimitAlert(Time));
        services.AddSingleton<IPriceStream, GatewayFeed>();
        services.AddSingleton<ITradingSuite, GatewayTradingSuite>();
        services.AddSingleton<GatewayAccountCalls>();
        services.AddSingleton<UnbookedUpdates>();
        services.AddSingleton<UnfitOrders>();
        services.AddSingleton<GatewayOrders>();
        services.AddSingleton<IBrokerState, GatewayState>();
        services.AddSingleton<IBrokerReport, GatewayReport>();
        services.AddSingleton<IOrderUpdates>(provider => provider.GetRequiredService<GatewayOrders>());
    }

    /// <summary>The quotes, until the gateway ends the session.</summary>
    /// <exception cref="GatewayUnavailableException">It has gone away.</exception>
    internal async IAsyncEnumerable<ContractQuote> QuotesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await HasQuotesAsync(cancellationToken))
        {
            while (_market.Quotes.TryRead(out ContractQuote quote))
                yield return quote;
        }
    }

    /// <summary>Asks for the quotes of a contract that has come to be held. Nobody waits for the answer.</summary>
    internal void Watch(string contractId) => _ = WatchAsync(contractId);

    /// <summary>Asks for the quotes of a contract that is held, once, whether it is traded here or not: without them nobody knows what it is worth.</summary>
    private async Task WatchAsync(string contractId, CancellationToken cancellationToken = default)
    {
        if (!_watched.Add(contractId))
            return;
        try
        {
            await _market.SubscribeAsync(contractId, cancellationToken);
        }
        catch (HubException)
        {
            // The gateway does not quote it. The rules say that the account cannot be valued.
        }
    }

    /// <summary>How often the market was lost since this was last asked.</summary>
    internal int TakeMarketLosses() => Interlocked.Exchange(ref _marketLosses, 0);

    /// <summary>The market's time has gone back: our clock, averages and trading day, and the numbers of our orders, are of another market than this.</summary>
    /// <param name="from">The latest time that was told.</param>
    /// <param name="to">The time that is told now.</param>
    internal GatewayUnavailableException StartedAnew(DateTimeOffset from, DateTimeOffset to)
        => new(string.Create(
            CultureInfo.InvariantCulture,
            $"The market of the gateway at {Address} has gone back from {from:u} to {to:u}: it was started anew, or its quotes are late. Start the bot again."))
        {
            Answers = true
        };

    /// <summary>Without the user hub we would trade blind.</summary>
    /// <exception cref="GatewayUnavailableException">It has gone away.</exception>
    internal void EnsureUserHub()
    {
        if (_user.Ended is { IsCompletedSuccessfully: true, Result: { } reason })
            throw GoneAway(reason);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _market.DisposeAsync();
        await _user.DisposeAsync();
        _client.Dispose();
    }

    private static async Task CloseAsync(GatewaySession? session, GatewayClient client)
    {
        if (session is not null)
            await session.DisposeAsync();
        client.Dispose();
    }

    private static Exception Explain(GatewayOptions options, Exception exception) => exception switch
    {
        GatewayUnavailableException => exception,
        GatewayRefusedException { Call: var call } refusal when call == GatewayCalls.LoginKey => new GatewayUnavailableException(
            $"The gateway at {options.RestAddress} refuses the key of {options.UserName}: {refusal.Meaning}. Set Gateway__UserName and Gateway__ApiKey.",
            exception),
        _ => new GatewayUnavailableException($"No gateway can be used at {options.RestAddress}: {exception.Message}", exception),
    };

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await _user.StartAsync(cancellationToken);
        await _user.SubscribeAsync("SubscribeAccounts", [], cancellationToken);
        foreach (string subscription in (string[])["SubscribeOrders", "SubscribePositions", "SubscribeTrades"])
            await _user.SubscribeAsync(subscription, [Account.Id], cancellationToken);
        Baseline = await GatewayBaseline.TakeAsync(_client, Account, cancellationToken);

        await _market.Hub.StartAsync(cancellationToken);
        _watched.UnionWith(Contracts.Traded.Select(contract => contract.Id));
        foreach (Position position in Baseline.Positions)
            await WatchAsync(position.ContractId, cancellationToken);
        foreach (Domain.FuturesContract contract in Contracts.Traded)
            await _market.SubscribeAsync(contract.Id, cancellationToken);
    }

    private async Task<bool> HasQuotesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _market.Quotes.WaitToReadAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A hub that has tried often enough calls that a cancellation too.
            throw GoneAway(exception);
        }
    }

    private GatewayUnavailableException GoneAway(Exception reason)
        => new(
            $"The gateway at {Address} has gone away, and did not come back within {_client.Options.ReconnectPatience.TotalSeconds:0} s: {reason.Message}",
            reason);
}
