namespace RiskTraceGen.Tests;

/// <summary>How something ends that the scheduler lets end.</summary>
internal enum Ending
{
    Succeeds,
    Fails,
    Throws,
    TimesOut,
    Cancels,
}

/// <summary>Who waits for the scheduler.</summary>
internal enum Waiting
{
    Handler,
    Rule,
    Attempt,
}

/// <summary>What is under way in the user's code: the scheduler decides when and how each of it ends. Thread safe.</summary>
internal sealed class OpenEnds
{
    private readonly Dictionary<(Waiting Who, long Number, int Place), Action<Ending>> _open = [];
    private int _taken;

    /// <summary>How many of a kind wait, and how many have been let go so far.</summary>
    public (int Handlers, int Others, int Taken) State
    {
        get
        {
            lock (_open)
            {
                int handlers = _open.Keys.Count(static key => key.Who == Waiting.Handler);
                return (handlers, _open.Count - handlers, _taken);
            }
        }
    }

    /// <summary>Waits until the scheduler says how it ends. Goes on on the scheduler's thread.</summary>
    public Task<Ending> AwaitAsync(Waiting who, long number, int place)
    {
        var ending = new TaskCompletionSource<Ending>();
        Add(who, number, place, ending.SetResult);
        return ending.Task;
    }

    /// <summary>Holds the calling thread until the scheduler says how it ends.</summary>
    public Ending Block(Waiting who, long number, int place)
    {
        using var given = new ManualResetEventSlim();
        Ending ending = default;
        Add(who, number, place, e =>
        {
            ending = e;
            given.Set();
        });
        given.WaitInTime();
        return ending;
    }

    /// <summary>Lets one end, whichever the random number says.</summary>
    /// <returns><see langword="false"/> when nothing waits.</returns>
    public bool TryEndOne(Random random, Ending ending)
    {
        Action<Ending> end;
        lock (_open)
        {
            if (_open.Count == 0)
                return false;

            // By name, not by the order in which threads came: a seed chooses the same one again.
            (Waiting, long, int) key = _open.Keys.Order().ElementAt(random.Next(_open.Count));
            _open.Remove(key, out end!);
            _taken++;
        }

        end(ending);
        return true;
    }

    public override string ToString()
    {
        lock (_open)
            return string.Join(", ", _open.Keys.Order().Select(static key => $"{key.Who} {key.Number}/{key.Place}"));
    }

    private void Add(Waiting who, long number, int place, Action<Ending> end)
    {
        lock (_open)
            _open.Add((who, number, place), end);
    }
}
