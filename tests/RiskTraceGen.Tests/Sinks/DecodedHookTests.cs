namespace RiskTraceGen.Tests;

public sealed class DecodedHookTests : IDisposable
{
    private readonly HandMadeJournal _journal = new();

    public void Dispose() => _journal.Dispose();

    [Fact]
    public void A_hook_that_nothing_handles_shows()
    {
        _journal.Start(1);
        _journal.Raise(1, 1, handlers: 0);
        _journal.Raise(1, 2, handlers: 2);
        _journal.End(1, 3, "BREACH");

        Assert.Equal(["on_breach → no handler", "on_breach → no handler recorded"], Decode().Steps.Skip(1).Take(2).Select(step => step.Text));
    }

    [Fact]
    public void The_payload_of_a_raise_is_shown_with_its_first_handler()
    {
        _journal.Start(1);
        long raise = _journal.Append(RecordType.Raise, 1, 1, (ref w) =>
        {
            w.Int32(2);
            w.Object(HandMadeJournal.EventShape);
            w.String("ES");
            w.Int32(9);
        }, HandMadeJournal.OnBreach);
        _journal.BeginHook(1, 2, HandMadeJournal.Notify, raise);
        _journal.EndHook(1, 3, HandMadeJournal.Audit, raise, HandlerOutcome.Skipped);
        _journal.End(1, 4, "BREACH");

        FlowTrace flow = Decode();

        Assert.Equal(["contract_id: ES", "size: 9"], flow.Steps[1].Fields.Select(field => field.ToString()));
        Assert.Equal("no end recorded", flow.Steps[1].Outcome);
        Assert.Empty(flow.Steps[2].Fields);
        Assert.Equal(("skipped", true), (flow.Steps[2].Outcome, flow.Steps[2].Failed));
    }

    [Fact]
    public void A_handler_that_ends_after_it_was_given_up_is_one_step()
    {
        _journal.Start(1);
        long raise = _journal.Raise(1, 1, 1);
        long hook = _journal.BeginHook(1, 2, HandMadeJournal.Notify, raise);
        _journal.EndHook(1, 252, HandMadeJournal.Notify, hook, HandlerOutcome.Abandoned);
        _journal.EndHook(1, 900, HandMadeJournal.Notify, hook, HandlerOutcome.EndedLate, new TimeoutException("smtp"));
        _journal.End(1, 3, "BREACH", at: 901);

        TraceStep step = Decode().Steps[1];

        Assert.Equal(("abandoned", true, TimeSpan.FromMilliseconds(250)), (step.Outcome, step.Failed, step.Duration));
        Assert.Equal("System.TimeoutException: smtp", step.Exception?.ToString());
        Assert.Contains("ended_after: 898 ms", step.Fields.Select(field => field.ToString()));
    }

    private FlowTrace Decode() => Assert.Single(_journal.Flows());
}
