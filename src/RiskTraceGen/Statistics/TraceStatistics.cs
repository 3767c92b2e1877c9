namespace RiskTraceGen;

/// <summary>Everything that a tracer has counted, taken at one moment. Immutable.</summary>
/// <param name="Flows">Flows.</param>
/// <param name="Evaluations">Evaluations of rules.</param>
/// <param name="Hooks">Hooks and their handlers.</param>
/// <param name="BrokerCalls">Attempts of broker calls.</param>
/// <param name="Alerts">Alerts.</param>
/// <param name="LateRecords">Records that were written after their flow had ended.</param>
/// <param name="Unmeasured">Spans and flows whose latency is missing below, because their begin was not recorded or is forgotten.</param>
/// <param name="UnroutedEvents">Events that were dispatched and that no rule is waiting for.</param>
/// <param name="Journal">The journal's own account.</param>
/// <param name="Sinks">What could not be shown as it was.</param>
/// <param name="Latencies">Latencies by kind, then by name.</param>
public sealed record TraceStatistics(
    FlowStatistics Flows,
    EvaluationStatistics Evaluations,
    HookStatistics Hooks,
    BrokerCallStatistics BrokerCalls,
    long Alerts,
    long LateRecords,
    long Unmeasured,
    long UnroutedEvents,
    JournalStatistics Journal,
    SinkStatistics Sinks,
    IReadOnlyList<LatencyStatistics> Latencies);

/// <summary>Flows.</summary>
/// <param name="Started">How many started.</param>
/// <param name="Completed">How many were completed.</param>
/// <param name="Abandoned">How many were never completed: disposed of without a result, too old, or left when the tracer stopped.</param>
public readonly record struct FlowStatistics(long Started, long Completed, long Abandoned)
{
    /// <summary>How many have started and not ended.</summary>
    public long Active => Math.Max(0, Started - Completed - Abandoned);
}

/// <summary>Evaluations of rules, by verdict.</summary>
/// <param name="Pass">Nothing found.</param>
/// <param name="InsufficientData">Could not decide.</param>
/// <param name="Breach">A limit is crossed.</param>
/// <param name="Error">Failed, threw, or gave no verdict.</param>
public readonly record struct EvaluationStatistics(long Pass, long InsufficientData, long Breach, long Error)
{
    /// <summary>All of them.</summary>
    public long Total => Pass + InsufficientData + Breach + Error;
}

/// <summary>Hooks and their handlers, by outcome.</summary>
/// <param name="Raised">How often a hook was raised.</param>
/// <param name="Succeeded">Handlers that ran to their end.</param>
/// <param name="Failed">Handlers that threw.</param>
/// <param name="Abandoned">Handlers that were given up at their timeout.</param>
/// <param name="Skipped">Handlers that never started.</param>
/// <param name="EndedLate">Abandoned handlers that did end later; they count as abandoned too.</param>
public readonly record struct HookStatistics(long Raised, long Succeeded, long Failed, long Abandoned, long Skipped, long EndedLate);

/// <summary>Attempts of broker calls, by outcome.</summary>
/// <param name="Begun">How many began.</param>
/// <param name="Ok">Did what they were asked.</param>
/// <param name="Failed">Definitely did not.</param>
/// <param name="Ambiguous">Nobody knows.</param>
/// <param name="NotAttempted">Never made.</param>
public readonly record struct BrokerCallStatistics(long Begun, long Ok, long Failed, long Ambiguous, long NotAttempted)
{
    /// <summary>Of those that began, how many were further attempts of the same call.</summary>
    public long Retries { get; init; }

    /// <summary>Of those that began, how many took over for a call that had failed.</summary>
    public long Fallbacks { get; init; }

    /// <summary>Of those that began, how many asked what had become of an ambiguous call.</summary>
    public long Reconciliations { get; init; }

    /// <summary>Answers that came after their attempt had been given up at its timeout; the attempt counts as ambiguous.</summary>
    public long LateAnswers { get; init; }

    /// <summary>Those that returned something that is still to run: a stream, or an awaitable of the broker's own.</summary>
    public long HandedOver { get; init; }

    /// <summary>Enumerations of streams that the caller ended before their end.</summary>
    public long Stopped { get; init; }

    /// <summary>Of those that began, how many were enumerations of a stream that a call had returned.</summary>
    public long Enumerations { get; init; }

    /// <summary>How the calls concluded that had policies and whose first attempt did not succeed.</summary>
    public CallConclusionStatistics Conclusions { get; init; }
}

/// <summary>Broker calls with policies whose first attempt did not succeed, by what came of them all in all.</summary>
/// <param name="Retried">Succeeded with a further attempt.</param>
/// <param name="Reconciled">Were done after all, as the query found.</param>
/// <param name="FellBack">Succeeded by their fallback.</param>
/// <param name="Failed">Definitely did not succeed; <c>critical_failure</c> was raised.</param>
/// <param name="Ambiguous">Nobody knows; <c>critical_failure</c> was raised.</param>
/// <param name="Substitutes">Fallbacks and queries that did not succeed: they speak through the call that they were made for.</param>
public readonly record struct CallConclusionStatistics(long Retried, long Reconciled, long FellBack, long Failed, long Ambiguous, long Substitutes);

/// <summary>The journal's own account: every record that was attempted is written, dropped or in flight.</summary>
/// <param name="Written">Records that were read back from the journal, definitions included.</param>
/// <param name="DetailDropped">Detail records that were refused because the reader was behind.</param>
/// <param name="AuditLost">Audit records that were lost because the reader was behind for longer than they wait.</param>
/// <param name="InFlight">Records that were claimed and are not read yet.</param>
/// <param name="Unsaved">Of the written ones, records that could not be kept on the disk although the journal has a directory.</param>
/// <param name="FailedFlushes">Flushes to the disk that failed.</param>
public readonly record struct JournalStatistics(long Written, long DetailDropped, long AuditLost, long InFlight, long Unsaved, long FailedFlushes)
{
    /// <summary>Records that are lost, of both kinds.</summary>
    public long Dropped => DetailDropped + AuditLost;

    /// <summary>Records that anybody tried to write.</summary>
    public long Attempted => Written + Dropped + InFlight;
}

/// <summary>What the sinks could not show as it was.</summary>
/// <param name="Failures">How often a sink threw, or who is told of alerts.</param>
/// <param name="GivenUp">Flows that were shown unfinished, because too many others had not ended.</param>
/// <param name="LeftOut">Records that did not fit into the bounded memory of their flow.</param>
public readonly record struct SinkStatistics(long Failures, long GivenUp, long LeftOut);
