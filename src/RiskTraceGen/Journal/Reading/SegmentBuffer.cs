using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RiskTraceGen;

/// <summary>
/// One segment's data in memory, read through the file API: a file that somebody cuts short cannot harm the reader as a mapped one would. Used for one
/// segment after another.
/// </summary>
internal sealed unsafe class SegmentBuffer : IDisposable
{
    private const int Chunk = 256 << 10;

    private SafeFileHandle? _file;
    private byte* _data;
    private int _capacity;

    /// <summary>The first byte.</summary>
    public byte* Data => _data;

    /// <summary>Bytes of the segment.</summary>
    public int Size { get; private set; }

    /// <summary>Bytes from the beginning that have been read.</summary>
    public int Loaded { get; private set; }

    /// <summary>Turns to a segment.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void Open(SegmentFile segment)
    {
        _file?.Dispose();
        _file = SegmentFile.Open(segment.Path);
        Size = segment.Size;
        Loaded = 0;
        if (_capacity >= Size)
            return;

        NativeMemory.Free(_data);
        _data = (byte*)NativeMemory.Alloc((nuint)Size);
        _capacity = Size;
    }

    /// <summary>Reads all of it.</summary>
    public void LoadAll() => Load(0, Size);

    /// <summary>Reads what stands at a place now, and something behind it.</summary>
    public void LoadAt(int place, int atLeast) => Load(place, Math.Min(Size - place, Math.Max(Chunk, atLeast)));

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

        Loaded = Math.Max(Loaded, end);
    }
}
