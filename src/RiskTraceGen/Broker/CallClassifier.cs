using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;

namespace RiskTraceGen;

/// <summary>
/// Decides what exceptions and results of broker calls mean. Derive from it to teach it what your broker says, and set
/// <see cref="RiskTracerOptions.Classifier"/>. Called on the path of every call: must be thread safe and quick. A classifier
/// that throws is not asked any more about that answer, which then counts as this base class says.
/// </summary>
public class CallClassifier
{
    /// <summary>What the library assumes where nobody says otherwise.</summary>
    public static CallClassifier Default { get; } = new();

    /// <summary>
    /// What an exception means. By default what says "I gave up waiting", "the connection broke" or "I cannot read the answer" is ambiguous (cancellation,
    /// timeout, I/O, a server error, malformed data, a null where an answer belongs); what cannot have left this machine, and HTTP 429, is transient; wrong use
    /// and other HTTP 4xx are permanent; everything else is transient. Of several failures an ambiguous one decides.
    /// </summary>
    /// <param name="call">The call's name in traces.</param>
    /// <param name="exception">What it threw.</param>
    public virtual CallFailure Classify(string call, Exception exception) => exception switch
    {
        AggregateException several => several.InnerExceptions.Select(inner => Classify(call, inner)).DefaultIfEmpty(CallFailure.Transient).Max(),
        OperationCanceledException or TimeoutException => CallFailure.Ambiguous,
        HttpRequestException http => OfHttp(http),
        SocketException socket => OfSocket(socket.SocketErrorCode),
        IOException or WebSocketException => CallFailure.Ambiguous,
        JsonException or FormatException or InvalidDataException or KeyNotFoundException or NullReferenceException or InvalidCastException
            or IndexOutOfRangeException
            or OverflowException => CallFailure.Ambiguous,
        ArgumentException or NotSupportedException or NotImplementedException or ObjectDisposedException => CallFailure.Permanent,
        _ => CallFailure.Transient,
    };

    /// <summary>What a result means. By default what its type says of itself: a failure (<c>Success == false</c>) is permanent.</summary>
    /// <param name="call">The call's name in traces.</param>
    /// <param name="result">What the broker returned; may be <see langword="null"/> for reference types.</param>
    /// <param name="outcome">What generated code reads off the result.</param>
    public virtual CallFailure Classify<TResult>(string call, TResult result, CallOutcome outcome) => FailureOf(outcome);

    internal static CallFailure FailureOf(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Ok or CallOutcome.HandedOver => CallFailure.None,
        CallOutcome.Ambiguous => CallFailure.Ambiguous,
        _ => CallFailure.Permanent,
    };

    internal static CallOutcome OutcomeOf(CallFailure failure) => failure switch
    {
        CallFailure.None => CallOutcome.Ok,
        CallFailure.Ambiguous => CallOutcome.Ambiguous,
        _ => CallOutcome.Failed,
    };

    // An exception is never a success, whatever a classifier says.
    internal static CallFailure Of(CallClassifier classifier, string call, Exception exception)
    {
        try
        {
            return classifier.Classify(call, exception) is var failure and not CallFailure.None ? failure : CallFailure.Permanent;
        }
        catch (Exception)
        {
            return Default.Classify(call, exception);
        }
    }

    internal static CallFailure Of<TResult, TEncoder>(CallClassifier classifier, string call, TResult result) where TEncoder : struct, IResultEncoder<TResult>
    {
        try
        {
            return Of(classifier, call, result, default(TEncoder).Classify(result));
        }
        catch (Exception)
        {
            // The broker has answered, and what it said cannot be read.
            return CallFailure.Ambiguous;
        }
    }

    internal static CallFailure Of<TResult>(CallClassifier classifier, string call, TResult result, CallOutcome outcome)
    {
        try
        {
            return classifier.Classify(call, result, outcome);
        }
        catch (Exception)
        {
            return FailureOf(outcome);
        }
    }

    private static CallFailure OfHttp(HttpRequestException exception)
    {
        if (exception.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError or HttpRequestError.VersionNegotiationError)
            return CallFailure.Transient;

        return exception.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => CallFailure.Transient,
            HttpStatusCode.RequestTimeout => CallFailure.Ambiguous,
            >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => CallFailure.Permanent,
            null when exception.InnerException is SocketException socket => OfSocket(socket.SocketErrorCode),
            _ => CallFailure.Ambiguous,
        };
    }

    private static CallFailure OfSocket(SocketError error) => error switch
    {
        SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.HostUnreachable or SocketError.HostDown or SocketError.NetworkDown
            or SocketError.NetworkUnreachable or SocketError.NoData or SocketError.TryAgain => CallFailure.Transient,
        _ => CallFailure.Ambiguous,
    };
}
