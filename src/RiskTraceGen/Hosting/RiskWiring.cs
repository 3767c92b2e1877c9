using System.ComponentModel;

namespace RiskTraceGen;

/// <summary>Where generated modules add their rules and handlers while a dispatcher is created.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class RiskWiring
{
    private readonly RiskTracer _tracer;
    private readonly RiskServices _services;
    private readonly List<IEventRules> _rules = [];
    private readonly List<Action> _attachments = [];

    internal RiskWiring(RiskTracer tracer, RiskServices services)
    {
        _tracer = tracer;
        _services = services;
    }

    internal IReadOnlyCollection<IEventRules> Rules => _rules;

    /// <summary>The instance of a class that holds rules or handlers.</summary>
    public T Component<T>() where T : class => _services.Get<T>();

    /// <summary>The instance of anything else, such as a broker.</summary>
    public T Service<T>() => _services.Get<T>();

    /// <summary>The same of a type that can be no type argument: an interface with static abstract members.</summary>
    /// <param name="type">The type.</param>
    public object Service(Type type) => _services.Get(type);

    /// <summary>Adds what an event wakes.</summary>
    /// <param name="rules">The rules.</param>
    public void Event<TEvent>(EventRules<TEvent> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _rules.Add(rules);
    }

    /// <summary>Declares the payload of a hook, and how it is recorded.</summary>
    /// <param name="hook">The hook's name.</param>
    public void Payload<TPayload, TEncoder>(string hook) where TEncoder : struct, IValueEncoder<TPayload> => _tracer.Hooks.Declare<TPayload, TEncoder>(hook);

    /// <summary>Makes known how values of a type are recorded wherever they appear.</summary>
    public void Encoder<T, TEncoder>() where TEncoder : struct, IValueEncoder<T> => ValueEncoding.Register<T, TEncoder>();

    /// <summary>Adds a handler.</summary>
    /// <param name="handler">The handler.</param>
    public void Hook<TPayload>(HookHandler<TPayload> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _attachments.Add(() => _tracer.Hooks.Add(handler));
    }

    /// <summary>Adds a failure handler.</summary>
    /// <param name="handler">The failure handler.</param>
    public void HookFailure(HookFailureHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _attachments.Add(() => _tracer.Hooks.Add(handler));
    }

    /// <summary>Says how long the flows of an event may take.</summary>
    /// <param name="milliseconds">From 10 ms to 30 days.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="milliseconds"/> is out of its range.</exception>
    public void FlowDeadline<TEvent>(int milliseconds)
    {
        TimeSpan deadline = FlowDeadlines.OfAttribute(typeof(TEvent).Name, milliseconds);
        _attachments.Add(() => _tracer.Deadlines.Add(typeof(TEvent), deadline));
    }

    /// <summary>Says how long the flows of a type may take that user code starts.</summary>
    /// <param name="flowType">The flows' type.</param>
    /// <param name="milliseconds">From 10 ms to 30 days.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="milliseconds"/> is out of its range.</exception>
    public void FlowDeadline(string flowType, int milliseconds)
    {
        ArgumentNullException.ThrowIfNull(flowType);
        TimeSpan deadline = FlowDeadlines.OfAttribute(flowType, milliseconds);
        _attachments.Add(() => _tracer.Deadlines.Add(flowType, deadline));
    }

    /// <summary>Attaches the handlers, once everything could be built: a dispatcher that cannot be created leaves the tracer as it was.</summary>
    internal void Attach()
    {
        _tracer.ClaimForDispatcher();
        foreach (Action attach in _attachments)
            attach();
    }
}
