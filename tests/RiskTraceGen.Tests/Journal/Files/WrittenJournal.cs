using System.Collections.Concurrent;

namespace RiskTraceGen.Tests;

/// <summary>A journal on a simulated disk, whose records are numbered by their ticks.</summary>
internal sealed unsafe class WrittenJournal : IDisposable
{
    private readonly JournalCursor _cursor;
    private readonly FileSegments _store;

    public WrittenJournal(SimulatedDisk disk, FlushPolicy flush, ConcurrentQueue<string> troubles, int segmentBits = 18, long run = 1, Action<SealedSegment>? onSealed = null)
    {
        var settings = new FileJournalSettings(segmentBits, flush, null, null, null, onSealed, TimeProvider.System, run);
        _store = new FileSegments(disk, settings, new TraceClock(TimeProvider.System), (what, _) => troubles.Enqueue(what));
        Journal = new Journal(64 << 20, _store);
        _cursor = new JournalCursor(Journal);
        Journal.Begin();
    }

    public Journal Journal { get; }

    public long Appended { get; private set; }

    public long Read { get; private set; }

    public static int LengthOf(long number) => (int)(number % 300);

    public void Append(int count)
    {
        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        for (int i = 0; i < count; i++, Appended++)
        {
            int length = LengthOf(Appended);
            new Span<byte>(scratch, length + 8).Clear();
            new Span<byte>(scratch, length).Fill((byte)Appended);
            var header = new RecordHeader { Type = RecordType.Custom, Flow = 1, Ticks = Appended };
            Assert.NotEqual(0, Journal.Append(header, scratch, length, Admission.Audit));
        }
    }

    /// <summary>Claims as a producer does, and publishes nothing yet.</summary>
    /// <returns>The position.</returns>
    public long Claim(int bytes)
        => ClaimWord.EndOf(Interlocked.Add(ref _store.Words->Claim, ClaimWord.OneClaim + bytes / 8)) - bytes;

    public void ReadAll()
    {
        while (_cursor.TryRead(out TraceRecord record))
            Read += record.Type == RecordType.Definition ? 0 : 1;
    }

    public void Dispose() => Journal.Dispose();
}
