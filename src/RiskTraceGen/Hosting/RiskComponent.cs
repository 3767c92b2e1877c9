using System.ComponentModel;

namespace RiskTraceGen;

/// <summary>A class that holds rules or handlers, and how it is built. Built once: its state belongs to the program.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class RiskComponent
{
    private readonly Func<RiskServices, object> _create;

    private RiskComponent(Type type, Func<RiskServices, object> create)
    {
        Type = type;
        _create = create;
    }

    /// <summary>The class.</summary>
    public Type Type { get; }

    /// <summary>Describes a class.</summary>
    /// <param name="create">Calls its constructor.</param>
    public static RiskComponent Of<T>(Func<RiskServices, T> create) where T : class => new(typeof(T), create);

    internal object Create(RiskServices services) => _create(services);
}
