using System.ComponentModel;

namespace RiskTraceGen;

/// <summary>A handler of one hook. Generated code derives one for each method marked with <see cref="HookAttribute"/>.</summary>
/// <typeparam name="TPayload">The hook's payload.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public abstract class HookHandler<TPayload> : HookHandler
{
    /// <param name="point">The handler's trace point.</param>
    /// <param name="order">Its place among the handlers of the hook.</param>
    /// <param name="timeoutMilliseconds">When it is abandoned; 0 for the tracer's default.</param>
    /// <param name="inline">Whether it runs on the thread that raises.</param>
    /// <param name="usesCancellation">Whether it looks at its cancellation token, which is cancelled when it is abandoned.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeoutMilliseconds"/> is negative.</exception>
    protected HookHandler(TracePoint point, int order, int timeoutMilliseconds, bool inline, bool usesCancellation)
        : base(point)
    {
        if (timeoutMilliseconds < 0)
            throw new ArgumentOutOfRangeException(
                nameof(timeoutMilliseconds),
                timeoutMilliseconds,
                $"The timeout of the handler {point.Member} must not be negative; 0 is RiskTracerOptions.HookTimeout.");

        Order = order;
        TimeoutMilliseconds = timeoutMilliseconds;
        IsInline = inline;
        UsesCancellation = usesCancellation;
    }

    internal int Order { get; }

    internal int TimeoutMilliseconds { get; }

    internal bool IsInline { get; }

    internal bool UsesCancellation { get; }

    /// <summary>Calls the handler.</summary>
    /// <param name="payload">The payload that was raised.</param>
    /// <param name="flow">The flow, seen from inside the handler.</param>
    /// <param name="cancellationToken">Cancelled when the handler is abandoned; valid until the handler has ended.</param>
    public abstract ValueTask InvokeAsync(TPayload payload, RiskFlow flow, CancellationToken cancellationToken);
}
