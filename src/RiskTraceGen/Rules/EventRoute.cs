using System.Runtime.CompilerServices;

namespace RiskTraceGen;

/// <summary>Takes one event at a time through the rules that it wakes.</summary>
internal sealed class EventRoute<TEvent>
{
    private readonly DispatchGate _gate;

    public EventRoute(RiskTracer tracer, DispatchGate gate, Type type, EventRules<TEvent>[] sets)
    {
        _gate = gate;
        Tracer = tracer;
        Rules = [.. sets.SelectMany(static set => set.RulePoints.Select((point, place) => new Rule(set, place, point)))];
        First = sets[0];
        Deadline = tracer.Deadlines.Of(type, sets.Select(static set => set.EventPoint.Name));
    }

    public RiskTracer Tracer { get; }

    /// <summary>Every rule that the event wakes, in the order of evaluation.</summary>
    public Rule[] Rules { get; }

    /// <summary>Who records the event.</summary>
    public EventRules<TEvent> First { get; }

    /// <summary>How long the flow of an event may take; zero for as long as it likes.</summary>
    public TimeSpan Deadline { get; }

    public ValueTask<DispatchResult> DispatchAsync(TEvent riskEvent, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<DispatchResult>(cancellationToken);

        if (_gate.TryEnter())
            return Dispatch(riskEvent, cancellationToken);

        if (_gate.IsInsideOwner)
            throw new InvalidOperationException("DispatchAsync was called from inside a rule or an inline handler. Dispatch is serial: put the event in a queue, and dispatch it when the rule has returned.");

        return WaitAndDispatchAsync(riskEvent, cancellationToken);
    }

    private async ValueTask<DispatchResult> WaitAndDispatchAsync(TEvent riskEvent, CancellationToken cancellationToken)
    {
        await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        return await Dispatch(riskEvent, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<DispatchResult> Dispatch(TEvent riskEvent, CancellationToken cancellationToken)
    {
        bool suspends = false;
        try
        {
            _gate.RunHere();
            var evaluation = new EventEvaluation<TEvent>(this, riskEvent, cancellationToken);
            if (evaluation.Advance(out ValueTask<RuleResult> pending))
                return new ValueTask<DispatchResult>(evaluation.Complete());

            suspends = true;
            _gate.Suspend();
            return FinishAsync(evaluation, pending);
        }
        finally
        {
            if (!suspends)
                _gate.Exit();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<DispatchResult> FinishAsync(EventEvaluation<TEvent> evaluation, ValueTask<RuleResult> pending)
    {
        try
        {
            do
            {
                RuleResult result = default;
                Exception? failure = null;
                try
                {
                    result = await pending.ConfigureAwait(false);
                }
                catch (Exception exception)
                {
                    failure = exception;
                }

                _gate.RunHere();
                evaluation.Conclude(result, failure);
                if (evaluation.Advance(out pending))
                    return evaluation.Complete();

                _gate.Suspend();
            }
            while (true);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>One rule of the route.</summary>
    /// <param name="Set">Where it is called.</param>
    /// <param name="Place">Its place there.</param>
    /// <param name="Point">Its trace point.</param>
    internal readonly record struct Rule(EventRules<TEvent> Set, int Place, TracePoint Point);
}
