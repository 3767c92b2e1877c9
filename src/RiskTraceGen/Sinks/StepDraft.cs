namespace RiskTraceGen;

/// <summary>A step while its flow is decoded.</summary>
internal sealed class StepDraft(StepKind kind, in TraceRecord record)
{
    private long _endTicks;

    public StepKind Kind { get; } = kind;

    /// <summary>The position of the record that the step was first seen in: orders what has the same time.</summary>
    public long Position { get; } = record.Position;

    /// <summary>When the step began, as far as is known.</summary>
    public long Ticks { get; set; } = record.Header.Ticks;

    /// <summary>Whether <see cref="Ticks"/> is the step's own begin.</summary>
    public bool HasBegin { get; set; } = true;

    public bool HasEnd { get; private set; }

    /// <summary>Whether the step itself is late: it stands behind the end of its flow.</summary>
    public bool IsLate { get; } = (record.Header.Flags & RecordFlags.Late) != 0;

    public bool EndedLate { get; private set; }

    public long SpanId { get; set; } = record.Position;

    public long ParentId { get; set; } = record.Header.Reference;

    /// <summary>Resolved from <see cref="ParentId"/>; <see langword="null"/> for the flow itself.</summary>
    public StepDraft? Parent { get; set; }

    public List<StepDraft> Children { get; } = [];

    public string Name { get; set; } = "";

    public string Text { get; set; } = "";

    public string Outcome { get; set; } = "";

    public bool Failed { get; set; }

    public List<TraceField> Fields { get; } = [];

    public TraceException? Exception { get; set; }

    public void End(in TraceRecord record)
    {
        HasEnd = true;
        _endTicks = record.Header.Ticks;
        EndedLate = (record.Header.Flags & RecordFlags.Late) != 0;
    }

    /// <summary>Adds a value as fields: an object's own, else one under the given name.</summary>
    public void AddValue(string name, object? value)
    {
        if (value is TraceObject { Fields: { } fields })
            Fields.AddRange(fields);
        else
            Fields.Add(new TraceField(name, value));
    }

    public TimeSpan? Duration(TraceClock clock) => HasBegin && HasEnd ? clock.Between(Ticks, _endTicks) : null;

    public TraceStep ToStep(TraceClock clock, int depth)
    {
        TimeSpan? duration = Duration(clock);
        string text = Text;
        if (Kind == StepKind.ApiCall)
            text = duration is { } took ? $"{Text} → {Outcome} in {DurationText.Of(took)}" : $"{Text} → {Outcome}";

        bool late = IsLate || EndedLate;
        return new TraceStep
        {
            Kind = Kind,
            Time = clock.UtcOf(Ticks),
            Duration = duration,
            Name = Name,
            Text = late ? $"{text} (late)" : text,
            Outcome = Outcome,
            Failed = Failed,
            Fields = Fields,
            Exception = Exception,
            Depth = depth,
            Late = late,
            SpanId = SpanId,
            ParentId = Parent?.SpanId ?? 0,
        };
    }
}
