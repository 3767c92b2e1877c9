namespace RiskTraceGen;

/// <summary>Finds the parent of each step and puts them into the order in which they are told.</summary>
internal sealed class StepTree
{
    private readonly List<StepDraft> _steps = [];
    private readonly Dictionary<long, StepDraft> _spans = [];
    private readonly Dictionary<long, StepDraft> _evaluations = [];

    public int Count => _steps.Count;

    public void Add(StepDraft step) => _steps.Add(step);

    /// <summary>Adds a hook's or a call's execution: others may be its children.</summary>
    public void AddSpan(StepDraft step)
    {
        _steps.Add(step);
        if (step.SpanId > 0)
            _spans.TryAdd(step.SpanId, step);
    }

    public StepDraft? Span(long id) => _spans.GetValueOrDefault(id);

    /// <summary>The last evaluation of a rule, by its negative span.</summary>
    public StepDraft? Evaluation(long span) => _evaluations.GetValueOrDefault(span);

    /// <summary>Adds an evaluation. A later one of the same rule takes over its span from then on.</summary>
    public void AddEvaluation(StepDraft step)
    {
        _steps.Add(step);
        _evaluations[step.SpanId] = step;
    }

    /// <summary>The steps, parents before children, each with its depth.</summary>
    public List<(StepDraft Step, int Depth)> InOrder()
    {
        var roots = new List<StepDraft>();
        foreach (StepDraft step in _steps)
            Attach(step, roots);

        roots.Sort(static (a, b) => (Rank(a), a.Ticks, a.Position).CompareTo((Rank(b), b.Ticks, b.Position)));
        var ordered = new List<(StepDraft, int)>(_steps.Count);
        // Not by recursion: a damaged journal may nest as deeply as it has records.
        var pending = new Stack<(StepDraft Step, int Depth)>();
        Push(roots, 0);
        while (pending.TryPop(out (StepDraft Step, int Depth) next))
        {
            ordered.Add(next);
            next.Step.Children.Sort(static (a, b) => (a.Ticks, a.Position).CompareTo((b.Ticks, b.Position)));
            Push(next.Step.Children, next.Depth + 1);
        }

        return ordered;

        void Push(List<StepDraft> siblings, int depth)
        {
            for (int i = siblings.Count - 1; i >= 0; i--)
                pending.Push((siblings[i], depth));
        }
    }

    private void Attach(StepDraft step, List<StepDraft> roots)
    {
        // A parent begins before its children: what says otherwise is damaged, and must not make a circle.
        if (step.Parent is null && step.ParentId > 0 && step.ParentId < step.SpanId)
            step.Parent = Span(step.ParentId);
        if (step is { IsLate: true, Parent.IsLate: false })
            step.Parent = null;

        if (step.Parent is not { } parent)
        {
            roots.Add(step);
            return;
        }

        parent.Children.Add(step);
        if (!parent.HasBegin && step.Ticks < parent.Ticks)
            parent.Ticks = step.Ticks;
    }

    private static int Rank(StepDraft step) => step switch
    {
        { Kind: StepKind.FlowStart } => 0,
        { Kind: StepKind.FlowEnd } => 2,
        { IsLate: true } => 3,
        _ => 1,
    };
}
