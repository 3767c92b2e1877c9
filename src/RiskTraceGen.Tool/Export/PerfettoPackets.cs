namespace RiskTraceGen.Tool.Export;

/// <summary>
/// Writes the packets of a Perfetto trace. The numbers of the fields are those of Perfetto's public definitions: trace.proto, trace_packet.proto,
/// track_event.proto, track_descriptor.proto, debug_annotation.proto and clock_snapshot.proto.
/// </summary>
internal sealed class PerfettoPackets(Stream file) : IDisposable
{
    /// <summary><c>TrackEvent.Type</c>.</summary>
    internal enum EventType
    {
        /// <summary>TYPE_SLICE_BEGIN.</summary>
        SliceBegin = 1,

        /// <summary>TYPE_SLICE_END.</summary>
        SliceEnd = 2,

        /// <summary>TYPE_INSTANT.</summary>
        Instant = 3,
    }

    private const int TracePacket = 1;
    private const int PacketClockSnapshot = 6;
    private const int PacketTimestamp = 8;
    private const int PacketSequence = 10;
    private const int PacketTrackEvent = 11;
    private const int PacketSequenceFlags = 13;
    private const int PacketTrackDescriptor = 60;

    private const int DescriptorUuid = 1;
    private const int DescriptorName = 2;
    private const int DescriptorParent = 5;

    private const int EventAnnotation = 4;
    private const int EventKind = 9;
    private const int EventTrack = 11;
    private const int EventCategory = 22;
    private const int EventName = 23;
    private const int EventFlow = 47;

    private const int SnapshotClock = 1;
    private const int SnapshotPrimaryClock = 2;
    private const int ClockId = 1;
    private const int ClockTimestamp = 2;
    private const ulong Realtime = 1;
    private const ulong Boottime = 6;

    private const ulong OurSequence = 1;
    private const ulong IncrementalStateCleared = 1;

    private readonly BufferedStream _file = new(file, 1 << 16);
    private readonly ProtoWriter _trace = new();
    private readonly ProtoWriter _packet = new();
    private readonly ProtoWriter _body = new();
    private readonly ProtoWriter _part = new();
    private bool _isBegun;

    /// <summary>Says that the trace's own clock is UTC: without it a viewer takes the times for time since a boot.</summary>
    public void Clock(ulong nanoseconds)
    {
        _body.Begin();
        foreach (ulong clock in (ulong[])[Realtime, Boottime])
        {
            _part.Begin();
            _part.Varint(ClockId, clock);
            _part.Varint(ClockTimestamp, nanoseconds);
            _body.Message(SnapshotClock, _part);
        }

        _body.Varint(SnapshotPrimaryClock, Boottime);
        Packet(PacketClockSnapshot, null);
    }

    /// <summary>Defines a track.</summary>
    public void Track(ulong uuid, string name, ulong? parent)
    {
        _body.Begin();
        _body.Varint(DescriptorUuid, uuid);
        _body.Text(DescriptorName, name);
        if (parent is { } above)
            _body.Varint(DescriptorParent, above);
        Packet(PacketTrackDescriptor, null);
    }

    /// <summary>Writes the beginning of a slice, or a moment.</summary>
    public void Event(EventType type, ulong track, ulong nanoseconds, string category, string name, long flow, IEnumerable<TraceField> fields)
    {
        _body.Begin();
        foreach (TraceField field in fields)
        {
            PerfettoAnnotation.Write(_part.Begin(), field);
            _body.Message(EventAnnotation, _part);
        }

        _body.Varint(EventKind, (ulong)type);
        _body.Varint(EventTrack, track);
        _body.Text(EventCategory, category);
        _body.Text(EventName, name);
        if (flow > 0)
            _body.Fixed64(EventFlow, (ulong)flow);
        Packet(PacketTrackEvent, nanoseconds);
    }

    /// <summary>Ends the slice of a track.</summary>
    public void End(ulong track, ulong nanoseconds)
    {
        _body.Begin();
        _body.Varint(EventKind, (ulong)EventType.SliceEnd);
        _body.Varint(EventTrack, track);
        Packet(PacketTrackEvent, nanoseconds);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Packet(int kind, ulong? nanoseconds)
    {
        _packet.Begin();
        if (nanoseconds is { } time)
            _packet.Varint(PacketTimestamp, time);
        _packet.Varint(PacketSequence, OurSequence);
        if (!_isBegun)
            _packet.Varint(PacketSequenceFlags, IncrementalStateCleared);
        _isBegun = true;
        _packet.Message(kind, _body);
        // A trace is a message whose packets may be written one after another as they come.
        _trace.Begin();
        _trace.Message(TracePacket, _packet);
        _file.Write(_trace.Bytes);
    }
}
