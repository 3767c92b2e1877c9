namespace RiskTraceGen;

/// <summary>Where a journal's segments and its shared words live: in memory, or in the files of a directory.</summary>
/// <param name="segmentBits">The size of a segment as a power of two, at least 14 and at most 24.</param>
internal abstract unsafe class SegmentStore(int segmentBits) : IDisposable
{
    /// <summary>The size of a segment as a power of two.</summary>
    public int SegmentBits { get; } = segmentBits;

    /// <summary>The size of a segment in bytes.</summary>
    public int SegmentSize => 1 << SegmentBits;

    /// <summary>The words that producers share; at one place as long as the store lives.</summary>
    public abstract ClaimWord* Words { get; }

    /// <summary>The position of the first record.</summary>
    public abstract long Origin { get; }

    /// <summary>The highest number of a flow that is in the store already.</summary>
    public virtual long LastFlow => 0;

    /// <summary>Whether each segment is to hold the definitions of the trace points that it refers to.</summary>
    public virtual bool IsSelfDescribing => false;

    /// <summary>Told which journal it serves, before anything is appended.</summary>
    public virtual void Start(Journal journal)
    {
    }

    /// <summary>Makes the bytes of a stretch: all zero. One call at a time.</summary>
    public abstract Segment Make(long index);

    /// <summary>Takes back a segment of which every claimed byte has been published and read. By the reader only.</summary>
    public abstract void Close(Segment segment, in SegmentTally tally);

    /// <summary>Told when producers have entered another segment: time to make the one behind it.</summary>
    public virtual void OnEntered()
    {
    }

    /// <summary>Returns when everything that the caller has published by now would survive a power cut, or when that has failed.</summary>
    public virtual void Flush()
    {
    }

    /// <summary>Ends what runs beside the journal; what is appended afterwards is kept nowhere.</summary>
    public virtual void Stop()
    {
    }

    /// <summary>Frees everything. Nobody may append any more.</summary>
    public abstract void Dispose();
}
