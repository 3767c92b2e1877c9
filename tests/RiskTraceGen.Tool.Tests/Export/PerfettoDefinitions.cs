using System.Text;

namespace RiskTraceGen.Tool.Tests.Export;

/// <summary>The part of Perfetto's public definitions (protos/perfetto/trace) that an export uses: for each message its fields by number.</summary>
internal static class PerfettoDefinitions
{
    private const string Varint = "varint";
    private const string Fixed = "fixed64 or double";
    private const string Text = "string";

    private static readonly Dictionary<string, Dictionary<int, string>> Messages = new()
    {
        // clock_snapshot, timestamp, trusted_packet_sequence_id, track_event, sequence_flags, track_descriptor.
        ["TracePacket"] = new() { [6] = "ClockSnapshot", [8] = Varint, [10] = Varint, [11] = "TrackEvent", [13] = Varint, [60] = "TrackDescriptor" },
        // clocks, primary_trace_clock.
        ["ClockSnapshot"] = new() { [1] = "Clock", [2] = Varint },
        // clock_id, timestamp.
        ["Clock"] = new() { [1] = Varint, [2] = Varint },
        // uuid, name, parent_uuid.
        ["TrackDescriptor"] = new() { [1] = Varint, [2] = Text, [5] = Varint },
        // debug_annotations, type, track_uuid, categories, name, flow_ids.
        ["TrackEvent"] = new() { [4] = "DebugAnnotation", [9] = Varint, [11] = Varint, [22] = Text, [23] = Text, [47] = Fixed },
        // bool_value, int_value, double_value, string_value, name.
        ["DebugAnnotation"] = new() { [2] = Varint, [4] = Varint, [5] = Fixed, [6] = Text, [10] = Text },
    };

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Fails at a field that is not defined, or that is not of its type.</summary>
    public static void Check(ProtoReader message, string name)
    {
        foreach ((int number, object value, bool isFixed) in message.Fields)
        {
            Assert.True(Messages[name].TryGetValue(number, out string? type), $"{name} has no field {number}");
            switch (type)
            {
                case Varint:
                case Fixed:
                    Assert.Equal((typeof(ulong), type == Fixed), (value.GetType(), isFixed));
                    break;
                case Text:
                    Strict.GetString((byte[])value);
                    break;
                default:
                    Check(new ProtoReader((byte[])value), type);
                    break;
            }
        }
    }
}
