using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RiskTraceGen;

/// <summary>A segment's file, as a reader of the directory sees it.</summary>
/// <param name="path">Where it is.</param>
/// <param name="start">The position that its name says.</param>
/// <param name="header">Its first page, as far as it could be read.</param>
/// <param name="length">Bytes of the file.</param>
internal sealed unsafe class SegmentFile(string path, long start, SegmentHeader header, long length)
{
    private SegmentHeader _header = header;

    /// <summary>Where it is.</summary>
    public string Path { get; } = path;

    /// <summary>The name of the file.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The position of its first byte of data.</summary>
    public long Start { get; } = start;

    /// <summary>Its first page.</summary>
    public ref SegmentHeader Header => ref _header;

    /// <summary>Bytes of data that a whole file has.</summary>
    public int Size => 1 << _header.Bits;

    /// <summary>Bytes of data that the file has, whatever its first page says.</summary>
    public long DataBytes => Math.Max(length - SegmentHeader.PageSize, 0);

    /// <summary>What keeps the segment from being read at all, or <see langword="null"/>.</summary>
    public string? Problem =>
        !_header.IsIdentified ? "its first page is not that of a segment"
        : !_header.IsReadable ? $"it was written in format {_header.Version}, which this version does not understand"
        : _header.Bits is < 14 or > 24 ? $"its first page says a size of 2^{_header.Bits} bytes"
        : _header.Start != Start ? $"its first page says that it starts at {_header.Start:x16}"
        : _header.Frequency <= 0 || (ulong)_header.AnchorUtc > (ulong)DateTime.MaxValue.Ticks ? "its first page says a time that there is not"
        : null;

    /// <summary>What is wrong with the length of the file, or <see langword="null"/>. What is there of it can be read.</summary>
    public string? WrongLength => length == SegmentHeader.PageSize + Size ? null : $"it has {length:N0} bytes instead of {SegmentHeader.PageSize + Size:N0}";

    /// <summary>Reads the first page of a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SegmentFile Read(string path, long start)
    {
        using SafeFileHandle file = Open(path);
        return new SegmentFile(path, start, ReadHeader(file), RandomAccess.GetLength(file));
    }

    /// <summary>Reads the first page of an open file, as far as it is there.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SegmentHeader ReadHeader(SafeFileHandle file)
    {
        var header = default(SegmentHeader);
        RandomAccess.Read(file, MemoryMarshal.AsBytes(new Span<SegmentHeader>(ref header)), 0);
        return header;
    }

    /// <summary>Whether everything of the first page that has no meaning is zero.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public bool HasCleanPage()
    {
        Span<byte> page = stackalloc byte[SegmentHeader.PageSize];
        using SafeFileHandle file = Open(Path);
        return RandomAccess.Read(file, page, 0) == page.Length && SegmentHeader.HasNothingElse(page);
    }

    /// <summary>Opens a file that its writer may be writing to, and that retention may remove.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafeFileHandle Open(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new JournalUnreadableException($"'{path}' may not be read by this user. Run as the user who wrote it, or change its permissions.", failure);
        }
    }
}
