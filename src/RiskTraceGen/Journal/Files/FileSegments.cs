namespace RiskTraceGen;

/// <summary>
/// Segments in the files of a directory. A thread of its own makes them ahead of need, seals those that have been read, and removes the oldest. When the disk
/// refuses, the journal goes on in memory, and returns to the disk with the first segment that can be made there again.
/// </summary>
internal sealed unsafe class FileSegments : SegmentStore
{
    private const string NoRoom = "there is no room on the disk: the journal goes on in memory, and is not kept until there is room again";

    private const string Gone = "the directory is gone: the journal goes on in memory, and is not kept until the directory is there again";

    private static readonly TimeSpan AgePeriod = TimeSpan.FromMinutes(1);

    private readonly IJournalDisk _disk;
    private readonly FileJournalSettings _settings;
    private readonly TraceClock _clock;
    private readonly MemorySegments _memory;
    private readonly IJournalFile? _wordsFile;
    private readonly SegmentChain _chain;
    private readonly JournalRetention _retention;
    private readonly DiskTrouble _room;
    private readonly DiskTrouble _flushes;
    private readonly DiskTrouble _callbacks;
    private readonly SegmentFlusher _flusher = new();
    private readonly Queue<(Segment Segment, SegmentTally Tally)> _read = new();
    private readonly AutoResetEvent _signal = new(false);
    private readonly long _firstNumber;
    private readonly List<ITimer> _timers = [];
    private Thread? _keeper;
    private Journal? _journal;
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
        _room = new DiskTrouble(onTrouble);
        _flushes = new DiskTrouble(onTrouble);
        _callbacks = new DiskTrouble(onTrouble);
        try
        {
            long now = UtcNow;
            var found = new JournalOpening(disk, settings.Key, now);
            _chain = found.Chain;
            _retention = new JournalRetention(disk, found.Files, settings.MaxBytes - 2L * (SegmentHeader.PageSize + SegmentSize), settings.MaxAge);
            LastFlow = found.LastFlow;
            Origin = Math.Max(Journal.Origin, (found.End + SegmentSize - 1) >> SegmentBits << SegmentBits);
            _firstNumber = found.LastNumber + 1;
            if (found.Failure is { } failure)
                _flushes.Begin("what the last run left could not be flushed when it was sealed", failure);
            _wordsFile = MakeWords();
            Describe(found, now);
        }
        catch (Exception)
        {
            // Nobody else would give the directory back.
            disk.Dispose();
            throw;
        }

        if (settings.Flush.Interval is { } interval)
            _timers.Add(settings.Time.CreateTimer(_ => RequestFlush(), null, interval, interval));
        if (settings.MaxAge is not null)
            _timers.Add(settings.Time.CreateTimer(_ => _signal.Set(), null, AgePeriod, AgePeriod));
    }

    /// <inheritdoc/>
    public override ClaimWord* Words => _wordsFile is null ? _memory.Words : (ClaimWord*)_wordsFile.Data;

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
            _room.End();
            return made;
        }
        catch (IOException failure)
        {
            _room.Begin(WhyNoFile(failure), failure);
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
    public override void Flush()
    {
        try
        {
            _flusher.Flush(_journal!);
        }
        catch (IOException failure)
        {
            Interlocked.Increment(ref Words->FailedFlushes);
            _flushes.Begin("a flush failed: what of the segment is on the disk is not known, and the next one is used", failure);
            _journal!.Rotate();
            _signal.Set();
        }
    }

    /// <inheritdoc/>
    public override void Stop()
    {
        if (_stopping)
            return;

        foreach (ITimer timer in _timers)
            timer.Dispose();
        _stopping = true;
        _signal.Set();
        _keeper?.Join();
        if (_journal is not null)
            _flusher.DropUnused(_disk, _journal);
        _disk.Dispose();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Stop();
        _signal.Dispose();
        _wordsFile?.Dispose();
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
            RemoveOldest();
            if (stopping)
            {
                FlushTheEnd();
                Tell();
                return;
            }

            _journal!.MakeAhead();
            if (_flushIsDue)
            {
                _flushIsDue = false;
                _journal.FlushToDisk();
            }

            Tell();
            _signal.WaitOne();
        }
    }

    // What a producer has claimed and not published to has not been sealed. The words say up to where seals are to be believed.
    private void FlushTheEnd()
    {
        if (_settings.Flush == FlushPolicy.Never)
            return;

        Flush();
        try
        {
            _wordsFile?.Flush();
        }
        catch (IOException failure)
        {
            Interlocked.Increment(ref Words->FailedFlushes);
            _flushes.Begin("the counts of the run could not be flushed", failure);
        }
    }

    // Not before something is recorded: until then nobody listens yet, because handlers are attached after the tracer has been created.
    private void Tell()
    {
        if (ClaimWord.EndOf(_journal!.Claim) == Origin && !_stopping)
            return;

        _room.Tell();
        _flushes.Tell();
        _callbacks.Tell();
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
            RemoveOldest();
        }
    }

    // Not without a file that says what was removed.
    private void RemoveOldest()
    {
        if (_wordsFile is not null)
            _retention.Apply(UtcNow, _wordsFile, _settings.Flush != FlushPolicy.Never);
    }

    private void Seal(FileSegment segment, in SegmentTally tally)
    {
        // First what is sealed: a power cut must not leave a seal on bytes that the disk never had.
        bool isFlushed = TryFlush(segment);
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
        if (TryFlush(segment) && isFlushed)
        {
            Words->SealedEnd = StartOf(segment.Index + 1);
            _flushes.End();
        }

        _flusher.Remove(segment);
        segment.Close();
        _retention.Add(file);
        try
        {
            _settings.Sealed?.Invoke(new SealedSegment(file.Name, file.Number, tally.Records, SegmentChain.TextOf(file.Hash)));
            _callbacks.End();
        }
        catch (Exception failure)
        {
            // The callback is the user's: it must not stop the journal.
            _callbacks.Begin("the callback for sealed segments threw", failure);
        }
    }

    private bool TryFlush(FileSegment segment)
    {
        try
        {
            return _settings.Flush == FlushPolicy.Never || segment.Flush();
        }
        catch (IOException failure)
        {
            Interlocked.Increment(ref Words->FailedFlushes);
            _flushes.Begin($"{segment.Name} could not be flushed when it was sealed", failure);
            return false;
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
            _room.Begin(WhyNoFile(failure), failure);
        }

        _memory.Close(segment, tally);
    }

    private static string WhyNoFile(IOException failure) => failure is DirectoryNotFoundException ? Gone : NoRoom;

    private FileSegment MakeFile(long index)
    {
        long start = StartOf(index);
        string name = DirectoryDisk.SegmentName(start);
        IJournalFile file = _disk.Create(name, SegmentHeader.PageSize + SegmentSize);
        var segment = new FileSegment(file, name, index);
        ref SegmentHeader header = ref segment.Header;
        header.Start = start;
        header.Bits = SegmentBits;
        header.Process = Environment.ProcessId;
        header.Run = _settings.Run;
        header.Number = _firstNumber + index - (Origin >> SegmentBits);
        (header.AnchorUtc, header.AnchorTicks, header.Frequency) = _clock.Anchor;
        header.Identify();
        segment.Touch();
        if (_settings.Flush != FlushPolicy.Never)
            FlushPage(segment);
        return segment;
    }

    // A segment whose first page a power cut took could not be told from one that somebody has damaged.
    private void FlushPage(FileSegment segment)
    {
        try
        {
            segment.Flush();
        }
        catch (IOException)
        {
            segment.Close();
            TryDelete(segment.Name);
            throw;
        }
    }

    // Without room for them they are kept in memory: a host that starts on a full disk works as one whose disk becomes full.
    private IJournalFile? MakeWords()
    {
        try
        {
            return _disk.Create(DirectoryDisk.WordsName(_settings.Run), SegmentHeader.PageSize);
        }
        catch (IOException failure)
        {
            _room.Begin(WhyNoFile(failure), failure);
            return null;
        }
    }

    private void Describe(JournalOpening found, long now)
    {
        Words->Version = ClaimWord.CurrentVersion;
        Words->Run = _settings.Run;
        Words->Process = Environment.ProcessId;
        Words->Created = now;
        Words->SealedEnd = StartOf(Origin >> SegmentBits);
        ClaimWord before = found.Words;
        Words->Removed = before.Removed;
        Words->LastRemoved = before.LastRemoved;
        before.LastRemovedHashBytes.CopyTo(Words->LastRemovedHashBytes);
        Words->Magic = ClaimWord.ExpectedMagic;
        if (_wordsFile is null)
            return;

        try
        {
            _wordsFile.Flush();
        }
        catch (IOException failure)
        {
            // Those of the run before stay, for what they know.
            _flushes.Begin("the counts of the run could not be flushed", failure);
            return;
        }

        foreach (string name in _disk.Names().Where(name => name.EndsWith(".rtw", StringComparison.Ordinal) && name != DirectoryDisk.WordsName(_settings.Run)))
            TryDelete(name);
    }

    private long StartOf(long index) => index << SegmentBits;

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
