namespace RiskTraceGen;

/// <summary>Decodes the raw records of one flow. Used once; never throws, whatever the bytes are.</summary>
internal sealed class FlowDecoder(TraceClock clock, TracePointTable points)
{
    private readonly StepTree _tree = new();
    private readonly SpanDecoder _spans = new(clock, points);
    private StepDraft? _start;
    private StepDraft? _end;
    private TimeSpan? _duration;
    private string _type = "";
    private string _trigger = "";
    private string _result = "";

    public FlowTrace Decode(long flow, FlowTally tally, ReadOnlySpan<byte> bytes)
    {
        var records = new RecordBytes(bytes);
        while (records.TryRead(out TraceRecord record))
            Take(record, tally.IsAddition || tally.IsContinuation);

        _spans.AddUnhandledRaises(_tree);
        int total = _tree.Count + tally.LeftOutSteps;
        _end?.Fields.Add(new TraceField("total_steps", total));
        if (tally.LeftOut > 0)
            _end?.Fields.Add(new TraceField("left_out", $"{tally.LeftOut} records, which did not fit"));

        return new FlowTrace
        {
            Id = flow,
            Type = _type,
            Trigger = _trigger,
            TriggerFields = _start?.Fields ?? [],
            Result = _result,
            Completed = tally.Outcome == FlowOutcome.Completed,
            Abandoned = tally.Outcome == FlowOutcome.Abandoned,
            IsAddition = tally.IsAddition,
            IsContinuation = tally.IsContinuation,
            StartUtc = clock.UtcOf(_start?.Ticks ?? tally.StartTicks),
            Duration = _duration,
            Steps = _tree.InOrder().ConvertAll(entry => entry.Step.ToStep(clock, entry.Depth)),
            TotalSteps = total,
            LeftOut = tally.LeftOut,
            Worst = tally.Worst,
        };
    }

    private void Take(in TraceRecord record, bool followsOthers)
    {
        switch (record.Type)
        {
            case RecordType.FlowStart: TakeStart(record); break;
            case RecordType.FlowEnd: TakeEnd(record); break;
            case RecordType.RuleVerdict: _spans.TakeVerdict(record, _tree); break;
            case RecordType.Raise: _spans.TakeRaise(record, _tree); break;
            case RecordType.HookBegin: _spans.TakeHookBegin(record, _tree); break;
            case RecordType.HookEnd: _spans.TakeHookEnd(record, _tree, followsOthers); break;
            case RecordType.CallBegin: _spans.TakeCallBegin(record, _tree); break;
            case RecordType.CallEnd: _spans.TakeCallEnd(record, _tree, followsOthers); break;
            case RecordType.CallConclusion: _spans.TakeCallConclusion(record, _tree, followsOthers); break;
            case RecordType.Check: TakeCheck(record); break;
            case RecordType.Alert: TakeAlert(record); break;
            case RecordType.Custom: TakeCustom(record); break;
            default: TakeUnknown(record); break;
        }
    }

    private void TakeStart(in TraceRecord record)
    {
        RecordReader reader = record.Read(points);
        bool isEvent = record.Header.Point != 0;
        string type = isEvent ? FlowTrace.RuleEvaluation : reader.ReadString();
        object? value = reader.ReadValue();
        string trigger = isEvent ? points[record.Header.Point].Name : (value as TraceObject)?.Type ?? "";
        var step = new StepDraft(StepKind.FlowStart, record)
        {
            SpanId = 0,
            ParentId = 0,
            Name = type,
            Text = trigger.Length == 0 ? $"Starting {type}" : $"Starting {type} ({trigger})",
        };
        if (value is not null)
            step.AddValue("trigger", value);

        (_start, _type, _trigger) = (step, type, trigger);
        _tree.Add(step);
    }

    private void TakeEnd(in TraceRecord record)
    {
        RecordReader reader = record.Read(points);
        long completed = reader.ReadInt64();
        _result = reader.ReadString();
        if (_start is not null)
            _duration = clock.Between(_start.Ticks, completed);

        bool abandoned = record.Header.Outcome != (byte)FlowOutcome.Completed;
        string outcome = abandoned ? "abandoned" : "completed";
        string took = _duration is { } duration ? $" {(abandoned ? "after" : "in")} {DurationText.Of(duration)}" : "";
        _end = new StepDraft(StepKind.FlowEnd, record)
        {
            ParentId = 0,
            Name = _type,
            Text = outcome + took,
            Outcome = outcome,
            Failed = abandoned,
        };
        if (!abandoned)
            _end.Fields.Add(new TraceField("final_result", _result));
        else if (_result.Length > 0)
            _end.Fields.Add(new TraceField("reason", _result));
        if (_start is not null && clock.Between(completed, record.Header.Ticks) is { TotalMilliseconds: >= 1 })
            _end.Fields.Add(new TraceField("handlers_ended_after", DurationText.Of(clock.Between(_start.Ticks, record.Header.Ticks))));

        _tree.Add(_end);
    }

    private void TakeCheck(in TraceRecord record)
    {
        RecordReader reader = record.Read(points);
        string name = reader.ReadString();
        var comparison = (Comparison)(byte)reader.ReadInt64();
        bool breached = record.Header.Outcome != 0;
        var step = new StepDraft(StepKind.EvalDetail, record) { Name = name, Outcome = breached ? StepText.Breached : "ok", Failed = breached };
        object? value = null, limit = null;
        if (comparison != Comparison.None)
        {
            value = reader.ReadValue();
            limit = reader.ReadValue();
            step.Fields.Add(new TraceField("value", value));
            step.Fields.Add(new TraceField("limit", limit));
        }

        step.Text = StepText.Check(name, comparison, value, limit, breached);
        Add(step);
    }

    private void TakeAlert(in TraceRecord record)
    {
        RecordedAlert alert = RecordedAlert.Of(record, points);
        Add(new StepDraft(StepKind.Alert, record) { Name = alert.Source, Text = alert.Text, Failed = true, Exception = alert.Exception });
    }

    private void TakeCustom(in TraceRecord record)
    {
        RecordReader reader = record.Read(points);
        string name = reader.ReadString();
        var step = new StepDraft(StepKind.CustomEvent, record) { Name = name, Text = name };
        if (reader.ReadValue() is { } value)
            step.AddValue("value", value);

        Add(step);
    }

    // From a later version of the format, or damaged: that it is there must show.
    private void TakeUnknown(in TraceRecord record)
    {
        string name = $"(record of type {(byte)record.Type}, {record.Payload.Length} bytes)";
        Add(new StepDraft(StepKind.CustomEvent, record) { Name = name, Text = name });
    }

    private void Add(StepDraft step)
    {
        _spans.AdoptByEvaluation(step, _tree);
        _tree.Add(step);
    }
}
