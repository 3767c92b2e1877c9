using System.Collections.Immutable;
using ProjectX;
using RiskTraceGen;
using TradingBot.Accounting;
using TradingBot.Broker;
using TradingBot.Domain;
using TradingBot.Market;

namespace TradingBot.Gateway;

/// <summary>
/// The gateway's two connections with the age of their token, and whether the account may trade. That is asked for when
/// an event says something new about it, and after a reconnect, when an event may have been missed.
/// </summary>
public sealed class GatewayState(
    GatewaySession session,
    GatewayHints hints,
    GatewayAccountCalls calls,
    RiskTracer tracer,
    TradingAccount books,
    MarketClock clock) : IBrokerState
{
    /// <summary>A simulated market keeps a pace of its own, and by its clock the token has another age after a while: then it is told again.</summary>
    private static readonly TimeSpan Drift = TimeSpan.FromMinutes(30);

    private readonly Queue<HubConnection> _connections = new(session.Hubs.Select(static hub => new HubConnection(hub, IsConnected: true)));
    private readonly Dictionary<string, bool> _isConnected = session.Hubs.ToDictionary(static hub => hub, static _ => true);
    private readonly AskPause _pause = new(session.Time);
    private DateTimeOffset? _tokenTold;
    private bool _asks;
    private bool _isUnanswered;
    private AccountUpdated? _account;

    /// <inheritdoc/>
    public bool CanTrade { get; private set; } = session.Account.CanTrade;

    /// <inheritdoc/>
    public async ValueTask CatchUpAsync(CancellationToken cancellationToken)
    {
        while (hints.TryTake(out HubConnection connection))
        {
            _connections.Enqueue(connection);
            _isConnected[connection.Hub] = connection.IsConnected;
            _asks |= connection.IsConnected;
        }

        if (_tokenTold is { } told && (clock.Now - session.TokenAge - told).Duration() > Drift)
        {
            foreach ((string hub, bool isConnected) in _isConnected)
                _connections.Enqueue(new HubConnection(hub, isConnected));
        }

        _asks |= hints.TakeDoubt(session.Account.Id, CanTrade);
        if (_asks && !_pause.IsOn && calls.Room > 0)
            await AskAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public bool TryTake(out HubStateChanged change)
    {
        bool any = _connections.TryDequeue(out HubConnection connection);
        if (any)
            _tokenTold = clock.Now - session.TokenAge;
        change = new HubStateChanged(connection.Hub, connection.IsConnected, _tokenTold, clock.Now);
        return any;
    }

    /// <inheritdoc/>
    public bool TryTake(out AccountUpdated account)
    {
        account = _account.GetValueOrDefault();
        bool any = _account is not null;
        _account = null;
        return any;
    }

    private async ValueTask AskAsync(CancellationToken cancellationToken)
    {
        using RiskFlow flow = tracer.StartFlow("GATEWAY_ACCOUNT");
        try
        {
            // One that is not among the active ones does not trade.
            TracedGatewayAccountCalls suite = calls.Traced(flow);
            ImmutableArray<Account> accounts = await (_isUnanswered
                ? suite.SearchAccountsOnceAsync(cancellationToken)
                : suite.SearchAccountsAsync(cancellationToken));
            Account? account = accounts.FirstOrDefault(account => account.Id == session.Account.Id);
            bool canTrade = account is { CanTrade: true };
            if (canTrade != CanTrade)
                _account = new AccountUpdated(books.Id, account?.Balance ?? books.Balance, canTrade, clock.Now);
            (CanTrade, _asks, _isUnanswered) = (canTrade, false, false);
            flow.Complete(canTrade ? "MAY_TRADE" : "MAY_NOT_TRADE");
        }
        catch (Exception)
        {
            // The trace has it, and the first time critical_failure was raised. After a pause the next price asks again.
            _isUnanswered = true;
            _pause.Begin();
            flow.Complete("NOT_ANSWERED");
        }
    }
}
