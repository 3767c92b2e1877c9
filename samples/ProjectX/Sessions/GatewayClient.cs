using System.Net;
using System.Text.Json.Serialization.Metadata;
using Polly;
using Polly.Retry;

namespace ProjectX;

/// <summary>
/// The calls of the gateway. Each returns its answer's content or throws: <see cref="GatewayRefusedException"/> for a definite no,
/// <see cref="GatewayPendingException"/> and <see cref="GatewayTimeoutException"/> when nobody knows, <see cref="GatewayNotSentException"/> and
/// <see cref="GatewayLimitException"/> when nothing was sent, and what <see cref="HttpClient"/> throws. Queries are asked again after such a
/// failure, orders never: whoever sends an order knows its tag, and can look for it. Safe for threads.
/// </summary>
public sealed class GatewayClient : IDisposable
{
    private const int QueryRetries = 3;

    private readonly HttpClient _http;
    private readonly GatewayLine _line;
    private readonly ResiliencePipeline _queries;

    /// <summary>A client that has not connected to anything yet.</summary>
    /// <param name="options">Which gateway, as whom.</param>
    /// <param name="handler">The way there; null for the network.</param>
    public GatewayClient(GatewayOptions options, HttpMessageHandler? handler = null)
    {
        Options = options;
        // A redirection would take the token to another address. Timeouts are kept by the line, by its clock.
        _http = new HttpClient(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _line = new GatewayLine(_http, options);
        Token = new GatewayToken(_line, options);
        _queries = new ResiliencePipelineBuilder { TimeProvider = options.Time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = QueryRetries,
                Delay = TimeSpan.FromMilliseconds(200),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } exception && IsWorthAnotherTry(exception)),
            })
            .Build();
        SingleAttempts = new GatewayClient(this);
    }

    private GatewayClient(GatewayClient original)
    {
        (Options, _http, _line, Token) = (original.Options, original._http, original._line, original.Token);
        _queries = ResiliencePipeline.Empty;
        SingleAttempts = this;
    }

    /// <summary>Which gateway, as whom.</summary>
    public GatewayOptions Options { get; }

    /// <summary>The token of this client's session.</summary>
    public GatewayToken Token { get; }

    /// <summary>The same client, but every call is made once: for callers with a policy of their own, who want to see each attempt.</summary>
    public GatewayClient SingleAttempts { get; }

    /// <summary>How many calls of this urgency the limit allows at once.</summary>
    public int Room(CallUrgency urgency) => _line.Room(urgency);

    /// <summary>The accounts.</summary>
    public Task<IReadOnlyList<Account>> SearchAccountsAsync(bool onlyActive, CancellationToken cancellationToken = default)
        => SearchAccountsAsync(onlyActive, CallUrgency.Search, cancellationToken);

    /// <summary>The accounts, for something that is urgent.</summary>
    public async Task<IReadOnlyList<Account>> SearchAccountsAsync(bool onlyActive, CallUrgency urgency, CancellationToken cancellationToken = default)
        => (await SendAsync(
            GatewayCalls.SearchAccounts with { Urgency = urgency },
            new SearchAccountsRequest(onlyActive),
            GatewayJson.Default.SearchAccountsRequest,
            GatewayJson.Default.AccountsResponse,
            cancellationToken)).Accounts;

    /// <summary>Contracts whose text matches.</summary>
    public async Task<IReadOnlyList<Contract>> SearchContractsAsync(string? text, bool live, CancellationToken cancellationToken = default)
        => (await SendAsync(
            GatewayCalls.SearchContracts,
            new SearchContractsRequest(text, live),
            GatewayJson.Default.SearchContractsRequest,
            GatewayJson.Default.ContractsResponse,
            cancellationToken)).Contracts;

    /// <summary>The contract with this id.</summary>
    public async Task<Contract> SearchContractByIdAsync(string contractId, CancellationToken cancellationToken = default)
        => (await SendAsync(
            GatewayCalls.SearchContractById,
            new SearchContractByIdRequest(contractId),
            GatewayJson.Default.SearchContractByIdRequest,
            GatewayJson.Default.ContractResponse,
            cancellationToken)).Contract!;

    /// <summary>Every contract.</summary>
    public async Task<IReadOnlyList<Contract>> AvailableContractsAsync(bool live, CancellationToken cancellationToken = default)
        => (await SendAsync(
            GatewayCalls.AvailableContracts,
            new AvailableContractsRequest(live),
            GatewayJson.Default.AvailableContractsRequest,
            GatewayJson.Default.ContractsResponse,
            cancellationToken)).Contracts;

    /// <summary>Bars, the newest first.</summary>
    public async Task<IReadOnlyList<Bar>> RetrieveBarsAsync(RetrieveBarsRequest request, CancellationToken cancellationToken = default)
        => (await SendAsync(
            GatewayCalls.RetrieveBars, request, GatewayJson.Default.RetrieveBarsRequest, GatewayJson.Default.BarsResponse, cancellationToken)).Bars;

    /// <summary>The orders since <paramref name="start"/>, whatever became of them. How urgent that is, depends on what waits for it.</summary>
    public async Task<IReadOnlyList<Order>> SearchOrdersAsync(
        int accountId,
        DateTimeOffset start,
        DateTimeOffset? end = null,
        CallUrgency urgency = CallUrgency.Search,
        CancellationToken cancellationToken = default)
        => (await SendAsync(
            GatewayCalls.SearchOrders with { Urgency = urgency },
            new SearchOrdersRequest(accountId, start, end),
            GatewayJson.Default.SearchOrdersRequest,
            GatewayJson.Default.OrdersResponse,
            cancellationToken)).Orders;

    /// <summary>The orders that still work.</summary>
    public async Task<IReadOnlyList<Order>> SearchOpenOrdersAsync(
        int accountId, CallUrgency urgency = CallUrgency.Search, CancellationToken cancellationToken = default)
        => (await SendAsync(
            GatewayCalls.SearchOpenOrders with { Urgency = urgency },
            new AccountRequest(accountId),
            GatewayJson.Default.AccountRequest,
            GatewayJson.Default.OrdersResponse,
            cancellationToken)).Orders;

    /// <summary>
    /// Sends an order and returns its number. One that reduces a position, or protects it, is as urgent as a close: the gateway does not tell them apart.
    /// </summary>
    public async Task<long> PlaceOrderAsync(PlaceOrderRequest request, CallUrgency urgency = CallUrgency.Order, CancellationToken cancellationToken = default)
        => (await SendAsync(
            GatewayCalls.PlaceOrder with { Urgency = urgency },
            request,
            GatewayJson.Default.PlaceOrderRequest,
            GatewayJson.Default.PlaceOrderResponse,
            cancellationToken)).OrderId!.Value;

    /// <summary>Withdraws an order.</summary>
    public Task CancelOrderAsync(int accountId, long orderId, CancellationToken cancellationToken = default)
        => SendAsync(
            GatewayCalls.CancelOrder,
            new CancelOrderRequest(accountId, orderId),
            GatewayJson.Default.CancelOrderRequest,
            GatewayJson.Default.GatewayResponse,
            cancellationToken);

    /// <summary>Changes an order.</summary>
    public Task ModifyOrderAsync(ModifyOrderRequest request, CallUrgency urgency = CallUrgency.Order, CancellationToken cancellationToken = default)
        => SendAsync(
            GatewayCalls.ModifyOrder with { Urgency = urgency },
            request,
            GatewayJson.Default.ModifyOrderRequest,
            GatewayJson.Default.GatewayResponse,
            cancellationToken);

    /// <summary>What is held.</summary>
    public async Task<IReadOnlyList<Position>> SearchOpenPositionsAsync(
        int accountId, CallUrgency urgency = CallUrgency.Search, CancellationToken cancellationToken = default)
        => (await SendAsync(
            GatewayCalls.SearchOpenPositions with { Urgency = urgency },
            new AccountRequest(accountId),
            GatewayJson.Default.AccountRequest,
            GatewayJson.Default.PositionsResponse,
            cancellationToken)).Positions;

    /// <summary>Closes what is held of a contract.</summary>
    public Task CloseContractAsync(int accountId, string contractId, CancellationToken cancellationToken = default)
        => SendAsync(
            GatewayCalls.CloseContract,
            new CloseContractRequest(accountId, contractId),
            GatewayJson.Default.CloseContractRequest,
            GatewayJson.Default.GatewayResponse,
            cancellationToken);

    /// <summary>Closes some of what is held of a contract.</summary>
    public Task PartialCloseContractAsync(int accountId, string contractId, int size, CancellationToken cancellationToken = default)
        => SendAsync(
            GatewayCalls.PartialCloseContract,
            new PartialCloseContractRequest(accountId, contractId, size),
            GatewayJson.Default.PartialCloseContractRequest,
            GatewayJson.Default.GatewayResponse,
            cancellationToken);

    /// <summary>The trades of a stretch of time.</summary>
    public async Task<IReadOnlyList<HalfTrade>> SearchTradesAsync(
        int accountId,
        DateTimeOffset? start = null,
        DateTimeOffset? end = null,
        CallUrgency urgency = CallUrgency.Search,
        CancellationToken cancellationToken = default)
        => (await SendAsync(
            GatewayCalls.SearchTrades with { Urgency = urgency },
            new SearchTradesRequest(accountId, start, end),
            GatewayJson.Default.SearchTradesRequest,
            GatewayJson.Default.TradesResponse,
            cancellationToken)).Trades;

    /// <summary>Ends the session.</summary>
    public Task LogoutAsync(CancellationToken cancellationToken = default)
        => SendAsync(GatewayCalls.Logout, NoContent.Value, GatewayJson.Default.NoContent, GatewayJson.Default.GatewayResponse, cancellationToken);

    /// <summary>Whether somebody is there.</summary>
    public async Task<string> PingAsync(CancellationToken cancellationToken = default)
        => await _http.GetStringAsync(new Uri(Options.RestAddress, "/api/Status/ping"), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static bool IsWorthAnotherTry(Exception exception) => exception switch
    {
        HttpRequestException { StatusCode: { } status } => status == HttpStatusCode.TooManyRequests || (int)status >= 500,
        HttpRequestException or IOException or GatewayTimeoutException or GatewayNotSentException => true,
        _ => false,
    };

    private async Task<TResponse> SendAsync<TRequest, TResponse>(
        GatewayCall call, TRequest request, JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TResponse> responseType, CancellationToken cancellationToken)
        where TResponse : GatewayResponse
    {
        if (!call.IsQuery)
            return await AuthorizedAsync(call, request, requestType, responseType, cancellationToken);
        return await _queries.ExecuteAsync(async token => await AuthorizedAsync(call, request, requestType, responseType, token), cancellationToken);
    }

    private async Task<TResponse> AuthorizedAsync<TRequest, TResponse>(
        GatewayCall call, TRequest request, JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TResponse> responseType, CancellationToken cancellationToken)
        where TResponse : GatewayResponse
    {
        string token = await TokenForAsync(call, cancellationToken);
        try
        {
            return await _line.SendAsync(call, request, requestType, responseType, token, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.StatusCode == HttpStatusCode.Unauthorized)
        {
            // The token has expired, or its session was ended: the gateway has not looked at the request, so it may be sent with another one.
            Token.Reject(token);
        }

        token = await TokenForAsync(call, cancellationToken);
        return await _line.SendAsync(call, request, requestType, responseType, token, cancellationToken);
    }

    private async Task<string> TokenForAsync(GatewayCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await Token.GetAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not GatewayRefusedException && !(exception is OperationCanceledException && call.IsQuery))
        {
            throw new GatewayNotSentException(call, $"{call}: not sent, no token to be had: {exception.Message}", exception);
        }
    }
}
