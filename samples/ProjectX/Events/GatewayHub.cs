using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ProjectX;

/// <summary>
/// One hub of the gateway: subscriptions that are made again after every reconnect. What was missed in between is
/// not sent again; whoever listens asks the calls for it.
/// </summary>
public sealed class GatewayHub : IAsyncDisposable
{
    private readonly HubConnection _connection;
    private readonly List<Subscription> _subscriptions = [];
    private readonly EventsUnderWay _events = new();
    private Exception? _deafness;

    /// <summary>A hub that is not connected yet.</summary>
    /// <param name="client">Whose session it belongs to.</param>
    /// <param name="name"><c>user</c> or <c>market</c>.</param>
    public GatewayHub(GatewayClient client, string name)
    {
        Name = name;
        GatewayOptions options = client.Options;
        var address = new Uri($"{options.HubsAddress.ToString().TrimEnd('/')}/{name}");
        IHubConnectionBuilder builder = new HubConnectionBuilder()
            .WithUrl(address, HttpTransportType.WebSockets, http =>
            {
                http.SkipNegotiation = true;
                http.AccessTokenProvider = async () => await client.Token.GetAsync(CancellationToken.None);
                http.WebSocketFactory = async (context, cancellationToken) => await ConnectAsync(context.Uri, client, cancellationToken);
            })
            .WithServerTimeout(options.HubSilence)
            .WithKeepAliveInterval(options.HubKeepAlive)
            .WithAutomaticReconnect(new ReconnectPolicy(options.ReconnectPatience));
        builder.Services.Configure<JsonHubProtocolOptions>(json => json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, GatewayJson.Default));
        builder.Services.AddSingleton(provider => _events.Follow(new JsonHubProtocol(provider.GetRequiredService<IOptions<JsonHubProtocolOptions>>())));
        _connection = builder.Build();
        _connection.HandshakeTimeout = options.ConnectTimeout;
        _connection.Reconnecting += exception =>
        {
            Lost?.Invoke(exception);
            return Task.CompletedTask;
        };
        _connection.Reconnected += _ => SubscribeAgainAsync();
        _connection.Closed += exception =>
        {
            _events.End(exception ?? _deafness);
            return Task.CompletedTask;
        };
    }

    /// <summary><c>user</c> or <c>market</c>.</summary>
    public string Name { get; }

    /// <summary>The connection broke, and is being looked for.</summary>
    public event Action<Exception?>? Lost;

    /// <summary>The connection is back, and every subscription was made again.</summary>
    public event Action? Restored;

    /// <summary>
    /// Ends when the hub does and everything it told is handled: with null if the gateway ended the session, or we
    /// did, with the reason if it could not be found again.
    /// </summary>
    public Task<Exception?> Ended => _events.Ended;

    /// <summary>Listens to an event with one argument.</summary>
    public void On(string name, Func<JsonElement, Task> handler)
        => _connection.On(name, [typeof(JsonElement)], _events.Follow(name, arguments => handler((JsonElement)arguments[0]!)));

    /// <summary>Listens to an event about a contract.</summary>
    public void On(string name, Func<string, JsonElement, Task> handler)
        => _connection.On(
            name, [typeof(string), typeof(JsonElement)], _events.Follow(name, arguments => handler((string)arguments[0]!, (JsonElement)arguments[1]!)));

    /// <summary>
    /// Asks for events, now if the hub is connected, and after every reconnect. Whether the hub has ended meanwhile, <see cref="Ended"/> says.
    /// </summary>
    /// <exception cref="HubException">The gateway refuses.</exception>
    public async Task SubscribeAsync(string method, object?[] arguments, CancellationToken cancellationToken = default)
    {
        var subscription = new Subscription(method, arguments);
        lock (_subscriptions)
            _subscriptions.Add(subscription);
        try
        {
            await _connection.InvokeCoreAsync(method, arguments, cancellationToken);
        }
        catch (HubException)
        {
            // What is refused now is not asked for after a reconnect, which a refusal would end.
            lock (_subscriptions)
                _subscriptions.Remove(subscription);
            throw;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The connection broke meanwhile: every subscription is made when it is back. Or the gateway ended the
            // session, and what waited for an answer was cancelled.
        }
    }

    /// <summary>Connects.</summary>
    public Task StartAsync(CancellationToken cancellationToken = default) => _connection.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>The token goes into the query, as the gateway's own examples have it, and is the one of this moment: a reconnect may come days later.</summary>
    private static async Task<WebSocket> ConnectAsync(Uri address, GatewayClient client, CancellationToken cancellationToken)
    {
        // A gateway that hangs takes the connection, and never answers on it: the patience is looked at between attempts only.
        using var patience = new CancellationTokenSource(client.Options.ConnectTimeout, client.Options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        string bearer = "";
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            bearer = await client.Token.GetAsync(either.Token);
            string separator = address.Query.Length == 0 ? "?" : "&";
            await socket.ConnectAsync(new Uri($"{address}{separator}access_token={Uri.EscapeDataString(bearer)}"), either.Token);
            return socket;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new TimeoutException(
                string.Create(CultureInfo.InvariantCulture, $"no connection within {client.Options.ConnectTimeout.TotalSeconds:0.###} s"));
        }
        catch (Exception exception)
        {
            if (exception is WebSocketException && socket.HttpStatusCode == System.Net.HttpStatusCode.Unauthorized)
                client.Token.Reject(bearer);
            socket.Dispose();
            throw;
        }
    }

    private async Task SubscribeAgainAsync()
    {
        Subscription[] subscriptions;
        lock (_subscriptions)
            subscriptions = [.. _subscriptions];
        try
        {
            foreach (Subscription subscription in subscriptions)
                await _connection.InvokeCoreAsync(subscription.Method, subscription.Arguments);
            Restored?.Invoke();
        }
        catch (Exception exception) when (_connection.State == HubConnectionState.Connected)
        {
            // Connected and deaf is worse than gone.
            _deafness = exception;
            await _connection.StopAsync();
        }
        catch (Exception)
        {
            // Lost again: the next reconnect subscribes.
        }
    }

    private sealed record Subscription(string Method, object?[] Arguments);

    /// <summary>At once, then ever more slowly, until the patience is used up.</summary>
    private sealed class ReconnectPolicy(TimeSpan patience) : IRetryPolicy
    {
        private static readonly TimeSpan[] Delays =
        [
            TimeSpan.Zero, TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)
        ];

        public TimeSpan? NextRetryDelay(RetryContext context)
            => context.ElapsedTime >= patience ? null : Delays[Math.Min(context.PreviousRetryCount, Delays.Length - 1)];
    }
}
