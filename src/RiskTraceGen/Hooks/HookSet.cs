namespace RiskTraceGen;

/// <summary>The hooks of a tracer. Handlers that are known at compile time are wired by the generated module; others are attached here. Thread safe.</summary>
public sealed class HookSet
{
    /// <summary>How deep raises may nest: handlers that raise again, themselves or in a circle, are stopped here.</summary>
    public const int MaxDepth = 8;

    // Threads that handlers hold past their timeouts, of all handlers together.
    private const int MaxOrphans = 64;

    private static readonly string TooDeep = $"raised {MaxDepth} deep inside handlers";

    private readonly object _gate = new();
    private HookPoint?[] _points = new HookPoint?[16];
    private TaskCompletionSource? _drained;
    private int _open;
    private bool _isClosed;

    internal HookSet(RiskTracer tracer, int workers, TimeSpan defaultTimeout, int orphansAllowed)
    {
        Tracer = tracer;
        DefaultTimeout = defaultTimeout;
        OrphansAllowed = orphansAllowed;
        HangsReason = $"{HandlerBreaker.Hanging(orphansAllowed)} and must end first";
        Failures = new FailureHandlers(this);
        Workers = new HookWorkers(workers, MaxOrphans);
        HookPayloadEncoders.Register(this);
        Workers.Start();
    }

    internal RiskTracer Tracer { get; }

    internal TimeSpan DefaultTimeout { get; }

    /// <summary>How many executions of one handler may be abandoned and unended before it is skipped.</summary>
    internal int OrphansAllowed { get; }

    /// <summary>Why a handler is skipped of which so many executions hang.</summary>
    internal string HangsReason { get; }

    internal FailureHandlers Failures { get; }

    internal HookWorkers Workers { get; }

    internal TimeoutWatch Watch => Tracer.Watch;

    /// <summary>Whether no handler is started any more.</summary>
    internal bool IsClosed => Volatile.Read(ref _isClosed);

    /// <summary>Attaches a handler while the program runs.</summary>
    /// <param name="name">The hook's name; must be the one its payload type declares.</param>
    /// <param name="handler">The handler; its token is cancelled when it is abandoned, and valid until it has ended.</param>
    /// <param name="options">How it runs.</param>
    /// <returns>Detaches the handler when disposed of. Raises that have begun still reach it.</returns>
    /// <exception cref="ArgumentException">The payload belongs to a hook of another name, or the name to a hook of another payload.</exception>
    public IDisposable Attach<TPayload>(string name, Func<TPayload, RiskFlow, CancellationToken, ValueTask> handler, HookOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(handler);
        options ??= new HookOptions();
        if (options.Timeout < TimeSpan.Zero || options.Timeout.TotalMilliseconds > int.MaxValue)
            throw new ArgumentOutOfRangeException(
                nameof(options), options.Timeout, "The timeout of a handler must be between zero (the tracer's default) and 24 days.");

        HookPoint<TPayload> hook = PointOf<TPayload>();
        if (!hook.IsDeclared && PayloadOf(name) is { } payload)
            throw new ArgumentException(
                $"The payload of '{name}' is {payload}, not {hook.Payload}: a handler of {hook.Payload} would never be called. Take {payload}, or give the hook another name.",
                nameof(name));
        if (!hook.TryDeclare(name))
            throw new ArgumentException(
                $"{hook.Payload} is the payload of '{hook.Name}', not of '{name}'. Attach the handler to '{hook.Name}', or take the payload of '{name}'.",
                nameof(name));

        var attached = new AttachedHandler<TPayload>(TracePoint.AttachedHook(name, options.Name ?? handler.Method.Name), handler, options);
        hook.Add(attached);
        return new Attachment(() => hook.Remove(attached));
    }

    /// <summary>Attaches a receiver of handler failures while the program runs: of handlers that threw, were abandoned, or were never started.</summary>
    /// <param name="handler">
    /// The receiver; it has <see cref="RiskTracerOptions.HookTimeout"/>, and its token is cancelled when it is
    /// abandoned. Its own failure is recorded and told to nobody.
    /// </param>
    /// <param name="hook">The hook whose failures it receives; <see langword="null"/> for those of every hook.</param>
    /// <returns>Detaches the receiver when disposed of. Failures that have been reported still reach it.</returns>
    /// <exception cref="ArgumentException"><paramref name="hook"/> is empty.</exception>
    public IDisposable AttachFailureHandler(Func<HookFailure, RiskFlow, CancellationToken, ValueTask> handler, string? hook = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (hook is not null)
            ArgumentException.ThrowIfNullOrEmpty(hook);

        var attached = new AttachedFailureHandler(hook, handler);
        Failures.Add(attached);
        return new Attachment(() => Failures.Remove(attached));
    }

    internal void Declare<TPayload, TEncoder>(string name) where TEncoder : struct, IValueEncoder<TPayload>
    {
        ValueEncoding.Register<TPayload, TEncoder>();
        HookPoint<TPayload> hook = PointOf<TPayload>();
        if (!hook.TryDeclare(name))
            throw new InvalidOperationException(
                $"{hook.Payload} is declared as the payload of '{hook.Name}' and of '{name}'. A payload type stands for one hook.");
    }

    internal void Add<TPayload>(HookHandler<TPayload> handler) => PointOf<TPayload>().Add(handler);

    internal void Add(HookFailureHandler handler) => Failures.Add(handler);

    internal void Raise<TPayload>(in RiskFlow flow, in TPayload payload)
    {
        if (Prepare(flow, payload, isAwaited: false, out _) is { } raise)
            raise.Start();
    }

    internal ValueTask<HookOutcome> RaiseAsync<TPayload>(in RiskFlow flow, in TPayload payload)
    {
        if (Prepare(flow, payload, isAwaited: true, out HookOutcome stopped) is not { } raise)
            return new ValueTask<HookOutcome>(stopped);

        ValueTask<HookOutcome> outcome = raise.AsValueTask();
        raise.Start();
        return outcome;
    }

    /// <summary>A raise, or the execution of a failure handler, has begun.</summary>
    internal void Opened() => Interlocked.Increment(ref _open);

    /// <summary>A raise, or the execution of a failure handler, has its outcome.</summary>
    internal void Closed()
    {
        if (Interlocked.Decrement(ref _open) == 0)
            Volatile.Read(ref _drained)?.TrySetResult();
    }

    /// <summary>Waits until nothing that has been raised is running or queued: at most as long as the handlers may take. Any number may wait.</summary>
    internal Task DrainAsync()
    {
        TaskCompletionSource? drained = Volatile.Read(ref _drained);
        if (drained is null || drained.Task.IsCompleted)
        {
            var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            TaskCompletionSource? other = Interlocked.CompareExchange(ref _drained, fresh, drained);
            drained = other == drained ? fresh : other!;
        }

        // Looked at after the source can be seen: whoever closes last before that has nobody to tell.
        if (Volatile.Read(ref _open) == 0)
            drained.TrySetResult();
        return drained.Task;
    }

    /// <summary>Lets the workers go. From now on handlers are skipped; those that run are not waited for.</summary>
    internal void Close()
    {
        Volatile.Write(ref _isClosed, true);
        Workers.Stop();
    }

    private HookRaise<TPayload>? Prepare<TPayload>(in RiskFlow flow, in TPayload payload, bool isAwaited, out HookOutcome stopped)
    {
        stopped = default;
        HookPoint<TPayload> hook = PointOf<TPayload>();
        HookHandler<TPayload>[] handlers = hook.Handlers;
        long span = FlowRecords.Raise(flow, hook.Point, handlers.Length, payload);
        if (typeof(TPayload) == typeof(BreachDetected))
            flow.Slot!.NoteBreachRaised(flow.Id, flow.Span);
        if (payload is CriticalFailure critical)
            FlowRecords.Alert(Tracer, flow, critical.Source, critical.Message, critical.Exception);

        if (handlers.Length == 0)
            return null;

        if (flow.Depth >= MaxDepth)
        {
            FlowRecords.Alert(Tracer, flow, hook.Name, $"{TooDeep}: its handlers are not called again", null);
            stopped = Skipped(hook, handlers, flow.Within(span, flow.Depth));
            return null;
        }

        return HookRaise<TPayload>.Rent(this, hook, handlers, payload, flow.Within(span, flow.Depth + 1), isAwaited);
    }

    // Not reported to the failure handlers: one of them may be what raises again and again. The alert has been raised.
    private static HookOutcome Skipped<TPayload>(HookPoint hook, HookHandler<TPayload>[] handlers, RiskFlow raised)
    {
        foreach (HookHandler<TPayload> handler in handlers)
            FlowRecords.HookSkip(raised, handler.HandlerPoint, TooDeep);

        return new(0, 0, 0, handlers.Length, Array.ConvertAll(
            handlers, h => new HookFailure(hook.Name, h.HandlerPoint.Member, HookFailureKind.Skipped, null, raised.Id, TooDeep)));
    }

    private HookPoint<TPayload> PointOf<TPayload>()
    {
        int index = TypeIndex<HookSet>.Of<TPayload>.Value;
        HookPoint?[] points = Volatile.Read(ref _points);
        return index < points.Length && points[index] is HookPoint<TPayload> hook ? hook : AddPoint<TPayload>(index);
    }

    // The payload type of the hook that has this name, if there is one.
    private string? PayloadOf(string name)
    {
        lock (_gate)
            return Array.Find(_points, point => point is { IsDeclared: true } && point.Name == name)?.Payload;
    }

    private HookPoint<TPayload> AddPoint<TPayload>(int index)
    {
        lock (_gate)
        {
            if (index >= _points.Length)
            {
                HookPoint?[] grown = new HookPoint?[Math.Max(index + 1, _points.Length * 2)];
                _points.CopyTo(grown, 0);
                Volatile.Write(ref _points, grown);
            }

            if (_points[index] is HookPoint<TPayload> existing)
                return existing;

            var hook = new HookPoint<TPayload>();
            Volatile.Write(ref _points[index], hook);
            return hook;
        }
    }

    private sealed class Attachment(Action detach) : IDisposable
    {
        public void Dispose() => detach();
    }
}
