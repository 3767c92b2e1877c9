using System.Runtime.CompilerServices;

namespace RiskTraceGen;

/// <summary>
/// One attempt of a broker call, as generated wrappers record it: begun with the arguments before the broker is called, ended with the result or the
/// exception. Neither changes what the caller sees. An attempt through <see cref="RiskFlow.None"/> or a disabled tracer records nothing.
/// </summary>
[SkipLocalsInit]
public readonly unsafe struct BrokerAttempt
{
    private const byte FirstAttempt = 1;

    private readonly FlowSlot? _slot;
    private readonly TracePoint? _point;
    private readonly long _flow;
    private readonly long _span;

    private BrokerAttempt(FlowSlot slot, TracePoint point, long flow, long span)
    {
        _slot = slot;
        _point = point;
        _flow = flow;
        _span = span;
    }

    /// <summary>Records that a call is about to be made.</summary>
    /// <param name="flow">The flow that the call belongs to.</param>
    /// <param name="point">The broker call's trace point.</param>
    /// <param name="arguments">The call's arguments.</param>
    public static BrokerAttempt Begin<TArguments>(in RiskFlow flow, TracePoint point, in TArguments arguments) where TArguments : struct, IRecordFields
    {
        FlowSlot? slot = flow.Slot;
        if (slot is null)
        {
            RiskFlow.CountUntraced();
            return default;
        }

        RiskTracer tracer = slot.Tracer;
        if (!tracer.IsRecording)
            return default;

        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
        try
        {
            arguments.Write(ref writer);
        }
        catch (Exception)
        {
            // An argument that changes while it is read costs its value, never the call.
            writer.Break();
        }

        RecordFlags late = slot.TryEnter(flow.Id, point) ? RecordFlags.None : RecordFlags.Late;
        int length = writer.Finish();
        RecordHeader header;
        Unsafe.SkipInit(out header);
        header.Type = RecordType.CallBegin;
        header.Outcome = 0;
        header.Ordinal = FirstAttempt;
        header.Flags = writer.Flags | late;
        header.Point = point.Id;
        header.Flow = flow.Id;
        header.Reference = flow.Span;
        header.Ticks = tracer.Timestamp();
        long span = tracer.Journal.Append(header, scratch, length, Admission.Audit);
        if (tracer.FlushesCalls)
            tracer.Journal.FlushToDisk();

        return new BrokerAttempt(slot, point, flow.Id, span);
    }

    /// <summary>Records that a call without arguments is about to be made.</summary>
    /// <param name="flow">The flow that the call belongs to.</param>
    /// <param name="point">The broker call's trace point.</param>
    public static BrokerAttempt Begin(in RiskFlow flow, TracePoint point) => Begin(flow, point, default(NoFields));

    /// <summary>Records the end of a call without a result.</summary>
    public void End()
    {
        if (_slot is not null)
            Record(CallOutcome.Ok);
    }

    /// <summary>Records a result and returns it.</summary>
    /// <param name="result">What the broker returned.</param>
    public T End<T, TEncoder>(T result) where TEncoder : struct, IResultEncoder<T>
    {
        if (_slot is not null)
            Record<T, TEncoder>(result);

        return result;
    }

    /// <summary>Records the end of a call when its task ends, and returns that very task.</summary>
    /// <param name="task">The broker's task.</param>
    public Task End(Task task)
    {
        if (_slot is null)
            return task;

        if (task.IsCompletedSuccessfully)
            Record(CallOutcome.Ok);
        else
            PendingTask.Observe(this, task);

        return task;
    }

    /// <summary>Records the result of a call when its task ends, and returns that very task.</summary>
    /// <param name="task">The broker's task.</param>
    public Task<T> End<T, TEncoder>(Task<T> task) where TEncoder : struct, IResultEncoder<T>
    {
        if (_slot is null)
            return task;

        if (task.IsCompletedSuccessfully)
            Record<T, TEncoder>(task.Result);
        else
            PendingTask<T, TEncoder>.Observe(this, task);

        return task;
    }

    /// <summary>Records the end of a call when its task ends. The returned task is to be awaited once, as every value task.</summary>
    /// <param name="task">The broker's task.</param>
    public ValueTask End(ValueTask task)
    {
        if (_slot is null)
            return task;

        if (!task.IsCompletedSuccessfully)
            return PendingCall.Start(this, task);

        task.GetAwaiter().GetResult();
        Record(CallOutcome.Ok);
        return default;
    }

    /// <summary>Records the result of a call when its task ends. The returned task is to be awaited once, as every value task.</summary>
    /// <param name="task">The broker's task.</param>
    public ValueTask<T> End<T, TEncoder>(ValueTask<T> task) where TEncoder : struct, IResultEncoder<T>
    {
        if (_slot is null)
            return task;

        if (!task.IsCompletedSuccessfully)
            return PendingCall<T, TEncoder>.Start(this, task);

        T result = task.GetAwaiter().GetResult();
        Record<T, TEncoder>(result);
        return new ValueTask<T>(result);
    }

    /// <summary>Records that the call threw, or that its task failed.</summary>
    /// <param name="exception">The exception, which the caller sees as it is.</param>
    public void Fail(Exception exception)
    {
        if (_slot is null)
            return;

        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
        writer.Exception(exception);
        Append(OutcomeOf(exception), scratch, ref writer);
    }

    internal void Record(CallOutcome outcome)
    {
        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
        Append(outcome, scratch, ref writer);
    }

    internal void Record<T, TEncoder>(T result) where TEncoder : struct, IResultEncoder<T>
    {
        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
        CallOutcome outcome;
        try
        {
            default(TEncoder).Write(ref writer, result);
            outcome = default(TEncoder).Classify(result);
        }
        catch (Exception)
        {
            // The broker has answered; only what it said cannot be shown.
            writer.Break();
            outcome = CallOutcome.Ok;
        }

        Append(outcome, scratch, ref writer);
    }

    // Once the call has begun, an exception that says "I gave up waiting" does not say that the order does not exist.
    private static CallOutcome OutcomeOf(Exception exception) => IsAmbiguous(exception) ? CallOutcome.Ambiguous : CallOutcome.Failed;

    // Of several failures one that leaves the question open is enough.
    private static bool IsAmbiguous(Exception exception)
        => exception is OperationCanceledException or TimeoutException || (exception is AggregateException several && several.InnerExceptions.Any(IsAmbiguous));

    private static RecordFlags LateFlag(FlowSlot slot, long flow) => slot.IsLive(flow) ? RecordFlags.None : RecordFlags.Late;

    private void Append(CallOutcome outcome, byte* scratch, ref RecordWriter writer)
    {
        FlowSlot slot = _slot!;
        if (outcome != CallOutcome.Ok)
            slot.NoteFailedCall(_flow);

        int length = writer.Finish();
        RecordHeader header;
        Unsafe.SkipInit(out header);
        header.Type = RecordType.CallEnd;
        header.Outcome = (byte)outcome;
        header.Ordinal = FirstAttempt;
        header.Flags = writer.Flags | LateFlag(slot, _flow);
        header.Point = _point!.Id;
        header.Flow = _flow;
        header.Reference = _span;
        header.Ticks = slot.Tracer.Timestamp();
        slot.Tracer.Journal.Append(header, scratch, length, Admission.Audit);
    }
}
