namespace RiskTraceGen;

/// <summary>The parts of the execution map of several modules, put together.</summary>
internal sealed class MapGraph
{
    private readonly Dictionary<string, List<(ExecutionMapBuilder Map, MappedHandler Handler)>> _handlers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, string Member), BrokerCallDescriptor> _calls = [];
    private readonly List<(RiskModule Module, ExecutionMapBuilder Map)> _modules = [];

    /// <param name="modules">The modules, those that others reference first: their handlers start first within an order.</param>
    public MapGraph(IEnumerable<RiskModule> modules)
    {
        foreach (RiskModule module in modules)
        {
            ExecutionMapBuilder map = module.Describe();
            _modules.Add((module, map));
            foreach (BrokerCallDescriptor call in module.BrokerCalls)
                _calls.TryAdd((call.Name, call.Member), call);
        }

        foreach ((ExecutionMapBuilder map, MappedHandler handler) in _modules
            .SelectMany(part => HandlersOf(part.Module, part.Map).Select(handler => (part.Map, handler)))
            .OrderBy(part => part.handler.Order))
        {
            if (!_handlers.TryGetValue(handler.Hook, out var handlers))
                _handlers.Add(handler.Hook, handlers = []);
            handlers.Add((map, handler));
        }
    }

    public IEnumerable<(RiskModule Module, ExecutionMapBuilder Map)> Modules => _modules;

    public IEnumerable<BrokerCallDescriptor> Calls => _calls.Values;

    public IEnumerable<MappedHandler> Handlers => _handlers.Values.SelectMany(static handlers => handlers, static (_, handler) => handler.Handler);

    /// <summary>The handlers of a hook, in the order in which they start.</summary>
    public IReadOnlyList<(ExecutionMapBuilder Map, MappedHandler Handler)> HandlersOf(string hook)
        => _handlers.TryGetValue(hook, out var handlers) ? handlers : [];

    public BrokerCallDescriptor? Call(string name, string member) => _calls.GetValueOrDefault((name, member));

    /// <summary>What takes over for a call, or is asked about it, is named by its method: it stands in the call's type, or in one that that inherits.</summary>
    public BrokerCallDescriptor? Substitute(BrokerCallDescriptor call, string method)
    {
        string type = call.Member[..(call.Member.LastIndexOf('.') + 1)];
        return _calls.Values.FirstOrDefault(other => other.Member == type + method)
            ?? _calls.Values.FirstOrDefault(other => other.Member.EndsWith("." + method, StringComparison.Ordinal));
    }

    public MappedMethod? FindEntry(string id) => _modules.Select(part => part.Map.FindEntry(id)).FirstOrDefault(static method => method is not null);

    // A module without a map has its handlers all the same.
    private static IEnumerable<MappedHandler> HandlersOf(RiskModule module, ExecutionMapBuilder map)
        => map.IsMissing ? module.Hooks.Select(static hook => new MappedHandler(hook.Hook, hook.Order, hook.Member, "", 0, hook.Member)) : map.Handlers;
}
