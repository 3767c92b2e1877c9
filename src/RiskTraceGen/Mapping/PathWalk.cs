namespace RiskTraceGen;

/// <summary>Lists the steps of one path: each method, hook and call once with what is below it, and from then on as a repetition, so that cycles end.</summary>
internal sealed class PathWalk(MapGraph graph)
{
    /// <summary>How deep a path goes; what is deeper is said not to be followed.</summary>
    public const int MaxDepth = 64;

    /// <summary>How many steps a path has; what comes after is said not to be followed.</summary>
    public const int MaxSteps = 2_000;

    private readonly List<PathStep> _steps = [];
    private readonly HashSet<MappedMethod> _methods = [];
    private readonly HashSet<string> _hooks = new(StringComparer.Ordinal);
    private readonly HashSet<BrokerCallDescriptor> _calls = [];
    private readonly HashSet<MappedMethod> _leadingNowhere = [];
    private bool _isFull;

    public IReadOnlyList<PathStep> Rule(ExecutionMapBuilder map, MappedRule rule)
    {
        if (map.Find(rule.Method) is { } method && _methods.Add(method))
            Follow(method, depth: 0);
        Raise(LibraryHooks.OnBreach, "RiskDispatcher", "", 0, depth: 0, LibraryHooks.WhenBreached);
        Raise(LibraryHooks.CriticalFailure, "RiskDispatcher", "", 0, depth: 0, LibraryHooks.WhenFailed);
        if (graph.HandlersOf(LibraryHooks.FlowTimeout).Count > 0)
            Raise(LibraryHooks.FlowTimeout, "RiskTracer", "", 0, depth: 0, LibraryHooks.WhenLate);
        return _steps;
    }

    public IReadOnlyList<PathStep> Hook(string hook)
    {
        _hooks.Add(hook);
        Handlers(hook, depth: 0);
        return _steps;
    }

    private void Follow(MappedMethod method, int depth)
    {
        foreach (MappedEdge edge in method.Edges)
        {
            if (_isFull)
                return;
            if (_steps.Count >= MaxSteps - 1 || depth >= MaxDepth)
            {
                _isFull = _steps.Count >= MaxSteps - 1;
                _steps.Add(new PathStep(PathStepKind.NotFollowed, "…", method.Name, edge.File, edge.Line, depth)
                {
                    Note = _isFull ? $"the path has more than {MaxSteps} steps" : $"the path is more than {MaxDepth} steps deep",
                });
                return;
            }

            Follow(method, edge, depth);
        }
    }

    private void Follow(MappedMethod method, MappedEdge edge, int depth)
    {
        switch (edge.Kind)
        {
            case MappedEdgeKind.Call when method.Map.Find(edge.Name) is { } target:
                Call(target, edge, depth);
                break;
            case MappedEdgeKind.OutsideCall when graph.FindEntry(edge.Detail) is { } target:
                Call(target, edge, depth);
                break;
            case MappedEdgeKind.OutsideCall:
                Add(PathStepKind.NotFollowed, edge.Name, method.Name, edge, depth, "a method of another assembly, which has no map");
                break;
            case MappedEdgeKind.Raise:
                Raise(edge.Name, method.Name, edge.File, edge.Line, depth, note: null);
                break;
            case MappedEdgeKind.BrokerCall:
                CallBroker(edge, depth);
                break;
            case MappedEdgeKind.UntracedCall:
                Add(PathStepKind.BrokerCall, edge.Name, edge.Detail, edge, depth, "without its wrapper: neither traced nor retried");
                break;
            default:
                Add(PathStepKind.NotFollowed, edge.Name, method.Name, edge, depth, edge.Detail);
                break;
        }
    }

    private void Call(MappedMethod target, MappedEdge edge, int depth)
    {
        if (_leadingNowhere.Contains(target))
            return;

        bool isNew = _methods.Add(target);
        int place = _steps.Count;
        _steps.Add(new PathStep(PathStepKind.Method, target.Name, target.Name, edge.File, edge.Line, depth) { IsRepeated = !isNew });
        if (!isNew)
            return;

        Follow(target, depth + 1);
        if (_steps.Count > place + 1)
            return;
        _steps.RemoveAt(place);
        _leadingNowhere.Add(target);
    }

    private void Raise(string hook, string member, string file, int line, int depth, string? note)
    {
        bool isNew = _hooks.Add(hook);
        _steps.Add(new PathStep(PathStepKind.Hook, hook, member, file, line, depth) { IsRepeated = !isNew, Note = note });
        if (isNew)
            Handlers(hook, depth + 1);
    }

    private void Handlers(string hook, int depth)
    {
        foreach ((ExecutionMapBuilder map, MappedHandler handler) in graph.HandlersOf(hook))
        {
            MappedMethod? method = map.Find(handler.Method);
            bool isNew = method is null || _methods.Add(method);
            _steps.Add(new PathStep(PathStepKind.Handler, hook, handler.Member, handler.File, handler.Line, depth)
            {
                IsRepeated = !isNew,
                Note = map.IsMissing ? LibraryHooks.WithoutMap : null,
            });
            if (isNew && method is not null)
                Follow(method, depth + 1);
        }
    }

    private void CallBroker(MappedEdge edge, int depth)
    {
        BrokerCallDescriptor? call = graph.Call(edge.Name, edge.Detail);
        bool isNew = call is null || _calls.Add(call);
        _steps.Add(new PathStep(PathStepKind.BrokerCall, edge.Name, edge.Detail, edge.File, edge.Line, depth) { IsRepeated = !isNew, Call = call });
        if (isNew && call is not null)
        {
            Substitute(PathStepKind.Reconciliation, call, call.Reconcile, depth + 1);
            Substitute(PathStepKind.Fallback, call, call.Fallback, depth + 1);
        }
    }

    // What stands in for a call has no substitutes of its own there.
    private void Substitute(PathStepKind kind, BrokerCallDescriptor call, string? method, int depth)
    {
        if (method is not null && graph.Substitute(call, method) is { } substitute)
            _steps.Add(new PathStep(kind, substitute.Name, substitute.Member, "", 0, depth) { Call = substitute });
    }

    private void Add(PathStepKind kind, string name, string member, MappedEdge edge, int depth, string note)
        => _steps.Add(new PathStep(kind, name, member, edge.File, edge.Line, depth) { Note = note });
}
