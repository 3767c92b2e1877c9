namespace RiskTraceGen;

/// <summary>What the rules said about one event.</summary>
public readonly struct DispatchResult
{
    // Null while every rule passed: the passing path allocates nothing.
    private readonly RuleResult[]? _results;
    private readonly RuleResult _worst;

    internal DispatchResult(int count, RuleResult worst, RuleResult[]? results)
    {
        Count = count;
        _worst = worst;
        _results = results;
    }

    /// <summary>How many rules were evaluated.</summary>
    public int Count { get; }

    /// <summary>Whether any rule was evaluated. An event that reaches no rule is not a pass.</summary>
    public bool Evaluated => Count > 0;

    /// <summary>The gravest verdict; <see cref="RuleSeverity.InsufficientData"/> when no rule was evaluated.</summary>
    public RuleResult Worst => Evaluated ? _worst : RuleResult.InsufficientData("no rule for this event");

    /// <summary>The verdict of one rule, in the order of <see cref="RiskDispatcher.RulesFor{TEvent}"/>.</summary>
    /// <param name="rule">The rule's place, from 0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rule.</exception>
    public RuleResult this[int rule]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(rule);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rule, Count);
            return _results is null ? RuleResult.Pass : _results[rule];
        }
    }
}
