namespace RiskTraceGen.Tests;

/// <summary>Appends payloads as the runtime does: from zero-padded scratch memory.</summary>
internal static unsafe class JournalWriting
{
    public const int SegmentBits = 14;

    /// <summary>A journal that has defined every trace point so far, with a reader that has read the definitions. For tests that run alone.</summary>
    public static Journal Create(long bound, out JournalCursor cursor)
    {
        var journal = new Journal(bound, SegmentBits);
        cursor = new JournalCursor(journal);
        journal.Append([]);
        cursor.ReadAll(static (in TraceRecord _) => { });
        return journal;
    }

    public static long Append(this Journal journal, ReadOnlySpan<byte> payload, long flow = 1, Admission admission = Admission.Audit, int point = 0)
    {
        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var padded = new Span<byte>(scratch, RecordWriter.MaxPayload);
        padded.Clear();
        payload.CopyTo(padded);
        var header = new RecordHeader { Type = RecordType.Custom, Flow = flow, Point = point };
        return journal.Append(header, scratch, payload.Length, admission);
    }

    /// <summary>Reads everything that is published and hands each record to a check.</summary>
    public static int ReadAll(this JournalCursor cursor, TakeRecord take)
    {
        int count = 0;
        while (cursor.TryRead(out TraceRecord record))
        {
            take(record);
            count++;
        }

        return count;
    }

    public delegate void TakeRecord(in TraceRecord record);
}
