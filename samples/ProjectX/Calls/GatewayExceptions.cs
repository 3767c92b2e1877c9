namespace ProjectX;

/// <summary>A call that did not come out as asked. Messages name the call and its number, never what was sent with it.</summary>
public class GatewayException(GatewayCall call, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Which call.</summary>
    public GatewayCall Call { get; } = call;
}

/// <summary>The gateway said no, and means it: it has done nothing.</summary>
public sealed class GatewayRefusedException(GatewayCall call, int errorCode, string message) : GatewayException(call, message)
{
    /// <summary>The number it gave.</summary>
    public int ErrorCode { get; } = errorCode;

    /// <summary>What that number means on this call.</summary>
    public string Meaning => Call.Meaning(ErrorCode);
}

/// <summary>The gateway has the request and cannot say what will become of it: the order may exist.</summary>
public sealed class GatewayPendingException(GatewayCall call, string message) : GatewayException(call, message);

/// <summary>Nothing has left this machine.</summary>
public sealed class GatewayNotSentException(GatewayCall call, string message, Exception? inner = null) : GatewayException(call, message, inner);

/// <summary>
/// Nothing has left this machine: the gateway's limit of calls is used up. A call that closes has waited for its turn by then, any other has not.
/// </summary>
public sealed class GatewayLimitException(GatewayCall call) : GatewayException(call, $"{call}: not sent, the gateway's limit of calls is used up");

/// <summary>No answer came in time. The gateway may still do what it was asked.</summary>
public sealed class GatewayTimeoutException(GatewayCall call, string message) : TimeoutException(message)
{
    /// <summary>Which call.</summary>
    public GatewayCall Call { get; } = call;
}
