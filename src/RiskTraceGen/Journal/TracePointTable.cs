using System.Collections.Concurrent;

namespace RiskTraceGen;

/// <summary>The trace points that a journal has defined, read back from its records: a reader needs nothing else of the program that wrote them.</summary>
internal sealed class TracePointTable
{
    // Filled by the reader thread while others decode what they asked for.
    private readonly ConcurrentDictionary<int, TracePointDefinition> _points = [];

    /// <summary>How many definitions have been taken in: whoever derives something from all trace points derives it anew when this has changed.</summary>
    public int Additions { get; private set; }

    /// <summary>All of them, by number.</summary>
    public IEnumerable<KeyValuePair<int, TracePointDefinition>> All => _points;

    /// <summary>Takes in a <see cref="RecordType.Definition"/>.</summary>
    public void Add(in TraceRecord record)
    {
        RecordReader reader = record.Read(this);
        var kind = (TracePointKind)reader.ReadInt64();
        string name = reader.ReadString();
        string member = reader.ReadString();
        string category = reader.ReadString();
        var fields = new string[Math.Clamp(reader.ReadInt64(), 0, record.Payload.Length)];
        var values = new long[kind == TracePointKind.Enum ? fields.Length : 0];
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = reader.ReadString();
            if (values.Length > 0)
                values[i] = reader.ReadInt64();
        }

        _points[record.Header.Point] = new TracePointDefinition(kind, name, member, category, fields, values);
        Additions++;
    }

    /// <summary>Whether a trace point has been defined.</summary>
    public bool Contains(int id) => _points.ContainsKey(id);

    /// <summary>The definition of a trace point; one that says so if the journal has none.</summary>
    public TracePointDefinition this[int id]
        => _points.TryGetValue(id, out TracePointDefinition? point) ? point : TracePointDefinition.Unknown(id);
}
