using System.Runtime.CompilerServices;

namespace RiskTraceGen;

/// <summary>Takes the events of one type through the rules that they wake.</summary>
internal sealed class EventRoute<TEvent>
{
    private const int MaxSpare = 256;

    private readonly DispatchOrder _order;
    private readonly EventRules<TEvent>[] _sets;

    public EventRoute(DispatchContext context, Type type, EventRules<TEvent>[] sets)
    {
        _order = context.Settings.Order;
        _sets = sets;
        Tracer = context.Tracer;
        Gate = context.Gate;
        GivenUp = context.GivenUp;
        First = sets[0];
        Rules = [.. sets.SelectMany(set => set.RulePoints.Select((point, place) => new RoutedRule<TEvent>(set, place, point, context.TimeoutOf(point))))];
        IsConcurrent = context.Settings.ConcurrentRules;
        Deadline = Tracer.Deadlines.Of(type, sets.Select(static set => set.EventPoint.Name));
    }

    public RiskTracer Tracer { get; }

    public DispatchGate Gate { get; }

    public GivenUpRules GivenUp { get; }

    /// <summary>Every rule that the event wakes, in the order of evaluation.</summary>
    public RoutedRule<TEvent>[] Rules { get; }

    /// <summary>Whether a rule that has to be waited for delays none of the others.</summary>
    public bool IsConcurrent { get; }

    /// <summary>Who records the event.</summary>
    public EventRules<TEvent> First { get; }

    /// <summary>How long the flow of an event may take; zero for as long as it likes.</summary>
    public TimeSpan Deadline { get; }

    /// <summary>Evaluations that can be used again.</summary>
    public BoundedPool<PendingRule<TEvent>> Pending { get; } = new(MaxSpare);

    public ValueTask<DispatchResult> DispatchAsync(TEvent riskEvent, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<DispatchResult>(cancellationToken);

        string? key = _order == DispatchOrder.Serial ? null : KeyOf(riskEvent);
        if (Gate.TryEnter(key) is { } lane)
            return Dispatch(riskEvent, lane, cancellationToken);

        if (Gate.IsInside)
            throw new InvalidOperationException(
                "DispatchAsync was called from inside a rule or an inline handler, and could wait for itself: put the event in a queue, and dispatch it when the rule has returned.");

        return WaitAndDispatchAsync(riskEvent, key, cancellationToken);
    }

    private async ValueTask<DispatchResult> WaitAndDispatchAsync(TEvent riskEvent, string? key, CancellationToken cancellationToken)
    {
        DispatchLane lane = await Gate.EnterAsync(key, cancellationToken).ConfigureAwait(false);
        return await Dispatch(riskEvent, lane, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<DispatchResult> Dispatch(TEvent riskEvent, DispatchLane lane, CancellationToken cancellationToken)
    {
        bool suspends = false;
        int outer = Gate.Enter();
        try
        {
            var evaluation = new EventEvaluation<TEvent>(this, riskEvent, lane.Key, cancellationToken);
            if (evaluation.Advance())
                return new ValueTask<DispatchResult>(evaluation.Complete());

            suspends = true;
            return FinishAsync(evaluation, lane);
        }
        finally
        {
            DispatchGate.Leave(outer);
            if (!suspends)
                Gate.Exit(lane);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<DispatchResult> FinishAsync(EventEvaluation<TEvent> evaluation, DispatchLane lane)
    {
        try
        {
            do
            {
                while (evaluation.TryTakePending(out PendingRule<TEvent>? pending))
                {
                    int place = pending.Place;
                    evaluation.Resume(place, await pending.Verdict.ConfigureAwait(false));
                }
            }
            while (!AdvanceHere(ref evaluation));

            return evaluation.Complete();
        }
        finally
        {
            Gate.Exit(lane);
        }
    }

    private bool AdvanceHere(ref EventEvaluation<TEvent> evaluation)
    {
        int outer = Gate.Enter();
        try
        {
            return evaluation.Advance();
        }
        finally
        {
            DispatchGate.Leave(outer);
        }
    }

    // The event's property is the user's code: an event whose key cannot be read is evaluated alone, where order is kept with everything.
    private string? KeyOf(TEvent riskEvent)
    {
        try
        {
            foreach (EventRules<TEvent> set in _sets)
            {
                string? key = _order == DispatchOrder.ByContract ? set.ContractOf(riskEvent) : set.AccountOf(riskEvent);
                if (!string.IsNullOrEmpty(key))
                    return key;
            }
        }
        catch (Exception)
        {
            return null;
        }

        return null;
    }
}
