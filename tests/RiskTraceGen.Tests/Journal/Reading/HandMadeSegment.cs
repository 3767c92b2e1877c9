using System.Runtime.InteropServices;

namespace RiskTraceGen.Tests;

/// <summary>A segment's file, written by hand: byte for byte as <c>docs/journal-format.md</c> says, record by record where a test wants them.</summary>
internal sealed unsafe class HandMadeSegment
{
    public const int Bits = 14;
    public const int Size = 1 << Bits;

    private readonly byte[] _file = GC.AllocateArray<byte>(SegmentHeader.PageSize + Size, pinned: true);
    private int _at;

    public HandMadeSegment(long start, long run = 7, long number = 1, ushort minimumReader = SegmentHeader.OldestReader)
    {
        Start = start;
        _at = start == 0 ? (int)Journal.Origin : 0;
        ref SegmentHeader header = ref Header;
        header.Start = start;
        header.Bits = Bits;
        header.Run = run;
        header.Number = number;
        header.AnchorUtc = new DateTime(2025, 11, 21, 14, 30, 25, DateTimeKind.Utc).Ticks;
        header.Frequency = TimeSpan.TicksPerSecond;
        header.Identify();
        if (minimumReader != SegmentHeader.OldestReader)
            Require(minimumReader);
    }

    public long Start { get; }

    /// <summary>The position of the next record.</summary>
    public long End => Start + _at;

    public byte[] File => _file;

    public string Name => DirectoryDisk.SegmentName(Start);

    public ref SegmentHeader Header => ref MemoryMarshal.AsRef<SegmentHeader>(_file.AsSpan());

    /// <summary>The records that were written, by position, as their bytes.</summary>
    public Dictionary<long, byte[]> Written { get; } = [];

    /// <summary>Writes a record.</summary>
    /// <returns>Its position.</returns>
    public long Add(int payload, long flow = 1, int point = 0)
    {
        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        new Span<byte>(scratch, RecordWriter.MaxPayload).Clear();
        for (int i = 0; i < payload; i++)
            scratch[i] = (byte)(payload + flow + i);
        return Add(new RecordHeader { Type = RecordType.Custom, Flow = flow, Point = point, Ticks = End }, scratch, payload);
    }

    /// <summary>Writes the definition of a trace point.</summary>
    public long Define(int point, string name)
    {
        byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(new Span<byte>(scratch, RecordWriter.MaxPayload));
        writer.Byte((byte)TracePointKind.Event);
        writer.String(name);
        writer.String(name);
        writer.String("");
        writer.Int32(0);
        int length = writer.Finish();
        return Add(new RecordHeader { Type = RecordType.Definition, Point = point, Ticks = End }, scratch, length);
    }

    /// <summary>Leaves bytes out, as a producer does that was killed between claim and publication.</summary>
    public int Leave(int bytes)
    {
        int place = SegmentHeader.PageSize + _at;
        _at += bytes;
        return place;
    }

    /// <summary>Turns bytes into padding.</summary>
    public void Pad(int bytes)
    {
        *(ulong*)At(_at) = (uint)bytes | RecordHeader.PaddingBit;
        _at += bytes;
    }

    /// <summary>Fills the segment with records and pads its end.</summary>
    public HandMadeSegment Fill(Random random)
    {
        while (Size - _at > RecordHeader.Size + 300)
            Add(random.Next(0, 256), random.Next(1, 9));
        Pad(Size - _at);
        return this;
    }

    /// <summary>Seals the segment.</summary>
    public HandMadeSegment Seal(SegmentChain chain, SegmentState state = SegmentState.Sealed, long left = 0)
    {
        SegmentHeader seal = Header;
        seal.State = state;
        seal.Used = _at;
        seal.Records = Written.Count;
        seal.BytesLeft = left;
        chain.Seal(ref Header, At(0), seal);
        return this;
    }

    /// <summary>The place of a position in the file.</summary>
    public int PlaceOf(long position) => (int)(position - Start) + SegmentHeader.PageSize;

    /// <summary>Writes the file.</summary>
    public void SaveTo(TemporaryDirectory directory) => System.IO.File.WriteAllBytes(System.IO.Path.Combine(directory.Path, Name), _file);

    /// <summary>Writes the words of a run.</summary>
    public static void SaveWords(TemporaryDirectory directory, long end, long run = 7, HandMadeSegment? removed = null, long sealedEnd = 0)
    {
        var words = new ClaimWord { Magic = ClaimWord.ExpectedMagic, Version = ClaimWord.CurrentVersion, Run = run, Claim = end / 8, SealedEnd = sealedEnd };
        if (removed is not null)
        {
            words.Removed = words.LastRemoved = removed.Header.Number;
            removed.Header.Hash.CopyTo(words.LastRemovedHashBytes);
        }

        SaveWords(directory, words);
    }

    /// <summary>Writes the words of a run.</summary>
    public static void SaveWords(TemporaryDirectory directory, in ClaimWord words)
    {
        byte[] file = new byte[SegmentHeader.PageSize];
        MemoryMarshal.Write(file, words);
        System.IO.File.WriteAllBytes(System.IO.Path.Combine(directory.Path, DirectoryDisk.WordsName(words.Run)), file);
    }

    private long Add(RecordHeader header, byte* payload, int length)
    {
        long position = End;
        uint bytes = (uint)(RecordHeader.Size + length);
        byte* record = At(_at);
        header.Length = bytes;
        *(RecordHeader*)record = header;
        Buffer.MemoryCopy(payload, record + RecordHeader.Size, (length + 7) & ~7, (length + 7) & ~7);
        ((RecordHeader*)record)->Checksum = Crc32C.Of(position, bytes, record);
        Written.Add(position, new ReadOnlySpan<byte>(At(_at), (int)bytes).ToArray());
        _at += (int)((bytes + 7) & ~7u);
        return position;
    }

    // Of a later version, made whole: only the version keeps a reader from it.
    private void Require(ushort minimumReader)
    {
        Header.Version = minimumReader;
        Header.MinimumReader = minimumReader;
        fixed (byte* file = _file)
            *(uint*)(file + 80) = Crc32C.Of(file, 80);
    }

    private byte* At(int place) => (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_file, SegmentHeader.PageSize) + place;
}
