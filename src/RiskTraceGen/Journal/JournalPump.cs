using System.Diagnostics;

namespace RiskTraceGen;

/// <summary>
/// The thread that follows the journal and hands its records to the sinks. It polls, so that producers never pay for waking it; they do so only when the
/// journal fills up.
/// </summary>
internal sealed class JournalPump
{
    private const int MaxTellings = 64;

    private static readonly TimeSpan BusyPoll = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan IdlePoll = TimeSpan.FromMilliseconds(20);

    private readonly object _reading = new();
    private readonly object _flushing = new();
    private readonly Journal _journal;
    private readonly JournalCursor _cursor;
    private readonly TracePointTable _points = new();
    private readonly IRecordSink[] _sinks;
    private readonly List<(long Position, TaskCompletionSource Done)> _flushes = [];
    private readonly Func<bool> _onAuditLost;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stopping;
    private bool _auditLossTold;

    /// <param name="journal">What is read.</param>
    /// <param name="sinks">Who is handed each record.</param>
    /// <param name="onAuditLost">Called when the first loss of audit records is noticed, until it could tell of it.</param>
    public JournalPump(Journal journal, IRecordSink[] sinks, Func<bool> onAuditLost)
    {
        _onAuditLost = onAuditLost;
        _journal = journal;
        _cursor = new JournalCursor(journal);
        _sinks = sinks;
        new Thread(Run) { IsBackground = true, Name = "RiskTraceGen journal reader" }.UnsafeStart();
    }

    /// <summary>Reads the state of the cursor and the sinks while no record is being handed out.</summary>
    public T Read<T>(Func<JournalCursor, T> read)
    {
        lock (_reading)
            return read(_cursor);
    }

    /// <summary>Completes when everything that is claimed by now has been handed out.</summary>
    public ValueTask FlushAsync()
    {
        long position = ClaimWord.EndOf(_journal.Claim);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_flushing)
        {
            if (_stopped.Task.IsCompleted)
                return default;

            _flushes.Add((position, done));
        }

        _journal.ReaderSignal.Set();
        return new ValueTask(done.Task);
    }

    /// <summary>Keeps the reader from handing anything out until the result is disposed of, on the same thread.</summary>
    public IDisposable Pause()
    {
        Monitor.Enter(_reading);
        return new Resumption(_reading);
    }

    /// <summary>Hands out what is left, and ends the thread.</summary>
    public Task StopAsync()
    {
        _stopping = true;
        _journal.ReaderSignal.Set();
        return _stopped.Task;
    }

    private void Run()
    {
        TimeSpan poll = BusyPoll;
        while (true)
        {
            // Read before draining: what is claimed before the stop is drained after it.
            bool stopping = _stopping;
            _journal.ReaderSignal.Reset();
            bool found = Drain();
            if (!_auditLossTold && _journal.AuditLost > 0)
                TellOfAuditLoss();

            CompleteFlushes();
            if (stopping)
            {
                DrainToTheEnd();
                break;
            }

            poll = found ? BusyPoll : TimeSpan.FromTicks(Math.Min(poll.Ticks * 2, IdlePoll.Ticks));
            _journal.ReaderSignal.Wait(poll);
        }

        lock (_flushing)
            _stopped.SetResult();

        CompleteFlushes(evenBehind: true);
    }

    // The alert may find no room itself, as long as definitions come before it: each attempt writes some of them, and reading makes room for more.
    private void TellOfAuditLoss()
    {
        for (int attempt = 0; attempt < MaxTellings && !_auditLossTold; attempt++)
        {
            _auditLossTold = _onAuditLost();
            Drain();
        }
    }

    // A producer that has claimed its bytes by now publishes them within microseconds, unless its thread is not running: it is waited for, not for ever.
    private void DrainToTheEnd()
    {
        _journal.EndSegment();
        long start = Stopwatch.GetTimestamp();
        var wait = new SpinWait();
        while (true)
        {
            Drain();
            if (_cursor.AtEnd || Stopwatch.GetElapsedTime(start) > LastPatience)
                return;

            wait.SpinOnce();
        }
    }

    private bool Drain()
    {
        bool found = false;
        lock (_reading)
        {
            while (_cursor.TryRead(out TraceRecord record))
            {
                found = true;
                if (record.Type == RecordType.Definition)
                    _points.Add(record);

                foreach (IRecordSink sink in _sinks)
                    sink.OnRecord(record, _points);
            }

            // Not only when a segment is closed: it may be as large as the bound.
            if (found)
                _journal.Release(_cursor.Position);
        }

        return found;
    }

    private void CompleteFlushes(bool evenBehind = false)
    {
        lock (_flushing)
        {
            for (int i = _flushes.Count - 1; i >= 0; i--)
            {
                if (!evenBehind && _flushes[i].Position > _cursor.Next)
                    continue;

                _flushes[i].Done.SetResult();
                _flushes.RemoveAt(i);
            }
        }
    }

    private sealed class Resumption(object reading) : IDisposable
    {
        public void Dispose() => Monitor.Exit(reading);
    }
}
