namespace RiskTraceGen.Tool.Search;

/// <summary>Which flows are looked for. Each condition that is set has to hold.</summary>
internal sealed class FlowSearch
{
    private readonly TextSearch? _contains;
    private readonly TextSearch? _contract;

    /// <summary>A rule that was evaluated.</summary>
    public string? Rule { get; init; }

    /// <summary>Whether a rule must have found a limit crossed: <see cref="Rule"/>, if it is set.</summary>
    public bool Breaches { get; init; }

    /// <summary>Whether something must have failed: a call, a handler, a rule, or the flow itself; or an alert was raised.</summary>
    public bool Failed { get; init; }

    /// <summary>Whether something must have come of it: more than rules that passed.</summary>
    public bool Eventful { get; init; }

    /// <summary>When the flow must have started, or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Before when the flow must have started.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How long it must have taken at least, and a little more.</summary>
    public TimeSpan? SlowerThan { get; init; }

    /// <summary>A piece of recorded text.</summary>
    public string? Contains { init => _contains = value is null ? null : new TextSearch(value, wholeWords: false); }

    /// <summary>A contract, an order or whatever else is named by a recorded value.</summary>
    public string? Contract { init => _contract = value is null ? null : new TextSearch(value, wholeWords: true); }

    /// <summary>Whether a flow may be wanted, by what its records' headers add up to.</summary>
    public bool Wants(in FlowSummary summary)
        => (!Breaches || summary.HasBreach)
        && (!Failed || HasFailed(summary))
        && (Since is null || summary.StartUtc >= Since)
        && (Until is null || summary.StartUtc < Until)
        // Until its last record, which is not before its completion.
        && (SlowerThan is null || summary.Duration > SlowerThan);

    /// <summary>Whether a flow may be wanted, by its raw records.</summary>
    public bool WantsRecords(ReadOnlySpan<byte> records, TracePointTable points)
        => (Rule is null || Evaluates(records, points))
        && (!Eventful || HasEvent(records))
        && (_contains is null || _contains.MayBeIn(records, points))
        && (_contract is null || _contract.MayBeIn(records, points));

    /// <summary>Whether a decoded flow is wanted, which passed what is above.</summary>
    public bool Matches(FlowTrace flow)
        => (SlowerThan is null || flow.Duration is null || flow.Duration > SlowerThan)
        && (_contains is null || _contains.IsIn(flow))
        && (_contract is null || _contract.IsIn(flow));

    private static bool HasFailed(in FlowSummary summary)
        => summary.HasFailedCall
            || summary.HasUnfinishedCall
            || summary.HasHookFailure
            || summary.HasAlert
            || summary.Abandoned
            || summary.Worst == RuleSeverity.Error;

    private bool Evaluates(ReadOnlySpan<byte> bytes, TracePointTable points)
    {
        var records = new RecordBytes(bytes);
        while (records.TryRead(out TraceRecord record))
        {
            // An evaluation that never ended is known by what it did: its span is its trace point, negated.
            int point = record.Type == RecordType.RuleVerdict ? (!Breaches || record.Header.Outcome == (byte)RuleSeverity.Breach ? record.Header.Point : 0)
                : !Breaches && record.Type is RecordType.Check or RecordType.CallBegin or RecordType.Raise or RecordType.Custom or RecordType.Alert
                    ? (int)-record.Header.Reference
                : 0;
            if (point > 0 && points[point].Name == Rule)
                return true;
        }

        return false;
    }

    private static bool HasEvent(ReadOnlySpan<byte> bytes)
    {
        var records = new RecordBytes(bytes);
        while (records.TryRead(out TraceRecord record))
        {
            RecordHeader header = record.Header;
            if (header.Type is RecordType.Raise or RecordType.HookBegin or RecordType.HookEnd or RecordType.CallBegin or RecordType.CallEnd or RecordType.Alert
                || (header.Type == RecordType.RuleVerdict && header.Outcome >= (byte)RuleSeverity.Breach))
                return true;
        }

        return false;
    }
}
