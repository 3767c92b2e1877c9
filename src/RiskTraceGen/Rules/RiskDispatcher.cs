using System.Collections.Concurrent;

namespace RiskTraceGen;

/// <summary>
/// Takes events to the rules that they wake. Serial unless <see cref="RiskTracerOptions.Dispatch"/> says otherwise: rules keep state, so one event is evaluated
/// at a time, and events wait in the order of their arrival. Thread safe. Created by <see cref="RiskModule.CreateDispatcher"/>; with a container, injected.
/// </summary>
public sealed class RiskDispatcher
{
    private readonly DispatchContext _context;
    private readonly IEventRules[] _rules;
    private readonly Dictionary<Type, object> _valueRoutes = [];
    private readonly ConcurrentDictionary<Type, EventRoute<object>?> _objectRoutes = new();

    internal RiskDispatcher(RiskTracer tracer, IReadOnlyCollection<IEventRules> rules)
    {
        Tracer = tracer;
        _context = new DispatchContext(tracer);
        _rules = [.. rules];
        foreach (IGrouping<Type, IEventRules> events in rules.Where(static r => r.EventType.IsValueType).GroupBy(static r => r.EventType))
        {
            // A value that also wakes rules of an interface is boxed for them, and goes the way of objects.
            if (!rules.Any(r => r.EventType != events.Key && r.EventType.IsAssignableFrom(events.Key)))
                _valueRoutes[events.Key] = events.First().CreateRoute(_context, events);
        }
    }

    /// <summary>The tracer that records what is dispatched.</summary>
    public RiskTracer Tracer { get; }

    /// <summary>
    /// Evaluates the rules that an event wakes, in a flow of its own. An object goes by its run-time type: the rules of its type, then those of its base
    /// types and interfaces. A rule that throws, or gives no verdict within its timeout, yields
    /// <see cref="RuleSeverity.Error"/>, and the others are still evaluated.
    /// </summary>
    /// <param name="e">The event.</param>
    /// <param name="cancellationToken">Passed to the rules; cancels the wait for other dispatches.</param>
    /// <returns>What the rules said. <see cref="DispatchResult.Evaluated"/> is <see langword="false"/> when no rule is waiting for this event.</returns>
    /// <exception cref="ArgumentNullException">The event is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException">Called from inside a rule or an inline handler: it could wait for itself.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the first rule was evaluated.</exception>
    /// <exception cref="ObjectDisposedException">The tracer is stopping, or has stopped: nothing was evaluated.</exception>
    public ValueTask<DispatchResult> DispatchAsync<TEvent>(TEvent e, CancellationToken cancellationToken = default)
    {
        if (e is null)
            throw new ArgumentNullException(nameof(e));

        if (typeof(TEvent).IsValueType && _valueRoutes.TryGetValue(typeof(TEvent), out object? route))
            return ((EventRoute<TEvent>)route).DispatchAsync(e, cancellationToken);
        if (RouteOf(RunTimeTypeOf(e)) is { } objects)
            return objects.DispatchAsync(e, cancellationToken);

        Tracer.NoteUnroutedEvent();
        return default;
    }

    /// <summary>The rules that an event of exactly this type wakes, in the order of <see cref="DispatchResult"/>'s verdicts.</summary>
    public IReadOnlyList<RuleDescriptor> RulesFor<TEvent>()
    {
        IEnumerable<TracePoint> rules = _valueRoutes.TryGetValue(typeof(TEvent), out object? route) ? Points((EventRoute<TEvent>)route)
            : RouteOf(typeof(TEvent)) is { } objects ? Points(objects) : [];
        return [.. rules.Select(static r => new RuleDescriptor(r.Name, r.Category, r.Fields[0], r.Member, r.TimeoutMilliseconds))];
    }

    // A value is not boxed to learn a type that is known, unless it is nullable.
    private static Type RunTimeTypeOf<TEvent>(TEvent e)
        => typeof(TEvent).IsValueType ? Nullable.GetUnderlyingType(typeof(TEvent)) ?? typeof(TEvent) : e!.GetType();

    private static IEnumerable<TracePoint> Points<T>(EventRoute<T> route) => route.Rules.Select(static r => r.Point);

    private EventRoute<object>? RouteOf(Type type)
        => _objectRoutes.TryGetValue(type, out EventRoute<object>? route) ? route : _objectRoutes.GetOrAdd(type, Resolve(type));

    // The most derived type comes first: it names the event and says how it is recorded.
    private EventRoute<object>? Resolve(Type type)
    {
        EventRules<object>[] sets = [.. _rules
            .Where(r => r.EventType.IsAssignableFrom(type))
            .OrderByDescending(static r => Depth(r.EventType))
            .Select(static r => r.ForObjects())];
        return sets.Length == 0 ? null : new EventRoute<object>(_context, type, sets);
    }

    private static int Depth(Type type)
    {
        int depth = 0;
        for (Type? current = type; current is not null; current = current.BaseType)
            depth++;

        return depth;
    }
}
