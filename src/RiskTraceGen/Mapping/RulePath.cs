namespace RiskTraceGen;

/// <summary>Where the evaluation of a rule for one event can go. Immutable and thread safe.</summary>
public sealed class RulePath
{
    private readonly Lazy<IReadOnlyList<PathStep>> _steps;

    internal RulePath(string rule, string category, string riskEvent, string member, string file, int line, Func<IReadOnlyList<PathStep>> steps)
    {
        (Rule, Category, Event, Member, File, Line) = (rule, category, riskEvent, member, file, line);
        _steps = new(steps);
    }

    /// <summary>The rule's name.</summary>
    public string Rule { get; }

    /// <summary>The rule's family, or empty.</summary>
    public string Category { get; }

    /// <summary>The trace name of the event that triggers the evaluation.</summary>
    public string Event { get; }

    /// <summary>Type and method of the evaluation.</summary>
    public string Member { get; }

    /// <summary>Where the evaluation is declared, relative to its project; empty if that is not known.</summary>
    public string File { get; }

    /// <summary>The line in the file, from 1; 0 if it is not known.</summary>
    public int Line { get; }

    /// <summary>
    /// The steps as a tree, parents first, in the order of the source; at its end the hooks that the library raises for the rule. Methods that lead to no step
    /// of another kind are left out. Made when first asked for.
    /// </summary>
    public IReadOnlyList<PathStep> Steps => _steps.Value;
}
