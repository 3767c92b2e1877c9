using System.IO.MemoryMappedFiles;

namespace RiskTraceGen;

/// <summary>A file mapped into memory.</summary>
internal sealed unsafe class MappedFile : IJournalFile
{
    private readonly FileStream _file;
    private readonly MemoryMappedFile _mapping;
    private readonly MemoryMappedViewAccessor _view;
    private byte* _data;

    /// <param name="file">The file, open for reading and writing; owned from now on.</param>
    public MappedFile(FileStream file)
    {
        _file = file;
        Length = file.Length;
        _mapping = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        _view = _mapping.CreateViewAccessor(0, Length);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _data);
    }

    /// <inheritdoc/>
    public byte* Data => _data;

    /// <inheritdoc/>
    public long Length { get; }

    /// <inheritdoc/>
    public void Flush()
    {
        _view.Flush();
        // Windows hands the pages to the file system and no further; elsewhere this finds nothing left to do.
        RandomAccess.FlushToDisk(_file.SafeFileHandle);
    }

    /// <summary>Unmaps a file that was left mapped because somebody might still have stored into it.</summary>
    ~MappedFile() => Dispose();

    /// <inheritdoc/>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        if (_data is null)
            return;

        _data = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _mapping.Dispose();
        _file.Dispose();
    }
}
