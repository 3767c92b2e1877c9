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

    /// <summary>
    /// Milliseconds after which an evaluation is given up: its verdict is then <see cref="RuleSeverity.Error"/>, <c>critical_failure</c> is raised, and the
    /// remaining rules are evaluated. 0 means <see cref="RiskTracerOptions.RuleTimeout"/>. Its token is not cancelled, so that a position that is being closed
    /// is closed; until it has ended, the rule is not evaluated again for what it may not be evaluated twice at once (<c>Error</c>). A rule that blocks its
    /// thread holds the dispatch until it returns: <c>critical_failure</c> is raised all the same, and its verdict is <c>Error</c>, whatever it returns.
    /// </summary>
    public int TimeoutMilliseconds { get; set; }
}
