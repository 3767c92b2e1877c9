using System.ComponentModel;

namespace RiskTraceGen;

/// <summary>Finds what rules, handlers and their wiring need. Used while a dispatcher is created; not thread safe.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class RiskServices
{
    private readonly RiskTracer _tracer;
    private readonly Func<Type, object?> _resolve;
    private readonly Dictionary<Type, RiskComponent> _components;
    private readonly Dictionary<Type, object> _created = [];
    private readonly Stack<Type> _building = new();

    internal RiskServices(RiskTracer tracer, Func<Type, object?> resolve, IEnumerable<RiskComponent> components, Type? builds = null)
    {
        // A container builds its classes one by one: this one's dependencies are asked for.
        if (builds is not null)
            _building.Push(builds);

        _tracer = tracer;
        _resolve = resolve;
        _components = components.ToDictionary(static c => c.Type);
    }

    /// <summary>The instance of a type.</summary>
    /// <exception cref="InvalidOperationException">Nothing provides one.</exception>
    public T Get<T>() => (T)Get(typeof(T));

    /// <summary>The same of a type that can be no type argument: an interface with static abstract members.</summary>
    /// <param name="type">The type.</param>
    /// <exception cref="InvalidOperationException">Nothing provides one.</exception>
    public object Get(Type type) => Find(type) ?? throw new InvalidOperationException(Missing(type));

    /// <summary>The instance of a type, or a fallback where nothing provides one.</summary>
    /// <param name="fallback">What the constructor's parameter has as its default.</param>
    public T GetOrDefault<T>(T fallback) => Find(typeof(T)) is { } found ? (T)found : fallback;

    /// <summary>The instance of a type, or null where nothing provides one.</summary>
    /// <param name="type">The type.</param>
    public object? Find(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        object? found = _resolve(type) ?? Build(type) ?? OfTracer(type);
        if (found is not null && !type.IsInstanceOfType(found))
            throw new InvalidOperationException($"resolve was asked for {type} and returned {found.GetType()}, which is none.");
        return found;
    }

    private object? Build(Type type)
    {
        if (_created.TryGetValue(type, out object? created))
            return created;
        if (!_components.TryGetValue(type, out RiskComponent? component))
            return null;
        if (_building.Contains(type))
            throw new InvalidOperationException(BuildChain.Cycle([.. _building.Reverse().SkipWhile(t => t != type), type]));

        _building.Push(type);
        created = component.Create(this);
        _building.Pop();
        _created[type] = created;
        return created;
    }

    private object? OfTracer(Type type)
        => type == typeof(RiskTracer) ? _tracer : type == typeof(TimeProvider) ? _tracer.Time : null;

    private string Missing(Type type)
    {
        string forWhom = _building.TryPeek(out Type? component) ? $"{component} needs {type}" : $"The traced rules and handlers need {type}";
        return $"{forWhom}, and nothing provides one. With a container register it as a singleton (services.AddSingleton<{type.Name}>(...)); without one return it from the resolve function of CreateDispatcher.";
    }
}
