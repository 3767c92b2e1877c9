namespace RiskTraceGen.Tool.Export;

/// <summary>
/// The tracks of a Perfetto trace: one for each flow type, and below it those of its flows, rules, hooks and calls. Slices of one track must nest, and what ran
/// at the same time does not: then a second track of the same name is made, which viewers show as one.
/// </summary>
internal sealed class PerfettoTracks(PerfettoPackets packets)
{
    private readonly Dictionary<string, ulong> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<(ulong Type, string Name), List<Lane>> _lanes = [];
    private ulong _last;

    /// <summary>The track for a slice, which is taken until the slice ends.</summary>
    public ulong Take(string type, string name, ulong start, ulong end)
    {
        if (!_types.TryGetValue(type, out ulong parent))
            _types.Add(type, parent = New(type, null));
        if (!_lanes.TryGetValue((parent, name), out List<Lane>? lanes))
            _lanes.Add((parent, name), lanes = []);

        Lane? lane = lanes.Find(lane => lane.Until <= start);
        if (lane is null)
            lanes.Add(lane = new Lane(New(name, parent)));
        lane.Until = end;
        return lane.Uuid;
    }

    private ulong New(string name, ulong? parent)
    {
        packets.Track(++_last, name, parent);
        return _last;
    }

    private sealed class Lane(ulong uuid)
    {
        public ulong Uuid { get; } = uuid;

        public ulong Until { get; set; }
    }
}
