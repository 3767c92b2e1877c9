namespace RiskTraceGen;

/// <summary>
/// Marks a method of the broker boundary: calls through the generated wrapper (<c>broker.Traced(flow)</c>) are recorded with arguments, result,
/// outcome and latency. On an assembly it names a method of a type that cannot be annotated.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Assembly, AllowMultiple = true, Inherited = false)]
public sealed class BrokerCallAttribute : Attribute
{
    /// <summary>Marks the method that the attribute stands on.</summary>
    /// <param name="name">The call's name in traces, for example <c>close_position_direct</c>.</param>
    public BrokerCallAttribute(string name) => Name = name;

    /// <summary>Marks every overload of a method of another type; for use on the assembly.</summary>
    /// <param name="type">The broker type, often somebody else's.</param>
    /// <param name="member">The method's name.</param>
    public BrokerCallAttribute(Type type, string member)
    {
        Type = type;
        Member = member;
    }

    /// <summary>The call's name in traces; by default the method's name in snake case, without <c>Async</c>.</summary>
    public string? Name { get; set; }

    /// <summary>The broker type that the assembly form names.</summary>
    public Type? Type { get; }

    /// <summary>The method that the assembly form names.</summary>
    public string? Member { get; }
}
