namespace RiskTraceGen;

/// <summary>Decodes what has a begin and an end: evaluations, hooks, broker calls. Two records become one step; either may be missing.</summary>
internal sealed class SpanDecoder(TraceClock clock, TracePointTable points)
{
    private static readonly TraceMark NotRecorded = new("not recorded");

    private readonly Dictionary<long, PendingRaise> _raises = [];

    public void TakeVerdict(in TraceRecord record, StepTree tree)
    {
        RecordHeader header = record.Header;
        StepDraft? step = tree.Evaluation(-(long)header.Point);
        if ((header.Flags & RecordFlags.GivenUp) != 0 && step is { HasEnd: true })
        {
            TakeLateVerdict(record, step);
            return;
        }

        // Children were recorded before the verdict; if the verdict is there already, the rule was evaluated again.
        if (step is null || step.HasEnd)
        {
            step = NewEvaluation(record, header.Point);
            tree.AddEvaluation(step);
        }

        var severity = (RuleSeverity)Math.Min(header.Outcome, (byte)RuleSeverity.Error);
        step.Ticks = header.Reference;
        step.HasBegin = true;
        step.End(record);
        step.Outcome = StepText.Of(severity);
        step.Failed = severity >= RuleSeverity.Breach;
        if ((header.Flags & RecordFlags.GivenUp) != 0)
            step.Text += StepText.AfterGivingUp;
        if (record.Payload.IsEmpty)
            return;

        RecordReader reader = record.Read(points);
        if (reader.ReadString() is { Length: > 0 } reason)
            step.Fields.Add(new TraceField("reason", reason));
        step.Exception = reader.AtEnd ? null : reader.ReadValue() as TraceException;
    }

    // It was given up, and ended after all.
    private void TakeLateVerdict(in TraceRecord record, StepDraft step)
    {
        step.Fields.Add(new TraceField("ended_after", DurationText.Of(clock.Between(record.Header.Reference, record.Header.Ticks))));
        step.Fields.Add(new TraceField("ended_as", StepText.Of((RuleSeverity)Math.Min(record.Header.Outcome, (byte)RuleSeverity.Error))));
        RecordReader reader = record.Read(points);
        if (reader.ReadString() is { Length: > 0 } reason)
            step.Fields.Add(new TraceField("ended_reason", reason));
        step.Exception ??= reader.AtEnd ? null : reader.ReadValue() as TraceException;
    }

    /// <summary>Makes a step a child of the evaluation that it names as its parent.</summary>
    public void AdoptByEvaluation(StepDraft step, StepTree tree)
    {
        if (step.ParentId is >= 0 or < -int.MaxValue)
            return;

        StepDraft? evaluation = tree.Evaluation(step.ParentId);
        if (evaluation is null && !step.IsLate)
        {
            evaluation = NewEvaluation(new TraceRecord(step.Position, new RecordHeader { Ticks = step.Ticks }, default), (int)-step.ParentId);
            tree.AddEvaluation(evaluation);
        }

        step.Parent = evaluation;
    }

    public void TakeRaise(in TraceRecord record, StepTree tree)
    {
        RecordReader reader = record.Read(points);
        long handlers = reader.ReadInt64();
        string hook = points[record.Header.Point].Name;
        var step = new StepDraft(StepKind.HookExec, record)
        {
            Name = hook,
            Text = $"{hook} → {(handlers == 0 ? StepText.NoHandler : StepText.NoHandlerRecorded)}",
            Outcome = handlers == 0 ? StepText.NoHandler : StepText.NoHandlerRecorded,
        };
        if (reader.ReadValue() is { } payload)
            step.AddValue("payload", payload);

        AdoptByEvaluation(step, tree);
        _raises.TryAdd(record.Position, new PendingRaise(step));
    }

    public void TakeHookBegin(in TraceRecord record, StepTree tree) => tree.AddSpan(NewHook(record, tree));

    public void TakeHookEnd(in TraceRecord record, StepTree tree, bool followsOthers)
    {
        var outcome = (HandlerOutcome)record.Header.Outcome;
        StepDraft? step = outcome == HandlerOutcome.Skipped ? null : tree.Span(record.Header.Reference);
        if (step is { HasEnd: true })
        {
            // It was given up, and ended after all.
            step.Fields.Add(new TraceField("ended_after", DurationText.Of(clock.Between(step.Ticks, record.Header.Ticks))));
            step.Exception ??= ExceptionOf(record);
            return;
        }

        if (step is null)
        {
            step = NewHook(record, tree);
            // Only a handler that was skipped refers to its raise; any other end refers to a begin that is missing here.
            bool skipped = outcome == HandlerOutcome.Skipped;
            if (skipped)
                tree.Add(step);
            else
                AddBeheaded(step, record, tree, followsOthers);
            step.HasBegin = false;
        }

        step.End(record);
        step.Outcome = StepText.Of(outcome);
        step.Failed = outcome != HandlerOutcome.Succeeded;
        object? detail = record.Payload.IsEmpty ? null : record.Read(points).ReadValue();
        step.Exception = detail as TraceException;
        if (detail is string reason)
            step.Fields.Add(new TraceField("reason", reason));
    }

    public void TakeCallBegin(in TraceRecord record, StepTree tree)
    {
        StepDraft step = NewCall(record);
        RecordReader reader = record.Read(points);
        if (IsEnumeration(record))
        {
            if (reader.ReadInt64() is > 1 and var number)
                step.Fields.Add(new TraceField("enumeration", number));
        }
        else
        {
            foreach (string parameter in points[record.Header.Point].Fields)
                step.Fields.Add(new TraceField(parameter, reader.ReadValue()));
        }

        AdoptByEvaluation(step, tree);
        tree.AddSpan(step);
    }

    public void TakeCallEnd(in TraceRecord record, StepTree tree, bool followsOthers)
    {
        StepDraft? step = tree.Span(record.Header.Reference);
        var outcome = (CallOutcome)record.Header.Outcome;
        bool isLateAnswer = (record.Header.Flags & RecordFlags.GivenUp) != 0;
        if (step is null || (step.HasEnd && !isLateAnswer))
        {
            step = NewCall(record);
            AddBeheaded(step, record, tree, followsOthers);
        }

        if (isLateAnswer)
        {
            TakeLateAnswer(step, outcome, record.Header.Ticks);
            return;
        }

        step.End(record);
        SetOutcome(step, outcome);
        if (record.Payload.IsEmpty && (record.Header.Flags & RecordFlags.Truncated) == 0)
            return;

        RecordReader reader = record.Read(points);
        if (IsEnumeration(record))
        {
            step.Fields.Add(new TraceField("items", reader.ReadInt64()));
            step.Exception = reader.AtEnd ? null : reader.ReadValue() as TraceException;
            return;
        }

        object? result = reader.ReadValue();
        if (result is TraceException exception)
            step.Exception = exception;
        else
            step.Fields.Add(new TraceField("result", result));
    }

    public void TakeStreamItem(in TraceRecord record, StepTree tree)
    {
        RecordReader reader = record.Read(points);
        string name = $"{points[record.Header.Point].Name} item {reader.ReadInt64()}";
        string after = tree.Span(record.Header.Reference) is { HasBegin: true } enumeration
            ? $" after {DurationText.Of(clock.Between(enumeration.Ticks, record.Header.Ticks))}"
            : "";
        var step = new StepDraft(StepKind.CustomEvent, record) { Name = name, Text = name + after };
        if (!reader.AtEnd)
            step.Fields.Add(new TraceField("item", reader.ReadValue()));
        tree.Add(step);
    }

    public void TakeCallConclusion(in TraceRecord record, StepTree tree, bool followsOthers)
    {
        StepDraft? step = tree.Span(record.Header.Reference);
        var outcome = (CallOutcome)record.Header.Outcome;
        if (step is null)
        {
            step = NewCall(record);
            AddBeheaded(step, record, tree, followsOthers);
            SetOutcome(step, outcome);
        }

        RecordReader reader = record.Read(points);
        step.Fields.Add(new TraceField("concluded", StepText.Conclusion(outcome, reader.ReadInt64(), reader.ReadString())));
    }

    /// <summary>Adds the raises of which no handler was recorded: a hook that nothing handles must show.</summary>
    public void AddUnhandledRaises(StepTree tree)
    {
        foreach (PendingRaise raise in _raises.Values)
            if (!raise.IsHandled)
                tree.Add(raise.Step);
    }

    private static bool IsEnumeration(in TraceRecord record) => (record.Header.Flags & RecordFlags.Enumeration) != 0;

    private static void SetOutcome(StepDraft call, CallOutcome outcome)
    {
        call.Outcome = StepText.Of(outcome);
        call.Failed = outcome.IsFailure();
    }

    // The attempt has had its outcome, at its timeout, also where that is not at hand; this is what the broker says of it.
    private void TakeLateAnswer(StepDraft call, CallOutcome outcome, long ticks)
    {
        if (!call.HasEnd)
            SetOutcome(call, CallOutcome.Ambiguous);

        string after = call.HasBegin ? $" after {DurationText.Of(clock.Between(call.Ticks, ticks))}" : "";
        call.Fields.Add(new TraceField("late_answer", StepText.Of(outcome) + after));
    }

    private StepDraft NewEvaluation(in TraceRecord record, int point)
    {
        string rule = points[point].Name;
        return new StepDraft(StepKind.RiskEval, record)
        {
            SpanId = -(long)point,
            ParentId = 0,
            HasBegin = false,
            Name = rule,
            Text = $"{rule} evaluating",
            Outcome = StepText.NoVerdict,
            Failed = true,
        };
    }

    private StepDraft NewHook(in TraceRecord record, StepTree tree)
    {
        TracePointDefinition point = points[record.Header.Point];
        string name = $"{point.Name} → {point.Member}";
        var step = new StepDraft(StepKind.HookExec, record) { Name = name, Text = name, Outcome = StepText.NoEnd };
        if (_raises.TryGetValue(record.Header.Reference, out PendingRaise? raise))
        {
            // The payload is shown once, with the first handler.
            if (!raise.IsHandled)
                step.Fields.AddRange(raise.Step.Fields);
            raise.IsHandled = true;
            step.ParentId = raise.Step.ParentId;
        }

        AdoptByEvaluation(step, tree);
        return step;
    }

    private StepDraft NewCall(in TraceRecord record)
    {
        string name = points[record.Header.Point].Name;
        return new StepDraft(StepKind.ApiCall, record)
        {
            Name = name,
            Text = name + StepText.Attempt(record.Header),
            Outcome = StepText.NoEnd,
            Failed = true,
        };
    }

    // An end without its begin. The begin was handed over with what came before, or it is missing, and that must show.
    private static void AddBeheaded(StepDraft step, in TraceRecord record, StepTree tree, bool followsOthers)
    {
        step.HasBegin = false;
        step.SpanId = record.Header.Reference;
        step.ParentId = 0;
        step.Parent = null;
        if (!followsOthers)
            step.Fields.Add(new TraceField("begin", NotRecorded));
        tree.AddSpan(step);
    }

    private TraceException? ExceptionOf(in TraceRecord record) => record.Payload.IsEmpty ? null : record.Read(points).ReadValue() as TraceException;

    private sealed class PendingRaise(StepDraft step)
    {
        public StepDraft Step { get; } = step;

        public bool IsHandled { get; set; }
    }
}
