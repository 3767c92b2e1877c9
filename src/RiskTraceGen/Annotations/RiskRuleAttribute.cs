namespace RiskTraceGen;

/// <summary>
/// Marks a class as a risk rule. Its evaluation method is found by name (<c>Check</c>, <c>CheckAsync</c>, <c>Evaluate</c>, <c>EvaluateAsync</c>);
/// the method's first parameter is the event that triggers it, and it returns <see cref="RuleResult"/>, or a task or value task of it.
/// </summary>
/// <param name="name">The rule's name as it stands in every trace, for example <c>max_contracts</c>. Unique in a program.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RiskRuleAttribute(string name) : Attribute
{
    /// <summary>The rule's name as it stands in every trace.</summary>
    public string Name { get; } = name;

    /// <summary>The family that the rule belongs to, for example <c>exposure</c>; for display and filters only.</summary>
    public string? Category { get; set; }
}
