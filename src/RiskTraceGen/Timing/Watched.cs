namespace RiskTraceGen;

/// <summary>Something that may take only so long, such as the execution of a handler. Told once when its time is over, unless it has ended before.</summary>
internal abstract class Watched
{
    /// <summary>How long it may take.</summary>
    public TimeSpan Timeout { get; protected internal set; }

    // What the watch knows of it, guarded by the watch's lock.
    internal Watched? Previous { get; set; }

    internal Watched? Next { get; set; }

    internal bool IsWatched { get; set; }

    internal bool HasExpired { get; set; }

    internal long StartTicks { get; set; }

    internal long DueTicks { get; set; }

    /// <summary>Its time is over. Called inside the watch's lock: only to note what has to be of one piece with that.</summary>
    protected internal virtual void OnExpiring()
    {
    }

    /// <summary>Its time is over, and whoever ends it now comes late. Called by the watch, outside its lock.</summary>
    protected internal abstract void OnExpired();
}
