using System.Globalization;

namespace RiskTraceGen;

/// <summary>A directory of the file system, locked for one writer.</summary>
internal sealed class DirectoryDisk : IJournalDisk
{
    /// <summary>The file that the writer holds locked.</summary>
    public const string LockName = "journal.lock";

    private const int ZeroBlock = 256 << 10;
    private const int LockAttempts = 5;

    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(20);

    private static readonly byte[] Zeros = new byte[ZeroBlock];

    private readonly string _directory;
    private readonly FileStream _lock;

    /// <summary>Makes the directory if need be, and locks it.</summary>
    /// <exception cref="IOException">Another writer is at work there, or the directory cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written to.</exception>
    public DirectoryDisk(string directory)
    {
        _directory = Path.GetFullPath(directory);
        Directory.CreateDirectory(_directory);
        _lock = Lock();
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names() => [.. Directory.EnumerateFiles(_directory).Select(path => Path.GetFileName(path))];

    /// <inheritdoc/>
    public IJournalFile Create(string name, int size)
    {
        string path = PathOf(name);
        FileStream? file = null;
        try
        {
            // A reader may have the file open, and retention may remove it meanwhile.
            file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            // Written, not only reserved: storing into a hole of a mapped file kills the process when the disk is full.
            for (int written = 0; written < size; written += ZeroBlock)
                file.Write(Zeros, 0, Math.Min(ZeroBlock, size - written));
            file.Flush(flushToDisk: true);
            return new MappedFile(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            TryDelete(path);
            throw failure as IOException ?? new IOException(failure.Message, failure);
        }
    }

    /// <inheritdoc/>
    public IJournalFile? TryOpen(string name, int atLeast)
    {
        var file = new FileStream(PathOf(name), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (file.Length >= atLeast)
            return new MappedFile(file);

        file.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public void Delete(string name)
    {
        try
        {
            File.Delete(PathOf(name));
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    /// <summary>The name of the file of the segment that starts at a position.</summary>
    public static string SegmentName(long start) => string.Create(CultureInfo.InvariantCulture, $"{start:x16}.rtj");

    /// <summary>The name of the file of the words of a run.</summary>
    public static string WordsName(long run) => string.Create(CultureInfo.InvariantCulture, $"{run:x16}.rtw");

    private FileStream Lock()
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(PathOf(LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException failure) when (failure is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
            {
                // A reader that looks whether anybody writes holds the lock for a moment.
                if (attempt == LockAttempts)
                {
                    throw new IOException(
                        $"The journal in '{_directory}' has a writer already: another tracer, of this process or of another, holds {LockName}. Give each tracer a directory of its own, or stop the other one first.",
                        failure);
                }

                Thread.Sleep(LockPause);
            }
        }
    }

    private string PathOf(string name) => Path.Combine(_directory, name);

    // What is left of it would look like a segment.
    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A first page of zeros is nobody's segment; readers say so and go on.
        }
    }
}
