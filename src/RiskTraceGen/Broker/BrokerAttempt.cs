using System.Runtime.CompilerServices;

namespace RiskTraceGen;

/// <summary>
/// One attempt of a broker call, as generated wrappers record it: begun with the arguments before the broker is called, ended with the result or the
/// exception. Neither changes what the caller sees. An attempt through <see cref="RiskFlow.None"/> or a disabled tracer records nothing.
/// </summary>
[SkipLocalsInit]
public readonly unsafe partial struct BrokerAttempt
{
    internal const byte First = 1;

    private readonly FlowSlot? _slot;
    private readonly TracePoint? _point;
    private readonly long _flow;
    private readonly long _span;
    private readonly byte _ordinal;
    private readonly RecordFlags _role;

    private BrokerAttempt(FlowSlot? slot, TracePoint point, long flow, long span, byte ordinal, RecordFlags role)
    {
        _slot = slot;
        _point = point;
        _flow = flow;
        _span = span;
        _ordinal = ordinal;
        _role = role;
    }

    /// <summary>What the attempt's own calls and retries are children of; 0 when it is not recorded.</summary>
    internal long Span => _span;

    /// <summary>Records that a call is about to be made.</summary>
    /// <param name="flow">The flow that the call belongs to.</param>
    /// <param name="point">The broker call's trace point.</param>
    /// <param name="arguments">The call's arguments.</param>
    public static BrokerAttempt Begin<TArguments>(in RiskFlow flow, TracePoint point, in TArguments arguments)
        where TArguments : struct, IRecordFields
#if NET9_0_OR_GREATER
            , allows ref struct
#endif
        => Begin(flow, point, arguments, First);

    /// <summary>Records that a call without arguments is about to be made.</summary>
    /// <param name="flow">The flow that the call belongs to.</param>
    /// <param name="point">The broker call's trace point.</param>
    public static BrokerAttempt Begin(in RiskFlow flow, TracePoint point) => Begin(flow, point, default(NoFields), First);

    /// <param name="flow">The flow that the call belongs to.</param>
    /// <param name="point">The broker call's trace point.</param>
    /// <param name="arguments">The call's arguments.</param>
    /// <param name="ordinal">The number of the attempt, from 1.</param>
    internal static BrokerAttempt Begin<TArguments>(in RiskFlow flow, TracePoint point, in TArguments arguments, byte ordinal)
        where TArguments : struct, IRecordFields
#if NET9_0_OR_GREATER
            , allows ref struct
#endif
    {
        FlowSlot? slot = flow.Slot;
        if (slot is null)
            RiskFlow.CountUntraced();

        if (slot is null || !slot.Tracer.IsRecording)
            return new BrokerAttempt(null, point, flow.Id, 0, ordinal, RecordFlags.None);

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

        RiskTracer tracer = slot.Tracer;
        var role = (RecordFlags)flow.Role;
        RecordFlags late = slot.TryEnter(flow.Id, point.Id) ? RecordFlags.None : RecordFlags.Late;
        int length = writer.Finish();
        RecordHeader header;
        Unsafe.SkipInit(out header);
        header.Type = RecordType.CallBegin;
        header.Outcome = 0;
        header.Ordinal = ordinal;
        header.Flags = writer.Flags | late | role;
        header.Point = point.Id;
        header.Flow = flow.Id;
        header.Reference = flow.Span;
        header.Ticks = tracer.Timestamp();
        long span = tracer.Journal.Append(header, scratch, length, Admission.Audit);
        if (tracer.FlushesCalls)
            tracer.Journal.FlushToDisk();

        return new BrokerAttempt(slot, point, flow.Id, span, ordinal, role);
    }

    /// <summary>Records the end of a call without a result.</summary>
    public void End()
    {
        if (_slot is not null)
            Record(CallOutcome.Ok, settles: true);
    }

    /// <summary>Records a result and returns it.</summary>
    /// <param name="result">What the broker returned.</param>
    public T End<T, TEncoder>(T result) where TEncoder : struct, IResultEncoder<T>
    {
        if (_slot is not null)
            Answer<T, TEncoder>(result);

        return result;
    }

    /// <summary>Records the end of a call when its task ends, and returns that very task.</summary>
    /// <param name="task">The broker's task.</param>
    public Task End(Task task)
    {
        if (_slot is null)
            return task;

        if (task is null)
            Promised();
        else if (task.IsCompletedSuccessfully)
            Record(CallOutcome.Ok, settles: true);
        else
            PendingTask.Observe(this, task);

        return task!;
    }

    /// <summary>Records the result of a call when its task ends, and returns that very task.</summary>
    /// <param name="task">The broker's task.</param>
    public Task<T> End<T, TEncoder>(Task<T> task) where TEncoder : struct, IResultEncoder<T>
    {
        if (_slot is null)
            return task;

        if (task is null)
            Promised();
        else if (task.IsCompletedSuccessfully)
            Answer<T, TEncoder>(task.Result);
        else
            PendingTask<T, TEncoder>.Observe(this, task);

        return task!;
    }

    /// <summary>Records the end of a call when its task ends. The returned task is to be awaited once, as every value task.</summary>
    /// <param name="task">The broker's task.</param>
    public ValueTask End(ValueTask task)
    {
        if (_slot is null)
            return task;

        // One that has failed already goes on as a task, which alone holds everything that it failed of.
        if (!task.IsCompletedSuccessfully)
            return task.IsCompleted ? new ValueTask(End(task.AsTask())) : PendingCall.Start(this, task);

        task.GetAwaiter().GetResult();
        Record(CallOutcome.Ok, settles: true);
        return default;
    }

    /// <summary>Records the result of a call when its task ends. The returned task is to be awaited once, as every value task.</summary>
    /// <param name="task">The broker's task.</param>
    public ValueTask<T> End<T, TEncoder>(ValueTask<T> task) where TEncoder : struct, IResultEncoder<T>
    {
        if (_slot is null)
            return task;

        if (!task.IsCompletedSuccessfully)
            return task.IsCompleted ? new ValueTask<T>(End<T, TEncoder>(task.AsTask())) : PendingCall<T, TEncoder>.Start(this, task);

        T result = task.GetAwaiter().GetResult();
        Answer<T, TEncoder>(result);
        return new ValueTask<T>(result);
    }

    /// <summary>Records that the call threw, or that its task failed.</summary>
    /// <param name="exception">The exception, which the caller sees as it is.</param>
    public void Fail(Exception exception)
    {
        if (_slot is { } slot)
            Threw(exception, slot.Tracer.Classifier, settles: true);
    }

    /// <summary>Records how the attempt ended, without a result.</summary>
    /// <param name="outcome">How.</param>
    /// <param name="settles">Whether the outcome is also that of the call: nothing else will be tried.</param>
    internal void Record(CallOutcome outcome, bool settles)
    {
        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
        Append(outcome, RecordFlags.None, settles, scratch, ref writer);
    }

    /// <summary>Records what the broker returned as the outcome of the call.</summary>
    internal void Answer<T, TEncoder>(T result) where TEncoder : struct, IResultEncoder<T>
        => Answer<T, TEncoder>(result, _slot!.Tracer.Classifier, settles: true, RecordFlags.None);

    /// <summary>
    /// Takes the answer of an attempt that has ended: records it, and says what it means. Also of an attempt that is not recorded. Never throws.
    /// </summary>
    /// <param name="answer">The answer; read here, once.</param>
    /// <param name="classifier">Decides what it means.</param>
    /// <param name="flags">Whether the attempt had been given up.</param>
    internal AttemptResult<T> Take<T, TEncoder>(in BrokerAnswer<T> answer, CallClassifier classifier, RecordFlags flags = RecordFlags.None)
        where TEncoder : struct, IResultEncoder<T>
    {
        T result;
        try
        {
            result = answer.GetResult();
        }
        catch (Exception exception)
        {
            return AttemptResult<T>.Failed(Threw(answer.FailureOf(exception), classifier, settles: false, flags), exception);
        }

        return new AttemptResult<T>(Answer<T, TEncoder>(result, classifier, settles: false, flags), result, null);
    }

    /// <summary>Records that the call threw, and says what that means. Also of an attempt that is not recorded.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="classifier">Decides what it means.</param>
    /// <param name="settles">Whether the outcome is also that of the call: nothing else will be tried.</param>
    /// <param name="flags">Whether the attempt had been given up.</param>
    internal CallFailure Threw(Exception exception, CallClassifier classifier, bool settles, RecordFlags flags = RecordFlags.None)
    {
        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
        writer.Exception(exception);
        CallFailure failure = CallClassifier.Of(classifier, _point!.Name, exception);
        Append(CallClassifier.OutcomeOf(failure), flags, settles, scratch, ref writer);
        return failure;
    }

    /// <summary>
    /// Records that the attempt's answer is not waited for any longer, or cannot be. Whoever is told may not take
    /// it for a failure, whatever a classifier makes of the exception.
    /// </summary>
    /// <param name="exception">What the caller is told.</param>
    /// <param name="settles">Whether the outcome is also that of the call: nothing else will be tried.</param>
    internal void GiveUp(Exception exception, bool settles = false)
    {
        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
        writer.Exception(exception);
        Append(CallOutcome.Ambiguous, RecordFlags.None, settles, scratch, ref writer);
    }

    // The broker promised a task and returned null: the caller gets just that, and nobody knows what became of the call.
    private void Promised() => GiveUp(_point!.NoTask(), settles: true);

    private CallFailure Answer<T, TEncoder>(T result, CallClassifier classifier, bool settles, RecordFlags flags) where TEncoder : struct, IResultEncoder<T>
    {
        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
        CallOutcome said = CallOutcome.Ok;
        CallFailure failure;
        try
        {
            if (_slot is not null)
                default(TEncoder).Write(ref writer, result);
        }
        catch (Exception)
        {
            // The broker has answered; only what it said cannot be shown.
            writer.Break();
        }

        try
        {
            // The usual case stays within this one frame: whoever guards an exception is not inlined.
            said = default(TEncoder).Classify(result);
            failure = ReferenceEquals(classifier, CallClassifier.Default)
                ? CallClassifier.FailureOf(said)
                : CallClassifier.Of(classifier, _point!.Name, result, said);
        }
        catch (Exception)
        {
            // Whether it did what it was asked, nobody can read.
            failure = CallFailure.Ambiguous;
        }

        Append(failure == CallFailure.None && said == CallOutcome.HandedOver ? said : CallClassifier.OutcomeOf(failure), flags, settles, scratch, ref writer);
        return failure;
    }

    private static RecordFlags LateFlag(FlowSlot slot, long flow) => slot.IsLive(flow) ? RecordFlags.None : RecordFlags.Late;

    private void Append(CallOutcome outcome, RecordFlags flags, bool settles, byte* scratch, ref RecordWriter writer)
    {
        if (_slot is not { } slot)
            return;

        if (outcome is CallOutcome.Failed or CallOutcome.Ambiguous)
        {
            // A fallback or a query speaks through the call that it was made for.
            if (settles && (_role & ~RecordFlags.Enumeration) == RecordFlags.None)
                slot.NoteFailedCall(_flow);
            else if (!settles && (flags & RecordFlags.GivenUp) == 0)
                flags |= RecordFlags.Unsettled;
        }

        int length = writer.Finish();
        RecordHeader header;
        Unsafe.SkipInit(out header);
        header.Type = RecordType.CallEnd;
        header.Outcome = (byte)outcome;
        header.Ordinal = _ordinal;
        header.Flags = writer.Flags | LateFlag(slot, _flow) | _role | flags;
        header.Point = _point!.Id;
        header.Flow = _flow;
        header.Reference = _span;
        header.Ticks = slot.Tracer.Timestamp();
        slot.Tracer.Journal.Append(header, scratch, length, Admission.Audit);
    }
}
