namespace RiskTraceGen;

/// <summary>
/// Segments in the files of a directory. A thread of its own makes them ahead of need, seals those that have been read, and removes the oldest. When the disk
/// refuses, the journal goes on in memory, and returns to the disk with the first segment that can be made there again.
/// </summary>
internal sealed unsafe class FileSegments : SegmentStore
{
    private readonly IJournalDisk _disk;
    private readonly FileJournalSettings _settings;
    private readonly TraceClock _clock;
    private readonly MemorySegments _memory;
    private readonly IJournalFile _wordsFile;
    private readonly SegmentChain _chain;
    private readonly JournalRetention _retention;
    private readonly DiskTrouble _trouble;
    private readonly SegmentFlusher _flusher = new();
    private readonly Queue<(Segment Segment, SegmentTally Tally)> _read = new();
    private readonly AutoResetEvent _signal = new(false);
    private readonly ITimer? _timer;
    private Thread? _keeper;
    private Journal? _journal;
    private long _number;
    private volatile bool _flushIsDue;
    private volatile bool _stopping;

    /// <param name="disk">The directory; owned from now on.</param>
    /// <param name="settings">How it is kept.</param>
    /// <param name="clock">What turns ticks into UTC.</param>
    /// <param name="onTrouble">Told once when the disk begins to refuse, on the journal's own thread.</param>
    /// <exception cref="IOException">The directory cannot be used.</exception>
    public FileSegments(IJournalDisk disk, FileJournalSettings settings, TraceClock clock, Action<string, Exception> onTrouble)
        : base(settings.SegmentBits)
    {
        _disk = disk;
        _settings = settings;
        _clock = clock;
        _memory = new MemorySegments(SegmentBits);
        _trouble = new DiskTrouble(onTrouble);
        try
        {
            long now = UtcNow;
            var found = new JournalOpening(disk, settings.Key, now);
            _chain = found.Chain;
            _number = found.LastNumber;
            _retention = new JournalRetention(disk, found.Files, settings.MaxBytes, settings.MaxAge);
            LastFlow = found.LastFlow;
            Origin = Math.Max(Journal.Origin, (found.End + SegmentSize - 1) >> SegmentBits << SegmentBits);
            _wordsFile = MakeWords(found, now);
        }
        catch (Exception)
        {
            // Nobody else would give the directory back.
            disk.Dispose();
            throw;
        }

        if (settings.Flush.Interval is { } interval)
            _timer = settings.Time.CreateTimer(_ => RequestFlush(), null, interval, interval);
    }

    /// <inheritdoc/>
    public override ClaimWord* Words => (ClaimWord*)_wordsFile.Data;

    /// <inheritdoc/>
    public override long Origin { get; }

    /// <inheritdoc/>
    public override long LastFlow { get; }

    /// <inheritdoc/>
    public override bool IsSelfDescribing => true;

    private long UtcNow => _settings.Time.GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override void Start(Journal journal)
    {
        _journal = journal;
        _keeper = new Thread(Run) { IsBackground = true, Name = "RiskTraceGen journal files" };
        _keeper.UnsafeStart();
        OnEntered();
    }

    /// <inheritdoc/>
    public override Segment Make(long index)
    {
        if (_stopping)
            return _memory.Make(index);

        try
        {
            FileSegment made = MakeFile(index);
            _flusher.Add(made);
            _trouble.End();
            return made;
        }
        catch (IOException failure)
        {
            _trouble.Begin("no segment could be made on the disk: the journal goes on in memory, and is not kept until there is room again", failure);
            _signal.Set();
            return _memory.Make(index);
        }
    }

    /// <inheritdoc/>
    public override void Close(Segment segment, in SegmentTally tally)
    {
        lock (_read)
            _read.Enqueue((segment, tally));
        _signal.Set();
    }

    /// <inheritdoc/>
    public override void OnEntered() => _signal.Set();

    /// <inheritdoc/>
    public override void Flush(long position)
    {
        try
        {
            _flusher.Flush(position, _journal!);
        }
        catch (IOException failure)
        {
            Words->FailedFlushes++;
            _trouble.Begin("a flush failed: what of the segment is on the disk is not known, and the next one is used", failure);
            _journal!.Rotate();
            _signal.Set();
        }
    }

    /// <inheritdoc/>
    public override void Stop()
    {
        if (_stopping)
            return;

        _timer?.Dispose();
        _stopping = true;
        _signal.Set();
        _keeper?.Join();
        _flusher.Drop(_disk);
        _disk.Dispose();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Stop();
        _signal.Dispose();
        _wordsFile.Dispose();
        _memory.Dispose();
    }

    private void RequestFlush()
    {
        _flushIsDue = true;
        _signal.Set();
    }

    private void Run()
    {
        while (true)
        {
            bool stopping = _stopping;
            SealWhatIsRead();
            if (stopping)
            {
                _trouble.Tell();
                return;
            }

            _journal!.MakeAhead();
            if (_flushIsDue)
            {
                _flushIsDue = false;
                _journal.FlushToDisk();
            }

            _trouble.Tell();
            _signal.WaitOne();
        }
    }

    private void SealWhatIsRead()
    {
        while (true)
        {
            (Segment Segment, SegmentTally Tally) read;
            lock (_read)
            {
                if (!_read.TryDequeue(out read))
                    return;
            }

            if (read.Segment is FileSegment file)
                Seal(file, read.Tally);
            else
                Save(read.Segment, read.Tally);
            _retention.Apply(UtcNow, ref *Words);
        }
    }

    private void Seal(FileSegment segment, in SegmentTally tally)
    {
        ref SegmentHeader header = ref segment.Header;
        SegmentHeader seal = header;
        seal.State = SegmentState.Sealed;
        seal.Used = SegmentSize;
        seal.Records = tally.Records;
        seal.BytesLeft = tally.BytesLeft;
        seal.LastFlow = tally.LastFlow;
        seal.DetailDropped = Words->DetailDropped;
        seal.AuditLost = Words->AuditLost;
        seal.SealedUtc = UtcNow;
        _chain.Seal(ref header, segment.Data, seal);
        SealedFile file = SealedFile.Of(segment.Name, ref header);
        try
        {
            if (_settings.Flush != FlushPolicy.Never)
                segment.Flush();
        }
        catch (IOException failure)
        {
            Words->FailedFlushes++;
            _trouble.Begin($"{segment.Name} could not be flushed when it was sealed", failure);
        }

        _flusher.Remove(segment);
        segment.Close();
        _retention.Add(file);
        try
        {
            _settings.Sealed?.Invoke(new SealedSegment(file.Name, file.Number, tally.Records, SegmentChain.TextOf(file.Hash)));
        }
        catch (Exception failure)
        {
            // The callback is the user's: it must not stop the journal.
            _trouble.Begin("the callback for sealed segments threw", failure);
        }
    }

    // A stretch that had to be kept in memory gets its file now, if there is room again.
    private void Save(Segment segment, in SegmentTally tally)
    {
        try
        {
            FileSegment saved = MakeFile(segment.Index);
            Buffer.MemoryCopy(segment.Data, saved.Data, SegmentSize, SegmentSize);
            Seal(saved, tally);
        }
        catch (IOException failure)
        {
            Words->UnsavedRecords += tally.Records;
            _trouble.Begin("a segment could not be saved", failure);
        }

        _memory.Close(segment, tally);
    }

    private FileSegment MakeFile(long index)
    {
        long start = index << SegmentBits;
        string name = DirectoryDisk.SegmentName(start);
        IJournalFile file = _disk.Create(name, SegmentHeader.PageSize + SegmentSize);
        var segment = new FileSegment(file, name, index);
        ref SegmentHeader header = ref segment.Header;
        header.Start = start;
        header.Bits = SegmentBits;
        header.Process = Environment.ProcessId;
        header.Run = _settings.Run;
        header.Number = Interlocked.Increment(ref _number);
        (header.AnchorUtc, header.AnchorTicks, header.Frequency) = _clock.Anchor;
        header.Identify();
        segment.Touch();
        return segment;
    }

    private IJournalFile MakeWords(JournalOpening found, long now)
    {
        IJournalFile file = _disk.Create(DirectoryDisk.WordsName(_settings.Run), SegmentHeader.PageSize);
        var words = (ClaimWord*)file.Data;
        words->Version = ClaimWord.CurrentVersion;
        words->Run = _settings.Run;
        words->Process = Environment.ProcessId;
        words->Created = now;
        ClaimWord before = found.Words;
        words->Removed = before.Removed;
        words->LastRemoved = before.LastRemoved;
        before.LastRemovedHashBytes.CopyTo(words->LastRemovedHashBytes);
        words->Magic = ClaimWord.ExpectedMagic;
        file.Flush();
        foreach (string name in _disk.Names().Where(name => name.EndsWith(".rtw", StringComparison.Ordinal) && name != DirectoryDisk.WordsName(_settings.Run)))
            TryDelete(name);
        return file;
    }

    private void TryDelete(string name)
    {
        try
        {
            _disk.Delete(name);
        }
        catch (IOException)
        {
            // Still mapped by a tracer of this process that has been disposed of: the next run removes it.
        }
    }
}
