namespace RiskTraceGen;

/// <summary>
/// A rule's verdict. It fails closed: the default value is an error, so that a forgotten verdict never passes. Immutable and thread safe.
/// </summary>
public readonly record struct RuleResult : IComparable<RuleResult>
{
    private const string NoVerdict = "no verdict";

    // Stored as the distance from Error, so that default(RuleResult) is an error.
    private readonly byte _belowError;
    private readonly string? _reason;

    private RuleResult(RuleSeverity severity, string? reason)
    {
        _belowError = (byte)(RuleSeverity.Error - severity);
        _reason = reason;
    }

    /// <summary>The rule has looked and found nothing.</summary>
    public static RuleResult Pass => new(RuleSeverity.Pass, null);

    /// <summary>How grave the verdict is.</summary>
    public RuleSeverity Severity => RuleSeverity.Error - _belowError;

    /// <summary>Why; empty for a pass.</summary>
    public string Reason => _reason ?? (_belowError == 0 ? NoVerdict : "");

    /// <summary>Whether this is a pass, the only verdict that lets an order through.</summary>
    public bool IsPass => Severity == RuleSeverity.Pass;

    /// <summary>Whether a limit is crossed.</summary>
    public bool IsBreach => Severity == RuleSeverity.Breach;

    /// <summary>A limit is crossed.</summary>
    /// <param name="reason">What was done about it, or why it matters; shown in the trace.</param>
    public static RuleResult Breach(string? reason) => new(RuleSeverity.Breach, reason ?? "");

    /// <summary>The rule cannot decide.</summary>
    /// <param name="what">What is missing, for example <c>no price</c>.</param>
    public static RuleResult InsufficientData(string? what) => new(RuleSeverity.InsufficientData, what ?? "");

    /// <summary>The rule failed.</summary>
    /// <param name="reason">What went wrong.</param>
    public static RuleResult Error(string? reason) => new(RuleSeverity.Error, reason ?? "");

    /// <summary>Orders verdicts by <see cref="Severity"/>.</summary>
    // As numbers: enums compare as boxed objects, and every breach is compared.
    public int CompareTo(RuleResult other) => ((int)Severity).CompareTo((int)other.Severity);

    /// <summary>Whether the left verdict is less grave.</summary>
    public static bool operator <(RuleResult left, RuleResult right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left verdict is graver.</summary>
    public static bool operator >(RuleResult left, RuleResult right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left verdict is at most as grave.</summary>
    public static bool operator <=(RuleResult left, RuleResult right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left verdict is at least as grave.</summary>
    public static bool operator >=(RuleResult left, RuleResult right) => left.CompareTo(right) >= 0;

    /// <summary>The severity and the reason, as in <c>Breach: flattened</c>.</summary>
    public override string ToString() => Reason.Length == 0 ? Severity.ToString() : $"{Severity}: {Reason}";
}
