namespace RiskTraceGen;

/// <summary>How long flows may take: the options say it first, then attributes. Read at any time, also while a dispatcher adds what its modules say.</summary>
internal sealed class FlowDeadlines
{
    public const string Range = "from 10 ms to 30 days";

    private readonly object _gate = new();
    private readonly Dictionary<string, TimeSpan> _options;
    private Dictionary<string, TimeSpan> _flowTypes = new(StringComparer.Ordinal);
    private Dictionary<Type, TimeSpan> _events = [];

    public FlowDeadlines(IDictionary<string, TimeSpan> options) => _options = new Dictionary<string, TimeSpan>(options, StringComparer.Ordinal);

    public static bool IsInRange(TimeSpan deadline) => deadline >= TimeoutWatch.Granularity && deadline <= TimeSpan.FromDays(30);

    /// <summary>The deadline that an attribute says.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
    public static TimeSpan OfAttribute(string name, int milliseconds)
    {
        var deadline = TimeSpan.FromMilliseconds(milliseconds);
        return IsInRange(deadline)
            ? deadline
            : throw new ArgumentOutOfRangeException(nameof(milliseconds), milliseconds, $"[FlowDeadline] of {name} must be {Range}.");
    }

    // Whoever adds later wins: modules come after those that they reference.
    public void Add(string flowType, TimeSpan deadline)
    {
        lock (_gate)
            Volatile.Write(ref _flowTypes, new Dictionary<string, TimeSpan>(_flowTypes, StringComparer.Ordinal) { [flowType] = deadline });
    }

    public void Add(Type riskEvent, TimeSpan deadline)
    {
        lock (_gate)
            Volatile.Write(ref _events, new Dictionary<Type, TimeSpan>(_events) { [riskEvent] = deadline });
    }

    /// <summary>The deadline of flows of a type; zero for none.</summary>
    public TimeSpan Of(string flowType)
    {
        Dictionary<string, TimeSpan> attributes = Volatile.Read(ref _flowTypes);
        if (_options.Count + attributes.Count == 0)
            return TimeSpan.Zero;

        return _options.TryGetValue(flowType, out TimeSpan deadline) ? deadline : attributes.GetValueOrDefault(flowType);
    }

    /// <summary>
    /// The deadline of the flows of an event; zero for none. An object's own type comes before its base types, and
    /// these before interfaces, of which the shortest counts.
    /// </summary>
    /// <param name="type">The event's type.</param>
    /// <param name="names">Its names in traces, the most derived first.</param>
    public TimeSpan Of(Type type, IEnumerable<string> names)
    {
        foreach (string name in names.Append(FlowTrace.RuleEvaluation))
        {
            if (_options.TryGetValue(name, out TimeSpan deadline))
                return deadline;
        }

        Dictionary<Type, TimeSpan> events = Volatile.Read(ref _events);
        for (Type? current = type; current is not null; current = current.BaseType)
        {
            if (events.TryGetValue(current, out TimeSpan deadline))
                return deadline;
        }

        TimeSpan[] ofInterfaces = [.. events.Where(e => e.Key.IsInterface && e.Key.IsAssignableFrom(type)).Select(static e => e.Value)];
        if (ofInterfaces.Length > 0)
            return ofInterfaces.Min();

        return Volatile.Read(ref _flowTypes).GetValueOrDefault(FlowTrace.RuleEvaluation);
    }
}
