namespace RiskTraceGen;

/// <summary>
/// Marks a method as a handler of a hook. The payload is bound by type; <see cref="RiskFlow"/>, traced brokers and
/// <see cref="CancellationToken"/> are optional parameters; the method returns nothing, a task or a value task.
/// </summary>
/// <param name="name">The hook's name, for example <c>on_breach</c>; the one its payload type declares with <see cref="HookEventAttribute"/>.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class HookAttribute(string name) : Attribute
{
    /// <summary>The hook's name.</summary>
    public string Name { get; } = name;

    /// <summary>Handlers of a lower order finish (or are abandoned) before those of a higher one start; handlers of one order run concurrently.</summary>
    public int Order { get; set; }

    /// <summary>Milliseconds after which the handler is abandoned; 0 means <see cref="RiskTracerOptions.HookTimeout"/>.</summary>
    public int TimeoutMilliseconds { get; set; }

    /// <summary>Runs the handler on the thread that raises, without isolation from blocking: faster, and it can delay the rule. Off by default.</summary>
    public bool Inline { get; set; }
}
