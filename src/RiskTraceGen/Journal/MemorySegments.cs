using System.Runtime.InteropServices;

namespace RiskTraceGen;

/// <summary>Segments in memory. The one that was read last is used next, so that a journal whose reader keeps up stays within the processor's caches.</summary>
/// <remarks>Made under the journal's lock and closed by its reader: both at once are safe.</remarks>
internal sealed unsafe class MemorySegments : SegmentStore
{
    private readonly Stack<Segment> _free = new();
    private readonly List<nint> _blocks = [];
    private ClaimWord* _words;

    public MemorySegments(int segmentBits)
        : base(segmentBits)
    {
        // Whole cache lines, so that the words of one do not reach into another.
        _words = (ClaimWord*)NativeMemory.AlignedAlloc((nuint)sizeof(ClaimWord), 64);
        *_words = default;
    }

    /// <inheritdoc/>
    public override ClaimWord* Words => _words;

    /// <inheritdoc/>
    public override long Origin => Journal.Origin;

    /// <inheritdoc/>
    public override Segment Make(long index)
    {
        lock (_free)
        {
            if (_free.TryPop(out Segment? segment))
            {
                segment.Index = index;
                return segment;
            }

            // Zeroed by the operating system on first touch.
            void* block = NativeMemory.AllocZeroed((nuint)SegmentSize);
            _blocks.Add((nint)block);
            return new Segment((byte*)block, index);
        }
    }

    /// <inheritdoc/>
    public override void Close(Segment segment, in SegmentTally tally)
    {
        new Span<byte>(segment.Data, SegmentSize).Clear();
        lock (_free)
            _free.Push(segment);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Frees the memory when nobody can reach the journal any more: a handler that was abandoned long ago may still append to the journal of a tracer that
    /// has been disposed of.
    /// </summary>
    ~MemorySegments() => Free();

    private void Free()
    {
        foreach (nint block in _blocks)
            NativeMemory.Free((void*)block);
        _blocks.Clear();
        NativeMemory.AlignedFree(_words);
        _words = null;
    }
}
