namespace RiskTraceGen;

/// <summary>What one event wakes in one module, whatever the event's type.</summary>
internal interface IEventRules
{
    TracePoint[] RulePoints { get; }

    Type EventType { get; }

    /// <summary>The same rules, for events that arrive as <see cref="object"/>: by their run-time type, or as a derived one.</summary>
    EventRules<object> ForObjects();

    /// <summary>The route of a value type's events, through these rules and those of other modules.</summary>
    object CreateRoute(DispatchContext context, IEnumerable<IEventRules> sets);
}
