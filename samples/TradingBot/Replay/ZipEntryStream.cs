using System.IO.Compression;
using System.IO.Hashing;

namespace TradingBot.Replay;

/// <summary>Reads one entry of a zip and proves at its end that it is what was packed: a flipped bit in a price must not trade.</summary>
internal sealed class ZipEntryStream : Stream
{
    private readonly ZipArchive _archive;
    private readonly ZipArchiveEntry _entry;
    private readonly Stream _content;
    private readonly Crc32 _crc = new();
    private bool _ended;

    private ZipEntryStream(ZipArchive archive, ZipArchiveEntry entry)
    {
        _archive = archive;
        _entry = entry;
        _content = entry.Open();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _entry.Length;

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static ZipEntryStream Open(string path, string entryName)
    {
        ZipArchive archive = ZipFile.OpenRead(path);
        try
        {
            ZipArchiveEntry entry = archive.GetEntry(entryName) ?? throw new InvalidDataException($"the entry {entryName} is gone");
            return new ZipEntryStream(archive, entry);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        int count = _content.Read(buffer);
        _crc.Append(buffer[..count]);
        if (count == 0 && buffer.Length > 0 && !_ended)
        {
            _ended = true;
            if (_crc.GetCurrentHashAsUInt32() != _entry.Crc32)
                throw new InvalidDataException("its checksum does not match its content");
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            _archive.Dispose();
        }

        base.Dispose(disposing);
    }
}
