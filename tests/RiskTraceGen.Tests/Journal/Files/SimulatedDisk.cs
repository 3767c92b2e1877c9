using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace RiskTraceGen.Tests;

/// <summary>
/// A disk in memory that keeps what was flushed apart from what was stored: a power cut loses, reorders and tears everything else. It can be full, and it can
/// fail to flush.
/// </summary>
internal sealed unsafe class SimulatedDisk : IJournalDisk
{
    private const int Sector = 512;
    private const int FilesAtTheStart = 3;

    private readonly Dictionary<string, SimulatedFile> _files = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _creations = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _removals = new();
    private readonly TaskCompletionSource _refusal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _refusals;
    private int _flushes;
    private TaskCompletionSource _nextFlush = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether no file can be made.</summary>
    public bool IsFull { get; set; }

    /// <summary>Whether somebody has removed the directory.</summary>
    public bool IsGone { get; set; }

    /// <summary>Completes when the words and the first two segments of a run have been refused.</summary>
    public Task Refusal => _refusal.Task;

    /// <summary>Whether flushes of segments fail that something has been recorded in.</summary>
    public bool FailsToFlush { get; set; }

    /// <summary>Called in each flush of a segment that something has been recorded in, before it is counted.</summary>
    public Action? OnFlush { get; set; }

    public int Made { get; private set; }

    /// <summary>How large all files were together at most.</summary>
    public long MostBytes { get; private set; }

    /// <summary>How often a segment was flushed that something had been recorded in.</summary>
    public int Flushes => Volatile.Read(ref _flushes);

    /// <summary>Completes at the next flush of a segment.</summary>
    public Task NextFlush => Volatile.Read(ref _nextFlush).Task;

    public IReadOnlyList<string> Names()
    {
        lock (_files)
            return [.. _files.Keys];
    }

    public IJournalFile Create(string name, int size)
    {
        if (IsGone)
            throw new DirectoryNotFoundException($"Could not find a part of the path '{name}'.");
        if (IsFull)
        {
            if (Interlocked.Increment(ref _refusals) == FilesAtTheStart)
                _refusal.SetResult();
            throw new IOException("No space left on device");
        }

        Made++;
        var file = new SimulatedFile(this, new byte[size]);
        lock (_files)
        {
            _files[name] = file;
            MostBytes = Math.Max(MostBytes, _files.Values.Sum(static one => one.Length));
        }

        _creations.GetOrAdd(name, NewEvent).TrySetResult();
        return file;
    }

    public IJournalFile? TryOpen(string name, int atLeast)
    {
        lock (_files)
            return _files[name].Length >= atLeast ? _files[name] : null;
    }

    /// <summary>What the first page of a segment says.</summary>
    public SegmentHeader HeaderOf(string name)
    {
        lock (_files)
            return *(SegmentHeader*)_files[name].Data;
    }

    public void Delete(string name)
    {
        lock (_files)
            _files.Remove(name);
        _removals.GetOrAdd(name, NewEvent).TrySetResult();
    }

    /// <summary>Completes when a file has been made.</summary>
    public Task Creation(string name) => _creations.GetOrAdd(name, NewEvent).Task;

    /// <summary>Completes when a file has been removed.</summary>
    public Task Removal(string name) => _removals.GetOrAdd(name, NewEvent).Task;

    public void Dispose()
    {
    }

    /// <summary>What is found after a power cut: of each sector that was not flushed the old bytes, the new ones, or a part of them.</summary>
    public void CutPower(Random random, string directory)
    {
        lock (_files)
        {
            foreach ((string name, SimulatedFile file) in _files)
                File.WriteAllBytes(Path.Combine(directory, name), file.AfterPowerCut(random));
        }
    }

    private static TaskCompletionSource NewEvent(string name) => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class SimulatedFile(SimulatedDisk disk, byte[] flushed) : IJournalFile
    {
        public byte* Data { get; } = (byte*)NativeMemory.AllocZeroed((nuint)flushed.Length);

        public long Length => flushed.Length;

        public void Flush()
        {
            // Not the flush of a segment that has just been made: that happens ahead of need, at any time.
            if (new ReadOnlySpan<byte>(Data + SegmentHeader.PageSize, flushed.Length - SegmentHeader.PageSize).IndexOfAnyExcept((byte)0) >= 0)
            {
                disk.OnFlush?.Invoke();
                if (disk.FailsToFlush)
                    throw new IOException("Input/output error");

                Interlocked.Increment(ref disk._flushes);
            }

            lock (flushed)
                new Span<byte>(Data, flushed.Length).CopyTo(flushed);
            Interlocked.Exchange(ref disk._nextFlush, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }

        public byte[] AfterPowerCut(Random random)
        {
            lock (flushed)
            {
                byte[] left = [.. flushed];
                for (int sector = 0; sector < left.Length; sector += Sector)
                {
                    // Multiples of 8: a processor stores words whole.
                    int torn = random.Next(3) switch { 0 => 0, 1 => Sector, _ => random.Next(Sector / 8) * 8 };
                    bool fromItsEnd = random.Next(2) == 0;
                    int from = sector + (fromItsEnd ? Sector - torn : 0);
                    new Span<byte>(Data + from, torn).CopyTo(left.AsSpan(from));
                }

                return left;
            }
        }

        // The memory stays as long as the disk does: it is what a later run opens.
        public void Dispose()
        {
        }

        ~SimulatedFile() => NativeMemory.Free(Data);
    }
}
