namespace RiskTraceGen;

/// <summary>How grave a verdict is, in rising order: the worst of several is the greatest.</summary>
public enum RuleSeverity : byte
{
    /// <summary>The rule has looked and found nothing.</summary>
    Pass = 0,

    /// <summary>The rule could not decide for lack of data: never a pass for a rule that guards an order.</summary>
    InsufficientData = 1,

    /// <summary>A limit is crossed.</summary>
    Breach = 2,

    /// <summary>The rule failed, threw, or gave no verdict.</summary>
    Error = 3,
}
