namespace RiskTraceGen;

/// <summary>
/// The raw records of one flow, each as position, header and payload, in bounded memory. Once three quarters of the bound are in use, detail records
/// are left out, so that calls, breaches and alerts still fit; the end of the flow always does.
/// </summary>
internal sealed class FlowBuffer
{
    public const int UsualBound = 256 * 1024;

    private const int EndReserve = 4 * 1024;
    private const int InitialSize = 1024;
    private const int KeptSize = 16 * 1024;

    private readonly int _bound;
    private byte[] _bytes = new byte[InitialSize];
    private int _length;

    /// <param name="bound">How many bytes it holds at most.</param>
    public FlowBuffer(int bound)
    {
        _bound = bound;
        Node = new LinkedListNode<FlowBuffer>(this);
    }

    /// <summary>The buffer's place among the flows that have not ended.</summary>
    public LinkedListNode<FlowBuffer> Node { get; }

    public long Flow { get; private set; }

    public FlowTally Tally { get; private set; } = new();

    /// <summary>The memory that the buffer holds, used or not.</summary>
    public int Memory => _bytes.Length;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Empties the buffer for another flow.</summary>
    public void Reset(long flow, bool isAddition, bool isContinuation = false)
    {
        Flow = flow;
        Tally = new FlowTally { IsAddition = isAddition, IsContinuation = isContinuation };
        _length = 0;
        // One large flow must not make every later one large.
        if (_bytes.Length > KeptSize)
            _bytes = new byte[InitialSize];
    }

    /// <summary>Takes a record in, or counts it as left out.</summary>
    /// <returns>Whether it was taken in.</returns>
    public bool Add(in TraceRecord record)
    {
        int size = RecordBytes.SizeOf(record);
        bool fits = _length + size <= BoundFor(record);
        FlowTally tally = Tally;
        tally.Count(record, fits);
        Tally = tally;
        if (!fits)
            return false;

        if (_length + size > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_length + size, (int)Math.Min(_bytes.Length * 2L, _bound)));

        RecordBytes.Write(_bytes.AsSpan(_length, size), record);
        _length += size;
        return true;
    }

    private int BoundFor(in TraceRecord record) => record.Type switch
    {
        RecordType.FlowEnd => _bound,
        RecordType.FlowStart or RecordType.CallBegin or RecordType.CallEnd or RecordType.CallConclusion or RecordType.HookEnd or RecordType.Alert
            or RecordType.RuleVerdict
            => _bound - EndReserve,
        _ => _bound / 4 * 3,
    };
}
