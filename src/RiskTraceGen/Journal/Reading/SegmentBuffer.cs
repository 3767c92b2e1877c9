using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RiskTraceGen;

/// <summary>
/// One segment's data in memory, read through the file API: a file that somebody cuts short cannot harm the reader as a mapped one would. Used for one
/// segment after another.
/// </summary>
internal sealed unsafe class SegmentBuffer : IDisposable
{
    private const int Chunk = 64 << 10;

    private SafeFileHandle? _file;
    private byte* _data;
    private int _capacity;

    /// <summary>The first byte.</summary>
    public byte* Data => _data;

    /// <summary>Bytes of the segment.</summary>
    public int Size { get; private set; }

    /// <summary>Turns to a segment.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void Open(SegmentFile segment)
    {
        _file?.Dispose();
        _file = SegmentFile.Open(segment.Path);
        Size = segment.Size;
        if (_capacity >= Size)
            return;

        NativeMemory.Free(_data);
        _data = (byte*)NativeMemory.Alloc((nuint)Size);
        _capacity = Size;
    }

    /// <summary>The segment's first page now.</summary>
    public SegmentHeader ReadHeader() => SegmentFile.ReadHeader(_file!);

    /// <summary>The record at a place where one is whole.</summary>
    public TraceRecord RecordAt(int place, long start)
    {
        byte* at = _data + place;
        var header = *(RecordHeader*)at;
        return new TraceRecord(start + place, header, new ReadOnlySpan<byte>(at + RecordHeader.Size, (int)header.Length - RecordHeader.Size));
    }

    /// <summary>Reads all of it.</summary>
    public void LoadAll() => LoadFrom(0);

    /// <summary>Reads everything from a place on.</summary>
    public void LoadFrom(int place) => Load(place, Size - place);

    /// <summary>Reads what stands at a place now, the longest record at least.</summary>
    public void LoadAt(int place) => Load(place, Math.Min(Size - place, Chunk));

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        NativeMemory.Free(_data);
        _data = null;
    }

    private void Load(int from, int count)
    {
        int end = from + count;
        while (from < end)
        {
            int read = RandomAccess.Read(_file!, new Span<byte>(_data + from, end - from), SegmentHeader.PageSize + from);
            if (read == 0)
            {
                // Cut short: what is missing reads as if nothing had been published there.
                new Span<byte>(_data + from, end - from).Clear();
                break;
            }

            from += read;
        }
    }
}
