using System.Collections.Concurrent;

namespace RiskTraceGen;

/// <summary>
/// The library's own threads for handlers. Whoever raises only puts work into the queue and wakes at most one worker; a worker that takes an item wakes or
/// starts the next one before it runs it, up to the maximum, so the cost of threads never falls on whoever raises. A worker that is held past its
/// handler's timeout no longer counts and is replaced.
/// </summary>
internal sealed class HookWorkers(int maximum, int maximumOrphans)
{
    // A worker looks for more work this many times before it sleeps: hooks come in groups.
    private const int Spins = 20;

    private readonly object _gate = new();
    private readonly ConcurrentQueue<HookExecution> _queue = new();
    private int _running;
    private int _sleeping;
    private int _waking;
    private int _orphans;
    private int _started;
    private bool _stopping;

    /// <summary>Threads that were given up and have not come back.</summary>
    public int Orphans => Volatile.Read(ref _orphans);

    /// <summary>Why nobody is left who could run a handler.</summary>
    public string Refusal => Volatile.Read(ref _stopping) ? "the tracer has stopped" : "every thread for handlers is held by one that hangs";

    /// <summary>Starts the first workers: an idle one beside each running one, as far as the maximum allows.</summary>
    public void Start()
    {
        lock (_gate)
        {
            StartWorker();
            if (_running < maximum)
                StartWorker();
        }
    }

    /// <returns><see langword="false"/> when nobody is left who could run it.</returns>
    public bool TryEnqueue(HookExecution execution)
    {
        if (Volatile.Read(ref _stopping) || Volatile.Read(ref _running) == 0)
            return false;

        _queue.Enqueue(execution);
        if (Volatile.Read(ref _running) != 0)
            WakeOne();
        else
            SkipStranded();

        return true;
    }

    /// <summary>
    /// Gives up a worker that its handler does not let go and the watch has marked, and starts another in its place, up to the cap on orphans.
    /// </summary>
    public void AbandonWorker()
    {
        lock (_gate)
        {
            Interlocked.Decrement(ref _running);
            _orphans++;
            if (_orphans <= maximumOrphans && !_stopping)
                StartWorker();
        }
    }

    /// <summary>Skips what waits in the queue and can no longer be run by anybody; nothing while a worker is left.</summary>
    public void SkipStranded()
    {
        var stranded = new List<HookExecution>();
        lock (_gate)
        {
            while (_running == 0 && _queue.TryDequeue(out HookExecution? execution))
                stranded.Add(execution);
        }

        foreach (HookExecution execution in stranded)
            execution.Skip(Refusal);
    }

    /// <summary>Lets the workers go once the queue is empty.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            Volatile.Write(ref _stopping, true);
            Monitor.PulseAll(_gate);
        }
    }

    private void StartWorker()
    {
        Volatile.Write(ref _running, _running + 1);
        var thread = new Thread(Run) { IsBackground = true, Name = $"RiskTraceGen hooks {++_started}" };
        thread.UnsafeStart(new Worker());
    }

    // One worker at a time is on its way up: the one that wakes sees to the next.
    private void WakeOne()
    {
        if (Volatile.Read(ref _sleeping) == 0 || Interlocked.Exchange(ref _waking, 1) != 0)
            return;

        lock (_gate)
        {
            if (_sleeping > 0)
                Monitor.Pulse(_gate);
            else
                Volatile.Write(ref _waking, 0);
        }
    }

    private void Run(object? state)
    {
        var worker = (Worker)state!;
        while (TakeNext(worker) is { } execution)
        {
            SeeToNext();
            execution.Execute(worker);
        }

        lock (_gate)
        {
            if (worker.IsOrphan)
            {
                _orphans--;
                // The cap had left nobody: the one who comes back makes room for a new worker.
                if (_running == 0 && !_stopping)
                    StartWorker();
            }
            else
            {
                Volatile.Write(ref _running, _running - 1);
            }
        }

        // Put into the queue while the last worker was leaving.
        SkipStranded();
    }

    // Before a handler takes this thread, perhaps for ever, somebody else must be there for what comes after it.
    private void SeeToNext()
    {
        if (Volatile.Read(ref _sleeping) > 0)
        {
            if (!_queue.IsEmpty)
                WakeOne();
            return;
        }

        if (Volatile.Read(ref _running) >= maximum)
            return;

        lock (_gate)
        {
            if (_sleeping == 0 && _running < maximum && !_stopping)
                StartWorker();
        }
    }

    private HookExecution? TakeNext(Worker worker)
    {
        var spinner = new SpinWait();
        for (int i = 0; i < Spins && !worker.IsOrphan; i++)
        {
            if (_queue.TryDequeue(out HookExecution? execution))
                return execution;

            spinner.SpinOnce(sleep1Threshold: -1);
        }

        lock (_gate)
        {
            while (!worker.IsOrphan)
            {
                // Counted as sleeping before it looks for the last time: work that comes after the look finds somebody to wake.
                Interlocked.Increment(ref _sleeping);
                if (_queue.TryDequeue(out HookExecution? execution) || _stopping)
                {
                    Interlocked.Decrement(ref _sleeping);
                    return execution;
                }

                Monitor.Wait(_gate);
                Interlocked.Decrement(ref _sleeping);
                Volatile.Write(ref _waking, 0);
            }
        }

        return null;
    }

    /// <summary>One of the threads.</summary>
    internal sealed class Worker
    {
        private bool _isOrphan;

        /// <summary>Given up: the thread ends when its handler lets it go.</summary>
        public bool IsOrphan
        {
            get => Volatile.Read(ref _isOrphan);
            set => Volatile.Write(ref _isOrphan, value);
        }
    }
}
