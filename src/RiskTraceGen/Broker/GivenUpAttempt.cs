namespace RiskTraceGen;

/// <summary>
/// An attempt that was given up at its timeout and must not be made twice. If it did what it was asked after all, somebody has to know, unless a query had
/// found that out: which is clear once the answer has come and the query is over, in whichever order. Thread safe.
/// </summary>
internal sealed class GivenUpAttempt(CallPolicy policy, RiskFlow flow)
{
    private const int DidIt = 1;
    private const int IsOpen = 2;

    private int _known;

    /// <summary>The broker has answered that it did it.</summary>
    public void NoteDone() => Note(DidIt);

    /// <summary>No query has found that it was done: what happens next takes it for a call of which nobody knows, or for one that failed.</summary>
    public void NoteOpen() => Note(IsOpen);

    private void Note(int fact)
    {
        if ((Interlocked.Or(ref _known, fact) | fact) == (DidIt | IsOpen) && flow.Slot is { } slot)
            FlowRecords.Alert(
                slot.Tracer, flow, policy.Point.Name, $"was given up after {policy.TimeoutMilliseconds} ms, and did what it was asked after all", null);
    }
}
