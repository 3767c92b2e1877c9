namespace RiskTraceGen.Tests;

public sealed class FlowDecoderTests : IDisposable
{
    private readonly HandMadeJournal _journal = new();

    public void Dispose() => _journal.Dispose();

    [Fact]
    public void A_flow_knows_its_trigger_result_and_durations()
    {
        _journal.Start(1);
        _journal.End(1, completed: 7.1, "PASS", at: 250);

        FlowTrace flow = Decode();

        Assert.Equal((1, FlowTrace.RuleEvaluation, "POSITION_UPDATED", "PASS"), (flow.Id, flow.Type, flow.Trigger, flow.Result));
        Assert.Equal(["contract_id: CON.F.US.MNQ.Z25", "size: 5"], flow.TriggerFields.Select(field => field.ToString()));
        Assert.True(flow.Completed);
        Assert.Equal(TimeSpan.FromMilliseconds(7.1), flow.Duration);
        Assert.Equal(new DateTimeOffset(2025, 11, 21, 14, 30, 25, 123, TimeSpan.Zero), flow.StartUtc);
        Assert.Contains("handlers_ended_after: 250 ms", flow.Steps[^1].Fields.Select(field => field.ToString()));
    }

    [Fact]
    public void A_flow_of_user_code_has_its_own_type_and_trigger()
    {
        _journal.Append(RecordType.FlowStart, 1, 0, (ref w) =>
        {
            w.String("SESSION_OPEN");
            w.String("bell");
        });
        _journal.Append(RecordType.FlowEnd, 1, 2, (ref w) => w.Int64(_journal.Ticks(2)), outcome: (byte)FlowOutcome.Abandoned);

        FlowTrace flow = Decode();

        Assert.Equal("SESSION_OPEN", flow.Type);
        Assert.Equal("Starting SESSION_OPEN", flow.Steps[0].Text);
        Assert.Equal("trigger: bell", Assert.Single(flow.TriggerFields).ToString());
        Assert.True(flow is { Abandoned: true, Completed: false });
        Assert.Equal("abandoned after 2 ms", flow.Steps[1].Text);
    }

    [Fact]
    public void A_shape_that_only_a_payload_refers_to_is_known()
    {
        _journal.Start(1);
        TracePoint shape = TracePoint.Shape("Quote", "bid", "ask");
        _journal.Append(RecordType.Custom, 1, 1, (ref w) =>
        {
            w.String("quote");
            w.Object(shape);
            w.Decimal(99.75m);
            w.Decimal(100.00m);
        });
        _journal.End(1, 2, "DONE");

        Assert.Equal(["bid: 99.75", "ask: 100.00"], Decode().Steps[1].Fields.Select(field => field.ToString()));
    }

    [Fact]
    public void What_did_not_fit_into_a_payload_is_marked()
    {
        _journal.Start(1);
        string[] parts = [.. Enumerable.Range(0, 6).Select(part => new string((char)('a' + part), 500))];
        TracePoint wide = TracePoint.BrokerCall("wide", "IBroker.Wide", "a", "b", "c", "d", "e", "f");
        _journal.Append(RecordType.CallBegin, 1, 1, (ref w) =>
        {
            foreach (string part in parts)
                w.String(part);
        }, wide);
        _journal.End(1, 2, "DONE");

        TraceStep call = Decode().Steps[1];

        Assert.Equal([parts[0], parts[1], parts[2], parts[3], "(cut)", "(cut)"], call.Fields.Select(field => field.Value?.ToString()));
    }

    [Fact]
    public void A_call_whose_end_is_missing_is_no_success()
    {
        _journal.Start(1);
        _journal.BeginCall(1, 1);
        _journal.End(1, 2, "DONE");

        TraceStep call = Decode().Steps[1];

        Assert.Equal("close_position_direct → no end recorded", call.Text);
        Assert.True(call.Failed);
        Assert.Null(call.Duration);
    }

    private FlowTrace Decode() => Assert.Single(_journal.Flows());
}
