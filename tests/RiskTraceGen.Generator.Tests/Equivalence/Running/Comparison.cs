namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>Compares a traced run with the untraced one.</summary>
internal static class Comparison
{
    public static IEnumerable<Difference> Between(Batch batch, ProgramRun untraced, ProgramRun traced)
    {
        for (int i = 0; i < batch.Programs.Count; i++)
        {
            RandomProgram program = batch.Programs[i];
            if (Behaviour(untraced.Logs[i], traced.Logs[i]) is { } difference)
                yield return new Difference(program, $"{traced.Tracing}: {difference}");
            if (traced.Statistics is null)
                continue;
            foreach (string fault in TraceComparison.Faults(program, traced.Logs[i], traced.Flows[ProgramRun.FlowType(program)]))
                yield return new Difference(program, $"{traced.Tracing}: {fault}");
        }

        if (traced.Statistics is { Journal: var journal } && journal.Attempted != journal.Written)
            yield return new Difference(batch.Programs[0], $"{traced.Tracing}: of {journal.Attempted} records of all programs {journal.Written} are written");
        if (traced.Statistics is { BrokerCalls: var calls } && calls.Begun != TraceComparison.Ends(calls))
            yield return new Difference(batch.Programs[0], $"{traced.Tracing}: not every call of all programs has one end: {calls}");
    }

    private static string? Behaviour(Log untraced, Log traced)
    {
        if (traced.Subject?.GetCustomAttributes(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false).Length != 1)
            return "the calls went around the wrapper";

        for (int i = 0; i < Math.Max(untraced.Notes.Count, traced.Notes.Count); i++)
            if (NoteAt(untraced, i) is var expected && NoteAt(traced, i) is var found && expected != found)
                return $"{found}, not {expected}, after\n  {string.Join("\n  ", untraced.Notes.Take(i).TakeLast(12))}";
        return null;
    }

    private static string NoteAt(Log log, int place) => place < log.Notes.Count ? log.Notes[place] : "nothing";
}
