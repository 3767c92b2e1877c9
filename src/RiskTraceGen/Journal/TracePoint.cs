namespace RiskTraceGen;

/// <summary>
/// A static fact about the program that records refer to by number: a broker call, a rule, a handler, the shape of a value.
/// Generated code creates each once, in a static readonly field; a journal stores its names once. Immutable and thread safe.
/// </summary>
public sealed class TracePoint
{
    private static readonly object Registration = new();
    private static readonly Dictionary<(TracePointKind Kind, string Name, string Member), TracePoint> Shared = [];
    private static TracePoint?[] _points = new TracePoint?[256];
    private static int _count = 1;

    private TracePoint(TracePointKind kind, string name, string member, string category, string[] fields, long[] values)
    {
        Kind = kind;
        Name = name;
        Member = member;
        Category = category;
        Fields = fields;
        Values = values;
        lock (Registration)
        {
            if (_count == _points.Length)
                Array.Resize(ref _points, _count * 2);

            Id = _count;
            _points[_count] = this;
            _count++;
        }
    }

    /// <summary>The number that records carry; unique in the process, from 1.</summary>
    public int Id { get; }

    /// <summary>What the trace point describes.</summary>
    public TracePointKind Kind { get; }

    /// <summary>The name in traces, for example <c>close_position_direct</c>.</summary>
    public string Name { get; }

    /// <summary>The member or type in source, for example <c>ITradingSuite.ClosePositionDirectAsync</c>.</summary>
    public string Member { get; }

    internal string Category { get; }

    /// <summary>Of a rule: when it is given up; 0 for the tracer's default. How the program works, so no journal says it.</summary>
    internal int TimeoutMilliseconds { get; private init; }

    internal string[] Fields { get; }

    internal long[] Values { get; }

    /// <summary>A method of the broker boundary.</summary>
    /// <param name="name">The call's name in traces.</param>
    /// <param name="member">Type and method.</param>
    /// <param name="parameters">The recorded parameters, in the order of their values.</param>
    public static TracePoint BrokerCall(string name, string member, params string[] parameters)
        => new(TracePointKind.BrokerCall, name, member, "", parameters, []);

    /// <summary>A rule's evaluation method.</summary>
    /// <param name="name">The rule's name.</param>
    /// <param name="category">The rule's family, or empty.</param>
    /// <param name="member">Type and method.</param>
    /// <param name="eventName">The trace name of the event that triggers it.</param>
    /// <param name="timeoutMilliseconds">When an evaluation is given up; 0 for the tracer's default.</param>
    public static TracePoint Rule(string name, string category, string member, string eventName, int timeoutMilliseconds = 0)
        => new(TracePointKind.Rule, name, member, category, [eventName], []) { TimeoutMilliseconds = timeoutMilliseconds };

    /// <summary>A handler of a hook.</summary>
    /// <param name="hook">The hook's name.</param>
    /// <param name="member">Type and method.</param>
    public static TracePoint Hook(string hook, string member) => new(TracePointKind.Hook, hook, member, "", [], []);

    /// <summary>An event that is dispatched to rules.</summary>
    /// <param name="name">The event's name in traces.</param>
    /// <param name="type">The event's type.</param>
    public static TracePoint Event(string name, string type) => new(TracePointKind.Event, name, type, "", [], []);

    /// <summary>The shape of a recorded value.</summary>
    /// <param name="type">The value's type.</param>
    /// <param name="fields">The names of its fields, in the order in which they are written.</param>
    public static TracePoint Shape(string type, params string[] fields) => new(TracePointKind.Shape, type, type, "", fields, []);

    /// <summary>The names of an enumeration's values.</summary>
    /// <param name="type">The enumeration.</param>
    /// <param name="members">Its members.</param>
    public static TracePoint Enum(string type, params (string Name, long Value)[] members)
        => new(TracePointKind.Enum, type, type, "", Array.ConvertAll(members, m => m.Name), Array.ConvertAll(members, m => m.Value));

    /// <summary>The kind, the name and the member.</summary>
    public override string ToString() => $"{Kind} {Name} ({Member})";

    internal static TracePoint HookEvent(string name, string type) => OneFor(TracePointKind.HookEvent, name, type);

    /// <summary>For a rule, a handler or a call that promises a task and returns none.</summary>
    internal InvalidOperationException NoTask() => Nothing("task");

    /// <summary>For a call that promises a stream and returns none.</summary>
    internal InvalidOperationException NoStream() => Nothing("stream");

    private InvalidOperationException Nothing(string promised) => new($"{Member} returned null instead of a {promised}.");

    /// <summary>A handler that is attached at run time.</summary>
    internal static TracePoint AttachedHook(string hook, string member) => OneFor(TracePointKind.Hook, hook, member);

    /// <summary>Every trace point that exists has a smaller number.</summary>
    internal static int Count => Volatile.Read(ref _count);

    /// <summary>Bytes of the records that define all trace points that exist.</summary>
    internal static long DefinitionBytes()
    {
        Span<byte> scratch = stackalloc byte[RecordWriter.MaxPayload];
        long bytes = 0;
        for (int id = 1; id < Count; id++)
        {
            var writer = new RecordWriter(scratch);
            ById(id).Write(ref writer);
            bytes += RecordHeader.Size + ((writer.Finish() + 7) & ~7);
        }

        return bytes;
    }

    internal static TracePoint ById(int id)
    {
        lock (Registration)
            return _points[id]!;
    }

    // What is made while the program runs may be made for ever, and every point that exists is defined in every segment: one for each name.
    private static TracePoint OneFor(TracePointKind kind, string name, string member)
    {
        lock (Registration)
        {
            if (!Shared.TryGetValue((kind, name, member), out TracePoint? point))
                Shared.Add((kind, name, member), point = new TracePoint(kind, name, member, "", [], []));

            return point;
        }
    }

    // Read back by TracePointTable.
    internal void Write(ref RecordWriter writer)
    {
        writer.Byte((byte)Kind);
        writer.String(Name);
        writer.String(Member);
        writer.String(Category);
        writer.Int32(Fields.Length);
        for (int i = 0; i < Fields.Length; i++)
        {
            writer.String(Fields[i]);
            if (Values.Length > 0)
                writer.Int64(Values[i]);
        }
    }
}
