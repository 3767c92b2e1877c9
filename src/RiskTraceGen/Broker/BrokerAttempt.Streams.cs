namespace RiskTraceGen;

// Calls whose work is still to be done when they return: streams, and awaitables that nobody can listen to.
public readonly unsafe partial struct BrokerAttempt
{
    /// <summary>Records that the call returned something that is still to run, and of which nobody can see the end: never a success.</summary>
    public void HandOver()
    {
        if (_slot is not null)
            Record(CallOutcome.HandedOver, settles: true);
    }

    /// <summary>
    /// Records that the call returned a stream, and returns it so that each enumeration of it is recorded: its items, its end, and how it ended.
    /// </summary>
    /// <param name="stream">What the broker returned.</param>
    public IAsyncEnumerable<T> HandOver<T, TEncoder>(IAsyncEnumerable<T> stream) where TEncoder : struct, IResultEncoder<T>
    {
        if (_slot is null)
            return stream;

        if (stream is null)
        {
            GiveUp(_point!.NoStream(), settles: true);
            return stream!;
        }

        Record(CallOutcome.HandedOver, settles: true);
        return new BrokerStream<T, TEncoder>(this, stream);
    }

    /// <summary>Records that the stream which the call returned begins to be enumerated.</summary>
    /// <param name="number">Which enumeration of it, from 1.</param>
    /// <returns>The span of the enumeration.</returns>
    internal BrokerAttempt BeginEnumeration(int number)
    {
        FlowSlot slot = _slot!;
        RecordFlags role = _role | RecordFlags.Enumeration;
        if (!slot.Tracer.IsRecording)
            return new BrokerAttempt(null, _point!, _flow, 0, First, role);

        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
        writer.Int32(number);
        RecordFlags late = slot.TryEnter(_flow, _point!.Id) ? RecordFlags.None : RecordFlags.Late;
        var header = new RecordHeader
        {
            Type = RecordType.CallBegin,
            Ordinal = First,
            Flags = late | role,
            Point = _point!.Id,
            Flow = _flow,
            Reference = _span,
            Ticks = slot.Tracer.Timestamp(),
        };
        long span = slot.Tracer.Journal.Append(header, scratch, writer.Finish(), Admission.Audit);
        return new BrokerAttempt(slot, _point, _flow, span, First, role);
    }

    /// <summary>The time at which an item arrives; 0 if it is not recorded.</summary>
    internal long Arrival() => _slot is { } slot ? slot.Tracer.Timestamp() : 0;

    /// <summary>Records an item of an enumeration. A detail: a stream may never end, and must not take what audit records need.</summary>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="ticks">When it arrived.</param>
    /// <param name="isRead">Whether the caller has read it: nobody else does.</param>
    /// <param name="item">The item.</param>
    internal void Item<T, TEncoder>(long number, long ticks, bool isRead, T item) where TEncoder : struct, IResultEncoder<T>
    {
        if (_slot is not { } slot)
            return;

        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
        writer.Int64(number);
        if (isRead)
        {
            try
            {
                default(TEncoder).Write(ref writer, item);
            }
            catch (Exception)
            {
                writer.Break();
            }
        }

        int length = writer.Finish();
        var header = new RecordHeader
        {
            Type = RecordType.StreamItem,
            Flags = writer.Flags | LateFlag(slot, _flow),
            Point = _point!.Id,
            Flow = _flow,
            Reference = _span,
            Ticks = ticks,
        };
        slot.Tracer.Journal.Append(header, scratch, length, Admission.Detail);
    }

    /// <summary>Records the end of an enumeration.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="items">How many items had arrived.</param>
    internal void EndEnumeration(CallOutcome outcome, long items)
    {
        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
        writer.Int64(items);
        Append(outcome, RecordFlags.None, settles: true, scratch, ref writer);
    }

    /// <summary>Records that an enumeration failed.</summary>
    /// <param name="exception">The exception, which the caller sees as it is.</param>
    /// <param name="items">How many items had arrived.</param>
    internal void FailEnumeration(Exception exception, long items)
    {
        if (_slot is not { } slot)
            return;

        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
        writer.Int64(items);
        writer.Exception(exception);
        Append(
            CallClassifier.OutcomeOf(CallClassifier.Of(slot.Tracer.Classifier, _point!.Name, exception)), RecordFlags.None, settles: true, scratch, ref writer);
    }
}
