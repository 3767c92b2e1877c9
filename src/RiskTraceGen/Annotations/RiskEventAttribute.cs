namespace RiskTraceGen;

/// <summary>Gives an event another trace name than its type's name in upper snake case.</summary>
/// <param name="name">The name in traces, for example <c>POSITION_UPDATED</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class RiskEventAttribute(string name) : Attribute
{
    /// <summary>The name in traces.</summary>
    public string Name { get; } = name;
}
