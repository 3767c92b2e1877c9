namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>Compares what was recorded of a program with what happened in it: each call once, in order, with the outcome that it had.</summary>
internal static class TraceComparison
{
    public static IEnumerable<string> Faults(RandomProgram program, Log log, IEnumerable<FlowTrace> flows)
    {
        FlowTrace[] all = [.. flows];
        if (all.Length != 1)
            return [$"{all.Length} flows"];

        var steps = new Queue<TraceStep>(all[0].Steps.Where(step => step.Kind == StepKind.ApiCall).OrderBy(step => step.SpanId));
        var faults = new List<string>();
        foreach ((Call call, Outcome outcome) in Recorded(program, log))
            foreach (Func<TraceStep, string?> faultOf in Expected(outcome))
            {
                if (!steps.TryDequeue(out TraceStep? step))
                    faults.Add($"call {call.Number} is not recorded");
                else if ((step.Name == call.TraceName ? faultOf(step) : $"it is {call.TraceName}") is { } fault)
                    faults.Add($"call {call.Number} is recorded as {step.Name} {step.Outcome} {step.Exception}, but {fault}");
            }

        return faults.Concat(steps.Select(step => $"{step} was not called"));
    }

    private static IEnumerable<(Call Call, Outcome Outcome)> Recorded(RandomProgram program, Log log)
        => log.Outcomes.Where(outcome => !outcome.IsUnmade).Select(outcome => (program.Calls[outcome.Call], outcome)).Where(pair => pair.Item1.TraceName is not null);

    /// <summary>How many calls and enumerations have an end.</summary>
    public static long Ends(in BrokerCallStatistics calls)
        => calls.Ok + calls.Failed + calls.Ambiguous + calls.NotAttempted + calls.HandedOver + calls.Stopped;

    // A stream is a call and, once it is gone through, an enumeration.
    private static IEnumerable<Func<TraceStep, string?>> Expected(Outcome outcome)
    {
        if (outcome.IsHandedOver)
            yield return static step => step is { Outcome: "handed over", Exception: null, Failed: false } ? null : "its work was still to be done";
        if (outcome.IsEnumerated || !outcome.IsHandedOver)
            yield return step => Fault(outcome, step);
    }

    private static string? Fault(Outcome outcome, TraceStep step)
    {
        if (outcome.IsMissing)
            return step.Outcome == "ambiguous" && step.Exception?.Message.EndsWith("returned null instead of a task.", StringComparison.Ordinal) == true ? null : "there was no task";
        if (step.Exception is null)
            return outcome.Failures.Count > 0
                ? $"it threw {Show.Exception(outcome.Failures[0])}"
                : step.Failed != (outcome is { SaysItFailed: true }) ? $"its result says {(outcome.SaysItFailed ? "that it failed" : "nothing of a failure")}" : null;
        if (!step.Failed)
            return "it threw";
        return outcome.Failures.Any(failure => failure.GetType().FullName == step.Exception.Type && failure.Message == step.Exception.Message)
            ? null
            : $"it {(outcome.Failures.Count > 0 ? "threw " + Show.Exception(outcome.Failures[0]) : "succeeded")}";
    }
}
