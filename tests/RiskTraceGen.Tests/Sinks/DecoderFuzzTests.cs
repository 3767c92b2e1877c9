using CsCheck;

namespace RiskTraceGen.Tests;

public sealed class DecoderFuzzTests : IDisposable
{
    private const long Records = 20_000;

    private static readonly TracePoint Side = TracePoint.Enum("Side", ("Buy", 1), ("Sell", 2));

    private readonly HandMadeJournal _journal = new();

    public DecoderFuzzTests()
    {
        // So that random numbers of trace points meet some that are defined.
        _journal.Start(1);
        _journal.Append(RecordType.Custom, 1, 1, (ref w) => w.Enum(Side, 1));
        _journal.ReadInto();
    }

    public void Dispose() => _journal.Dispose();

    [Fact]
    public void Any_payload_is_decoded_in_any_record()
        => Gen.Select(Gen.Enum<RecordType>(), Gen.Byte[0, 40], Gen.Byte[0, 31].Array[0, 12], Gen.Byte.Array[0, 200], Gen.Long)
            .Sample((type, point, tags, bytes, reference) => Decode(type, point, [.. tags, .. bytes], reference), iter: Records);

    [Theory]
    [InlineData((byte)ValueTag.TypeName)]
    [InlineData((byte)ValueTag.Exception)]
    [InlineData((byte)ValueTag.List)]
    [InlineData((byte)ValueTag.Object)]
    public void Nesting_without_end_is_cut(byte tag)
    {
        byte[] payload = new byte[60_000];
        Array.Fill(payload, tag);

        Decode(RecordType.Custom, 0, payload, 0);
    }

    [Theory]
    [InlineData((byte)ValueTag.DateTime)]
    [InlineData((byte)ValueTag.DateTimeOffset)]
    [InlineData((byte)ValueTag.DateOnly)]
    [InlineData((byte)ValueTag.TimeOnly)]
    [InlineData((byte)ValueTag.TimeSpan)]
    [InlineData((byte)ValueTag.Decimal)]
    [InlineData((byte)ValueTag.Double)]
    [InlineData((byte)ValueTag.UInt64)]
    public void Values_that_cannot_exist_are_cut(byte tag)
    {
        byte[] payload = new byte[40];
        Array.Fill(payload, (byte)0xFF);
        payload[0] = tag;

        foreach (RecordType type in Enum.GetValues<RecordType>())
            Decode(type, 0, payload, 0);
    }

    [Fact]
    public void Any_bit_of_a_flow_may_be_flipped()
    {
        byte[] flow = WholeFlow();
        Gen.Int[0, flow.Length * 8 - 1].Array[1, 20].Sample(
            bits =>
            {
                byte[] damaged = [.. flow];
                foreach (int bit in bits)
                    damaged[bit / 8] ^= (byte)(1 << (bit % 8));

                Format(new FlowDecoder(_journal.Clock, _journal.Points).Decode(1, new FlowTally(), damaged));
            },
            iter: Records);
    }

    [Fact]
    public void Any_bytes_are_decoded()
        => Gen.Byte.Array[0, 500].Sample(
            bytes => Format(new FlowDecoder(_journal.Clock, _journal.Points).Decode(1, new FlowTally(), bytes)), iter: Records);

    [Fact]
    public void Any_bytes_may_stand_in_a_definition()
        => Gen.Select(Gen.Byte[0, 31].Array[0, 6], Gen.Byte.Array[0, 100]).Sample(
            (tags, bytes) => new TracePointTable().Add(new TraceRecord(64, new RecordHeader { Type = RecordType.Definition, Point = 1 }, [.. tags, .. bytes])),
            iter: Records);

    private void Decode(RecordType type, int point, byte[] payload, long reference)
    {
        var header = new RecordHeader { Type = type, Flow = 7, Point = point, Reference = reference, Ticks = reference };
        var record = new TraceRecord(1 << 20, header, payload);
        var sink = new CollectingSink();
        var assembler = new FlowAssembler(_journal.Clock, [sink], 0, static () => TraceLevel.Breaches);
        new StatisticsSink(_journal.Clock).OnRecord(record, _journal.Points);
        if (type == RecordType.Definition)
            return;

        assembler.OnRecord(record, _journal.Points);
        assembler.Close();

        Assert.Equal(0, assembler.SinkFailures);
        Format(Assert.Single(sink.Flows));
    }

    private static void Format(FlowTrace flow)
    {
        Assert.NotNull(new FlowTreeFormatter(new FlowTreeOptions()).Format(flow));
        // Whatever refers to whatever: every step has its place in the tree.
        Assert.Equal(flow.TotalSteps, flow.Steps.Count);
    }

    private byte[] WholeFlow()
    {
        var bytes = new List<byte>();
        long evaluation = -HandMadeJournal.MaxContracts.Id;
        _journal.Start(1);
        _journal.Check(1, 2, "Size check", 5, 2, breached: true, evaluation);
        long raise = _journal.Raise(1, 2.5, 1, evaluation);
        long hook = _journal.BeginHook(1, 3, HandMadeJournal.Notify, raise);
        _journal.EndHook(1, 6, HandMadeJournal.Notify, hook, HandlerOutcome.Failed, new InvalidOperationException("no network"));
        long call = _journal.BeginCall(1, 5, evaluation);
        _journal.EndCall(1, 6.9, call, result: (ref w) => w.DateTimeOffset(DateTimeOffset.UnixEpoch));
        _journal.Verdict(1, HandMadeJournal.MaxContracts, 1, 6, RuleSeverity.Breach, "flattened");
        _journal.End(1, 7.1, "BREACH_HANDLED");
        _journal.ReadInto(new RawCopy(bytes));
        return [.. bytes];
    }

    private sealed class RawCopy(List<byte> bytes) : IRecordSink
    {
        public void OnRecord(in TraceRecord record, TracePointTable points)
        {
            var copy = new byte[RecordBytes.SizeOf(record)];
            RecordBytes.Write(copy, record);
            bytes.AddRange(copy);
        }
    }
}
