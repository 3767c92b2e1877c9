using System.Collections.Concurrent;

namespace RiskTraceGen.Tests;

/// <summary>A broker call that does what a test tells it, with a fallback and a query if they are given, and notes what happens.</summary>
internal sealed class CallScript
{
    private static readonly ConcurrentDictionary<string, TracePoint> Points = new();

    private readonly ConcurrentQueue<string> _happened = new();
    private int _attempts;

    /// <summary>Answers an attempt, by its number from 1.</summary>
    public required Func<int, BrokerAnswer<Fill?>> OnAttempt { get; init; }

    public Func<RiskFlow, BrokerAnswer<Fill?>>? OnFallback { get; init; }

    public Func<RiskFlow, BrokerAnswer<Fill?>>? OnQuery { get; init; }

    public CancellationToken CancellationToken { get; init; }

    public int Attempts => Volatile.Read(ref _attempts);

    /// <summary>What the broker was asked, in order.</summary>
    public string Happened => _happened.IsEmpty ? "nothing" : string.Join(" → ", _happened);

    // A trace point is for ever: of each name there is one, however often it is called.
    public static CallPolicy Policy(string name, Func<TracePoint, CallPolicy>? settings = null)
        => (settings ?? (static point => new CallPolicy(point)))(Points.GetOrAdd(name, static call => TracePoint.BrokerCall(call, "IScripted.Call")));

    /// <summary>An answer that says something of one of the four kinds, as a result or by throwing.</summary>
    public static BrokerAnswer<Fill?> Answer(string by, string kind, bool throws) => kind == "ok" || !throws
        ? BrokerAnswer.Returned<Fill?>(new Fill(by, kind))
        : throw Failure(by, kind);

    public static Exception Failure(string by, string kind) => kind switch
    {
        "transient" => new InvalidOperationException(by),
        "permanent" => new NotSupportedException(by),
        "ambiguous" => new TimeoutException(by),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of failure."),
    };

    /// <summary>Whose answer the caller sees.</summary>
    public static async Task<string> SeenAsync(ValueTask<Fill?> call)
    {
        try
        {
            return (await call.InTime())?.By ?? "null";
        }
        catch (OperationCanceledException)
        {
            return "cancellation";
        }
        catch (Exception exception) when (exception is InvalidOperationException or NotSupportedException or TimeoutException)
        {
            return exception.Message;
        }
    }

    public ValueTask<Fill?> RunAsync(CallPolicy policy, RiskFlow flow) => (OnFallback, OnQuery) switch
    {
        (null, null) => policy.RunAsync<Fill?, FillEncoder, Call>(flow, new Call(this)),
        (_, null) => policy.RunAsync<Fill?, FillEncoder, CallWithFallback>(flow, new CallWithFallback(this)),
        (null, _) => policy.RunAsync<Fill?, FillEncoder, CallWithQuery>(flow, new CallWithQuery(this)),
        _ => policy.RunAsync<Fill?, FillEncoder, CallWithBoth>(flow, new CallWithBoth(this)),
    };

    private BrokerAnswer<Fill?> Attempt()
    {
        _happened.Enqueue("attempt");
        return OnAttempt(Interlocked.Increment(ref _attempts));
    }

    private BrokerAnswer<Fill?> FallBack(RiskFlow flow)
    {
        _happened.Enqueue("fallback");
        return OnFallback!(flow);
    }

    private BrokerAnswer<Fill?> Query(RiskFlow flow)
    {
        _happened.Enqueue("query");
        return OnQuery!(flow);
    }

    private readonly struct Call(CallScript script) : IBrokerInvocation<Fill?>
    {
        public CancellationToken CancellationToken => script.CancellationToken;

        public void Write(ref RecordWriter writer)
        {
        }

        public BrokerAnswer<Fill?> Invoke() => script.Attempt();
    }

    private readonly struct CallWithFallback(CallScript script) : IBrokerInvocation<Fill?>, IFallback<Fill?>
    {
        public CancellationToken CancellationToken => script.CancellationToken;

        public void Write(ref RecordWriter writer)
        {
        }

        public BrokerAnswer<Fill?> Invoke() => script.Attempt();

        public BrokerAnswer<Fill?> FallBack(RiskFlow flow) => script.FallBack(flow);
    }

    private readonly struct CallWithQuery(CallScript script) : IBrokerInvocation<Fill?>, IReconciliation<Fill?>
    {
        public CancellationToken CancellationToken => script.CancellationToken;

        public void Write(ref RecordWriter writer)
        {
        }

        public BrokerAnswer<Fill?> Invoke() => script.Attempt();

        public BrokerAnswer<Fill?> Reconcile(RiskFlow flow) => script.Query(flow);
    }

    private readonly struct CallWithBoth(CallScript script) : IBrokerInvocation<Fill?>, IFallback<Fill?>, IReconciliation<Fill?>
    {
        public CancellationToken CancellationToken => script.CancellationToken;

        public void Write(ref RecordWriter writer)
        {
        }

        public BrokerAnswer<Fill?> Invoke() => script.Attempt();

        public BrokerAnswer<Fill?> FallBack(RiskFlow flow) => script.FallBack(flow);

        public BrokerAnswer<Fill?> Reconcile(RiskFlow flow) => script.Query(flow);
    }
}
