using System.ComponentModel;

namespace RiskTraceGen;

/// <summary>A method of the execution map, with what it does and calls in the order of the source. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MappedMethod
{
    private readonly List<MappedEdge> _edges = [];
    private readonly string _file;

    internal MappedMethod(ExecutionMapBuilder map, string name, string file) => (Map, Name, _file) = (map, name, file);

    internal ExecutionMapBuilder Map { get; }

    internal string Name { get; }

    internal IReadOnlyList<MappedEdge> Edges => _edges;

    /// <summary>It calls a method of its assembly.</summary>
    public MappedMethod Calls(string method, int line, string? file = null) => Add(MappedEdgeKind.Call, method, "", line, file);

    /// <summary>It calls a method of another assembly with a flow.</summary>
    public MappedMethod CallsOutside(string method, string id, int line, string? file = null) => Add(MappedEdgeKind.OutsideCall, method, id, line, file);

    /// <summary>It raises a hook.</summary>
    public MappedMethod Raises(string hook, int line, string? file = null) => Add(MappedEdgeKind.Raise, hook, "", line, file);

    /// <summary>It calls the broker.</summary>
    public MappedMethod CallsBroker(string name, string member, int line, string? file = null) => Add(MappedEdgeKind.BrokerCall, name, member, line, file);

    /// <summary>It calls the broker without its wrapper.</summary>
    public MappedMethod CallsBrokerUntraced(string name, string member, int line, string? file = null)
        => Add(MappedEdgeKind.UntracedCall, name, member, line, file);

    /// <summary>It does something that cannot be followed.</summary>
    public MappedMethod LosesTrack(string what, string why, int line, string? file = null) => Add(MappedEdgeKind.NotFollowed, what, why, line, file);

    private MappedMethod Add(MappedEdgeKind kind, string name, string detail, int line, string? file)
    {
        _edges.Add(new MappedEdge(kind, name, detail, file ?? _file, line));
        return this;
    }
}
