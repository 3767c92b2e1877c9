using System.ComponentModel;

namespace RiskTraceGen;

/// <summary>Takes one assembly's part of the execution map. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ExecutionMapBuilder
{
    private readonly Dictionary<string, MappedMethod> _methods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MappedMethod> _entries = new(StringComparer.Ordinal);

    internal ExecutionMapBuilder()
    {
    }

    /// <summary>Whether the assembly was built without a map.</summary>
    internal bool IsMissing { get; set; }

    internal List<MappedHook> Hooks { get; } = [];

    internal List<MappedRule> Rules { get; } = [];

    internal List<MappedHandler> Handlers { get; } = [];

    /// <summary>The calls of other brokers that a call is one of, by its name and member.</summary>
    internal List<((string Name, string Member) Call, (string Name, string Member) Implemented)> ImplementedCalls { get; } = [];

    /// <summary>Adds a hook whose payload is a type of the assembly.</summary>
    public void Hook(string hook, string payload, string file, int line) => Hooks.Add(new(hook, payload, file, line));

    /// <summary>Adds an evaluation of a rule.</summary>
    /// <param name="name">The rule's name.</param>
    /// <param name="category">The rule's family, or empty.</param>
    /// <param name="riskEvent">The trace name of the event.</param>
    /// <param name="member">Type and method.</param>
    /// <param name="file">Where it is declared.</param>
    /// <param name="line">The line in the file.</param>
    /// <param name="method">Its method, if that has another name than <paramref name="member"/>.</param>
    public void Rule(string name, string category, string riskEvent, string member, string file, int line, string? method = null)
        => Rules.Add(new(name, category, riskEvent, member, file, line, method ?? member));

    /// <summary>Adds a handler.</summary>
    /// <param name="hook">The hook's name.</param>
    /// <param name="order">Its place among the handlers of the hook.</param>
    /// <param name="member">Type and method.</param>
    /// <param name="file">Where it is declared.</param>
    /// <param name="line">The line in the file.</param>
    /// <param name="method">Its method, if that has another name than <paramref name="member"/>.</param>
    public void Handler(string hook, int order, string member, string file, int line, string? method = null)
        => Handlers.Add(new(hook, order, member, file, line, method ?? member));

    /// <summary>Says that a broker call is one of another broker too, whose method it implements or overrides.</summary>
    /// <param name="name">The call's name.</param>
    /// <param name="member">Type and method.</param>
    /// <param name="implementedName">The name of the other broker's call.</param>
    /// <param name="implementedMember">Its type and method.</param>
    public void ImplementedCall(string name, string member, string implementedName, string implementedMember)
        => ImplementedCalls.Add(((name, member), (implementedName, implementedMember)));

    /// <summary>Adds a method, or goes on with it.</summary>
    /// <param name="name">Its name, different from those of all other methods of the assembly.</param>
    /// <param name="file">Where it is declared.</param>
    /// <param name="line">The line in the file.</param>
    /// <param name="id">By which other assemblies call it; <see langword="null"/> if they cannot.</param>
    public MappedMethod Method(string name, string file, int line, string? id = null)
    {
        if (!_methods.TryGetValue(name, out MappedMethod? method))
            _methods.Add(name, method = new MappedMethod(this, name, file));
        if (id is not null)
            _entries[id] = method;
        return method;
    }

    internal MappedMethod? Find(string method) => _methods.GetValueOrDefault(method);

    internal MappedMethod? FindEntry(string id) => _entries.GetValueOrDefault(id);
}
