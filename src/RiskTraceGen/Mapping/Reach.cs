namespace RiskTraceGen;

/// <summary>What any rule can reach, by whatever path; and so, what none can.</summary>
internal sealed class Reach
{
    private readonly MapGraph _graph;
    private readonly HashSet<MappedMethod> _methods = [];
    private readonly HashSet<string> _hooks = new(StringComparer.Ordinal) { LibraryHooks.FlowTimeout };
    private readonly HashSet<(string Name, string Member)> _calls = [];
    private readonly ILookup<(string Name, string Member), (string Name, string Member)> _implemented;
    private readonly Queue<MappedMethod> _pending = new();

    public Reach(MapGraph graph)
    {
        _graph = graph;
        _implemented = graph.Modules.SelectMany(static part => part.Map.ImplementedCalls).ToLookup(static pair => pair.Call, static pair => pair.Implemented);
        foreach ((_, ExecutionMapBuilder map) in graph.Modules)
            foreach (MappedRule rule in map.Rules)
                Enter(map.Find(rule.Method));
        foreach (string hook in (string[])[LibraryHooks.OnBreach, LibraryHooks.CriticalFailure, LibraryHooks.FlowTimeout])
            EnterHandlers(hook);
        while (_pending.TryDequeue(out MappedMethod? method))
            foreach (MappedEdge edge in method.Edges)
                Follow(method, edge);
    }

    /// <summary>The hooks, handlers and broker calls that no rule reaches, and the hooks that nothing handles.</summary>
    public IReadOnlyList<PathStep> Unreached()
    {
        var declared = _graph.Modules.SelectMany(static part => part.Map.Hooks).ToLookup(static hook => hook.Hook, StringComparer.Ordinal);
        var steps = new List<PathStep>();
        foreach (string hook in declared.Select(static hook => hook.Key).Concat(_hooks).Distinct().Order(StringComparer.Ordinal))
            if (hook != LibraryHooks.FlowTimeout && (!_hooks.Contains(hook) || _graph.HandlersOf(hook).Count == 0))
                steps.Add(new PathStep(
                    PathStepKind.Hook,
                    hook,
                    declared[hook].FirstOrDefault()?.Payload ?? "",
                    declared[hook].FirstOrDefault()?.File ?? "",
                    declared[hook].FirstOrDefault()?.Line ?? 0,
                    0)
                {
                    Note = !_hooks.Contains(hook) ? "no rule raises it" : "nothing handles it",
                });
        foreach (MappedHandler handler in _graph.Handlers.Where(handler => !_hooks.Contains(handler.Hook))
            .OrderBy(static handler => handler.Hook, StringComparer.Ordinal))
            steps.Add(new PathStep(PathStepKind.Handler, handler.Hook, handler.Member, handler.File, handler.Line, 0) { Note = "no rule raises its hook" });
        foreach (BrokerCallDescriptor call in _graph.Calls.Where(call => !_calls.Contains((call.Name, call.Member)))
            .OrderBy(static call => call.Name, StringComparer.Ordinal)
            .ThenBy(static call => call.Member, StringComparer.Ordinal))
            steps.Add(new PathStep(PathStepKind.BrokerCall, call.Name, call.Member, "", 0, 0) { Call = call, Note = "no rule makes it" });
        return steps;
    }

    private void Follow(MappedMethod method, MappedEdge edge)
    {
        switch (edge.Kind)
        {
            case MappedEdgeKind.Call:
                Enter(method.Map.Find(edge.Name));
                break;
            case MappedEdgeKind.OutsideCall:
                Enter(_graph.FindEntry(edge.Detail));
                break;
            case MappedEdgeKind.Raise:
                EnterHandlers(edge.Name);
                break;
            case MappedEdgeKind.BrokerCall or MappedEdgeKind.UntracedCall:
                EnterCall(edge.Name, edge.Detail);
                break;
        }
    }

    private void Enter(MappedMethod? method)
    {
        if (method is not null && _methods.Add(method))
            _pending.Enqueue(method);
    }

    private void EnterHandlers(string hook)
    {
        _hooks.Add(hook);
        foreach ((ExecutionMapBuilder map, MappedHandler handler) in _graph.HandlersOf(hook))
            Enter(map.Find(handler.Method));
    }

    private void EnterCall(string name, string member)
    {
        if (!_calls.Add((name, member)))
            return;
        foreach ((string Name, string Member) implemented in _implemented[(name, member)])
            EnterCall(implemented.Name, implemented.Member);
        if (_graph.Call(name, member) is not { } call)
            return;
        foreach (string? method in (string?[])[call.Reconcile, call.Fallback])
            if (method is not null && _graph.Substitute(call, method) is { } substitute)
                _calls.Add((substitute.Name, substitute.Member));
    }
}
