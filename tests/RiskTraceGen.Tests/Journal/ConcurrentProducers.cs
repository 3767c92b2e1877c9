using System.Runtime.InteropServices;

namespace RiskTraceGen.Tests;

[Collection(ProcessCounters.Name)]
public sealed class ConcurrentProducers
{
    private const int Producers = 4;
    private const int RecordsEach = 50_000;
    private const long Bound = 1 << 19;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FourProducersLoseNothingThatIsNotCounted(bool audit)
    {
        var journal = new Journal(Bound, JournalWriting.SegmentBits);
        var sink = new SequenceSink();
        var pump = new JournalPump(journal, [sink], static () => true);
        using var start = new Barrier(Producers);
        long[] attempts = new long[Producers];
        Thread[] threads = [.. Enumerable.Range(0, Producers).Select(p => new Thread(() =>
        {
            start.SignalAndWait();
            attempts[p] = Produce(journal, p, audit ? Admission.Audit : Admission.Detail);
        }))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.InTime());
        await pump.FlushAsync().InTime();

        (long written, long inFlight, long corrupt, long position) = pump.Read(c => (c.Written, c.InFlight, c.Corrupt, c.Position));
        await pump.StopAsync().InTime();
        Assert.Empty(sink.Complaints);
        Assert.All(sink.Last, last => Assert.Equal(RecordsEach - 1, last));
        Assert.Equal(Producers * RecordsEach, written - sink.Definitions);
        Assert.Equal(attempts.Sum(), written - sink.Definitions + journal.DetailDropped + journal.AuditLost);
        Assert.Equal(0, inFlight);
        Assert.Equal(0, corrupt);
        journal.Dispose();
        Assert.True(position > 16 * Bound, $"the ring went round many times, not to {position} only");
    }

    // Each number is attempted until it is written, so that the reader must see every one of them.
    private static long Produce(Journal journal, int producer, Admission admission)
    {
        long attempts = 0;
        Span<byte> payload = stackalloc byte[200];
        for (int number = 0; number < RecordsEach; number++)
        {
            Span<byte> record = payload[..(8 + (number * 7 + producer) % 180)];
            record.Fill((byte)(number ^ producer));
            MemoryMarshal.Write(record, producer);
            MemoryMarshal.Write(record[4..], number);
            do
                attempts++;
            while (journal.Append(record, producer + 1, admission) == 0);
        }

        return attempts;
    }

    private sealed class SequenceSink : IRecordSink
    {
        public int[] Last { get; } = [-1, -1, -1, -1];

        public int Definitions { get; private set; }

        public List<string> Complaints { get; } = [];

        public void OnRecord(in TraceRecord record, TracePointTable points)
        {
            if (record.Type == RecordType.Definition)
            {
                Definitions++;
                return;
            }

            int producer = MemoryMarshal.Read<int>(record.Payload);
            int number = MemoryMarshal.Read<int>(record.Payload[4..]);
            if (record.Header.Flow != producer + 1)
                Complaints.Add($"flow {record.Header.Flow} carries producer {producer}");
            if (number != Last[producer] + 1)
                Complaints.Add($"producer {producer}: {number} after {Last[producer]}");
            if (record.Payload.Length != 8 + (number * 7 + producer) % 180 || record.Payload[8..].ContainsAnyExcept((byte)(number ^ producer)))
                Complaints.Add($"producer {producer}: record {number} is torn");

            Last[producer] = number;
        }
    }
}
