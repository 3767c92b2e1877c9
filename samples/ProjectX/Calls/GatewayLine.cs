using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ProjectX;

/// <summary>One request, one answer: under the limits, with a number, for as long as the patience lasts. Nothing is sent twice here.</summary>
internal sealed class GatewayLine(HttpClient http, GatewayOptions options)
{
    /// <summary>Numbers the requests of this client, so that both sides can name one.</summary>
    public const string RequestIdHeader = "X-Request-Id";

    private readonly CallLimits _limits = new(options);
    private int _lastRequest;

    /// <summary>How many calls of this urgency may be made at once.</summary>
    public int Room(CallUrgency urgency) => _limits.Room(urgency);

    /// <summary>Sends a request and returns its answer, if that is a success.</summary>
    /// <param name="call">Where to.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="requestType">How it is written.</param>
    /// <param name="responseType">How the answer is read.</param>
    /// <param name="token">The bearer token; null for none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<TResponse> SendAsync<TRequest, TResponse>(
        GatewayCall call,
        TRequest request,
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TResponse> responseType,
        string? token,
        CancellationToken cancellationToken)
        where TResponse : GatewayResponse
    {
        await TakeTurnAsync(call, cancellationToken);

        int number = Interlocked.Increment(ref _lastRequest);
        string name = string.Create(CultureInfo.InvariantCulture, $"{call} (request {number})");
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(options.RestAddress, call.Path))
        {
            Content = JsonContent.Create(request, requestType)
        };
        message.Headers.Add(RequestIdHeader, number.ToString(CultureInfo.InvariantCulture));
        if (token is not null)
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        TResponse answer = await ReceiveAsync(call, name, message, responseType, cancellationToken);
        if (answer.Success)
            return answer.Lacks is { } field ? throw new InvalidDataException($"{name}: a success, and its {field} missing or null") : answer;

        string refusal = $"{name}: {call.Meaning(answer.ErrorCode)}{(answer.ErrorMessage is { } words ? $", {words}" : "")}";
        throw call.IsAmbiguous(answer.ErrorCode) ? new GatewayPendingException(call, refusal) : new GatewayRefusedException(call, answer.ErrorCode, refusal);
    }

    private async ValueTask TakeTurnAsync(GatewayCall call, CancellationToken cancellationToken)
    {
        try
        {
            if (!await _limits.TakeAsync(call, cancellationToken))
                throw new GatewayLimitException(call);
        }
        catch (OperationCanceledException exception) when (!call.IsQuery)
        {
            // Whoever asks what became of an order would not find it, and a cancellation would not tell him so.
            throw new GatewayNotSentException(call, $"{call}: not sent, given up while it waited for its turn", exception);
        }
    }

    private async Task<TResponse> ReceiveAsync<TResponse>(
        GatewayCall call, string name, HttpRequestMessage message, JsonTypeInfo<TResponse> responseType, CancellationToken cancellationToken)
    {
        TimeSpan timeout = call == GatewayCalls.LoginKey || call == GatewayCalls.Validate ? options.LoginTimeout : options.RequestTimeout;
        using var patience = new CancellationTokenSource(timeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using HttpResponseMessage response = await http.SendAsync(message, either.Token);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
                _limits.Refused(call, RetryAfter(response.Headers.RetryAfter));
            else
                _limits.Taken();
            if (response.StatusCode != HttpStatusCode.OK)
                throw new HttpRequestException(
                    HttpRequestError.Unknown, $"{name}: the gateway answers HTTP {(int)response.StatusCode}", inner: null, response.StatusCode);
            return await response.Content.ReadFromJsonAsync(responseType, either.Token) ?? throw new JsonException($"{name}: the answer is empty");
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new GatewayTimeoutException(call, string.Create(CultureInfo.InvariantCulture, $"{name}: no answer within {timeout.TotalSeconds:0.###} s"));
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException($"{name}: the caller waits no longer", exception, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.StatusCode is null)
        {
            throw new HttpRequestException(exception.HttpRequestError, $"{name}: {exception.Message}", exception);
        }
        catch (JsonException exception)
        {
            throw new JsonException($"{name}: the answer cannot be read: {exception.Message}", exception);
        }
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
        => header is null ? null : header.Delta ?? header.Date - options.Time.GetUtcNow();
}
