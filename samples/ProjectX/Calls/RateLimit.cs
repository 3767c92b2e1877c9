namespace ProjectX;

/// <summary>How many calls a stretch of time may have.</summary>
public readonly record struct RateLimit(int Calls, TimeSpan Window);

/// <summary>
/// Keeps a limit exactly: no window of its length, wherever it begins, has more calls than allowed. (The runtime's sliding window counts in segments, and by no
/// clock but its own.) Not safe for threads: whoever keeps several limits at once looks at all of them under one lock.
/// </summary>
public sealed class CallWindow(RateLimit limit)
{
    /// <summary>In the order of time; those that were promised a turn lie in the future.</summary>
    private readonly List<DateTimeOffset> _calls = [];

    private DateTimeOffset _heldUntil;

    /// <summary>No call is made before <paramref name="time"/>, whatever the limit allows: the other side has counted more calls than we have.</summary>
    public void HoldUntil(DateTimeOffset time) => _heldUntil = time > _heldUntil ? time : _heldUntil;

    /// <summary>When the next call may be made, at the earliest.</summary>
    public DateTimeOffset Turn(DateTimeOffset now)
    {
        int live = _calls.FindIndex(call => call + limit.Window > now);
        _calls.RemoveRange(0, live < 0 ? _calls.Count : live);
        DateTimeOffset turn = now > _heldUntil ? now : _heldUntil;
        if (_calls.Count < limit.Calls)
            return turn;

        // The one that is as many places back as the limit allows decides.
        DateTimeOffset free = _calls[^limit.Calls] + limit.Window;
        return free > turn ? free : turn;
    }

    /// <summary>How many calls may be made at once.</summary>
    public int Room(DateTimeOffset now) => now < _heldUntil ? 0 : Math.Max(0, limit.Calls - _calls.Count(call => call + limit.Window > now));

    /// <summary>A call is made at <paramref name="turn"/>, which is no earlier than its turn.</summary>
    public void Add(DateTimeOffset turn)
    {
        int place = _calls.Count;
        while (place > 0 && _calls[place - 1] > turn)
            place--;
        _calls.Insert(place, turn);
    }
}
