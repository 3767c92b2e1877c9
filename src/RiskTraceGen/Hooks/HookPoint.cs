using System.Reflection;

namespace RiskTraceGen;

/// <summary>One hook of one tracer: its name and its handlers.</summary>
internal abstract class HookPoint(string payload, string? declaredName)
{
    private readonly object _declaring = new();
    private TracePoint _point = TracePoint.HookEvent(declaredName ?? payload, payload);

    /// <summary>The name of the payload's type.</summary>
    public string Payload => payload;

    /// <summary>How a raise of the hook is recorded.</summary>
    public TracePoint Point => Volatile.Read(ref _point);

    /// <summary>The hook's name: that of its payload type until it is declared.</summary>
    public string Name => Point.Name;

    /// <summary>Whether the payload type, a module or an attachment has named the hook.</summary>
    public bool IsDeclared { get; private set; } = declaredName is not null;

    /// <summary>Names the hook. It may have been raised before.</summary>
    /// <returns><see langword="false"/> when it has another name already.</returns>
    public bool TryDeclare(string name)
    {
        lock (_declaring)
        {
            if (!IsDeclared)
                Volatile.Write(ref _point, TracePoint.HookEvent(name, payload));

            IsDeclared = true;
            return Name == name;
        }
    }

    // The assembly of another attribute of the type may be missing; a raise does not fail for a name.
    protected static string? NameDeclaredBy(Type payload)
    {
        try
        {
            return payload.GetCustomAttribute<HookEventAttribute>(inherit: false)?.Name is { } name && !string.IsNullOrWhiteSpace(name) ? name : null;
        }
        catch (Exception)
        {
            return null;
        }
    }
}

/// <summary>One hook of one tracer, with the type of its payload.</summary>
internal sealed class HookPoint<TPayload>() : HookPoint(TypeNames.Of(typeof(TPayload)), DeclaredName)
{
    private const int PoolCapacity = 256;

    // No module declares a generic payload that no handler of a project takes, or one that generated code cannot name. Looked up once for each type.
    private static readonly string? DeclaredName = NameDeclaredBy(typeof(TPayload));

    private readonly object _gate = new();
    private HookHandler<TPayload>[] _handlers = [];

    /// <summary>The handlers by order, in the order of their attachment within one order. Replaced as a whole: a raise sees one state of it.</summary>
    public HookHandler<TPayload>[] Handlers => Volatile.Read(ref _handlers);

    public BoundedPool<HookRaise<TPayload>> Raises { get; } = new(PoolCapacity);

    public BoundedPool<HookExecution<TPayload>> Executions { get; } = new(PoolCapacity);

    public void Add(HookHandler<TPayload> handler)
    {
        lock (_gate)
            Volatile.Write(ref _handlers, [.. _handlers.Append(handler).OrderBy(static h => h.Order)]);
    }

    public void Remove(HookHandler<TPayload> handler)
    {
        lock (_gate)
            Volatile.Write(ref _handlers, [.. _handlers.Where(h => h != handler)]);
    }
}
