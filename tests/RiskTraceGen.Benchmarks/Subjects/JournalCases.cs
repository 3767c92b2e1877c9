using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;

namespace RiskTraceGen.Benchmarks.Subjects;

/// <summary>A record appended to a journal in a directory, beside the least that storing 48 bytes into a mapped file can cost.</summary>
public sealed unsafe class JournalCases : IDisposable
{
    private const int RecordBytes = 48;
    private const int MappedBytes = 4 << 20;

    private readonly string _directory = Directory.CreateTempSubdirectory("risktrace-").FullName;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly Journal _journal;
    private readonly JournalCursor _cursor;
    private readonly byte* _mapped;
    private int _offset;

    public JournalCases()
    {
        string path = Path.Combine(_directory, "plain");
        File.WriteAllBytes(path, new byte[MappedBytes]);
        _file = MemoryMappedFile.CreateFromFile(path);
        _view = _file.CreateViewAccessor();
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _mapped);
        _journal = Create(_directory);
        _cursor = new JournalCursor(_journal);
    }

    /// <summary>A journal in a directory, as a tracer makes it.</summary>
    internal static Journal Create(string directory)
    {
        var settings = new FileJournalSettings(SegmentBits: 22, FlushPolicy.Never, null, null, null, null, TimeProvider.System, Random.Shared.NextInt64());
        var journal = new Journal(16 << 20, new FileSegments(new DirectoryDisk(directory), settings, new TraceClock(TimeProvider.System), static (what, why) => throw new IOException(what, why)));
        journal.Begin();
        return journal;
    }

    /// <summary>Six words, one after another, and on to the next place. A call, as <see cref="Append"/> is one: else the compiler inlines whichever it likes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long PlainStore()
    {
        var at = (ulong*)(_mapped + _offset);
        ulong word = (ulong)_offset;
        at[1] = word;
        at[2] = word;
        at[3] = word;
        at[4] = word;
        at[5] = word;
        Volatile.Write(ref at[0], word);
        _offset = _offset + 2 * RecordBytes <= MappedBytes ? _offset + RecordBytes : 0;
        return _offset;
    }

    /// <summary>A record of 48 bytes: admitted, claimed, copied, its checksum computed, published.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Append()
    {
        ulong payload = (ulong)_offset;
        var header = new RecordHeader { Type = RecordType.Custom, Flow = 1 };
        return _journal.Append(header, (byte*)&payload, sizeof(ulong), Admission.Detail);
    }

    /// <summary>Reads what has been appended, so that there is room again.</summary>
    public void ReadAll()
    {
        while (_cursor.TryRead(out _))
        {
        }

        _journal.Release(_cursor.Position);
    }

    public void Dispose()
    {
        _journal.Stop();
        _journal.Dispose();
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
