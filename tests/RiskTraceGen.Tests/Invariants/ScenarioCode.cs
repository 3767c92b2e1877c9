namespace RiskTraceGen.Tests;

/// <summary>What users' code does in a scenario: rules and handlers.</summary>
internal sealed partial class Scenario
{
    // Apart from the numbers that steps take: each rule's and handler's own.
    private static int Own(long number, int place) => (int)(1_000_000 + (number * 100) + (place % 100));

    private static RuleResult Verdict(Ending ending) => ending switch
    {
        Ending.Succeeds => RuleResult.Pass,
        Ending.Fails => RuleResult.Breach("too much"),
        Ending.Throws => throw new InvalidOperationException("the rule failed"),
        Ending.TimesOut => throw new InsufficientDataException("no price"),
        _ => throw new OperationCanceledException("cancelled"),
    };

    private ValueTask<RuleResult> Evaluate(int rule, StormEvent e, RiskFlow flow, CancellationToken cancellationToken)
    {
        _flowOf[e.Number] = flow.Id;
        return _dice.Roll(10, "rule", e.Number, rule) switch
        {
            0 or 1 or 2 or 3 => new(Return(e, rule, RuleResult.Pass)),
            4 => new(Return(e, rule, Verdict((Ending)_dice.Roll(5, "verdict", e.Number, rule)))),
            5 => EvaluateWithCallAsync(rule, e, flow, cancellationToken),
            6 => EvaluateWithRaiseAsync(rule, e, flow),
            _ => EvaluateLaterAsync(rule, e),
        };
    }

    private async ValueTask<RuleResult> EvaluateLaterAsync(int rule, StormEvent e) => Return(e, rule, Verdict(await Ends.AwaitAsync(Waiting.Rule, e.Number, rule)));

    private async ValueTask<RuleResult> EvaluateWithCallAsync(int rule, StormEvent e, RiskFlow flow, CancellationToken cancellationToken)
    {
        if (rule % 2 == 0)
            flow.Raise(new BreachDetected($"rule {rule}", e.Contract));

        int number = Own(e.Number, rule);
        _flowOf[number] = flow.Id;
        Receipt? receipt = await CallAsync(2, number, flow, cancellationToken);
        return Return(e, rule, RuleResult.Breach(receipt is { Success: true } ? "closed" : "not closed"));
    }

    private async ValueTask<RuleResult> EvaluateWithRaiseAsync(int rule, StormEvent e, RiskFlow flow)
    {
        int number = Own(e.Number, rule);
        _flowOf[number] = flow.Id;
        HookOutcome outcome = await flow.RaiseAsync(new Gust(number));
        return Return(e, rule, outcome.AllSucceeded ? RuleResult.Pass : RuleResult.InsufficientData("a handler failed"));
    }

    private RuleResult Return(StormEvent e, int rule, RuleResult result)
    {
        _returned[(e.Number, rule)] = result.Severity;
        return result;
    }

    private void Toggle<TPayload>(string hook, int name, Random random, Func<TPayload, int?> numberOf)
    {
        // A payload of each kind may have the same number.
        int place = name + (100 * hook.Length);
        int order = random.Next(3);
        int timeout = random.Next(3) * 40;
        bool inline = random.Next(6) == 0;
        IDisposable? attached;
        lock (_gate)
        {
            if (!_attached.Remove((typeof(TPayload), name), out attached))
            {
                _attached[(typeof(TPayload), name)] = Tracer.Hooks.Attach<TPayload>(
                    hook,
                    (payload, flow, token) => HandleAsync(numberOf(payload) ?? flow.Span, place, payload is Gust, inline, flow),
                    new HookOptions { Name = $"Handler{name}", Order = order, Inline = inline, Timeout = TimeSpan.FromMilliseconds(timeout) });
            }
        }

        attached?.Dispose();
    }

    private void ToggleFailureHandler(Random random)
    {
        IDisposable? detached = null;
        lock (_gate)
        {
            if (_failureHandlers.Count < 2)
            {
                int place = ++_failureHandlersAttached;
                _failureHandlers.Add(Tracer.Hooks.AttachFailureHandler((failure, flow, _) => HandleAsync(flow.Span, place, false, false, flow), random.Next(2) == 0 ? "gust" : null));
            }
            else
            {
                detached = _failureHandlers[random.Next(2)];
                _failureHandlers.Remove(detached);
            }
        }

        detached?.Dispose();
    }

    private ValueTask HandleAsync(long number, int place, bool raises, bool inline, RiskFlow flow)
    {
        switch (_dice.Roll(12, "handler", number, place))
        {
            case 0:
                throw new InvalidOperationException("the handler failed");
            case 1:
                return ValueTask.FromException(new FormatException("the handler's task failed"));
            case 2 when raises:
                flow.Raise(new Squall((int)number));
                return default;
            case 3 when raises:
                return CallAndWaitAsync(number, place, flow);
            case 4 when !inline:
                Block(number, place);
                return default;
            case 5 or 6:
                return HandleLaterAsync(number, place);
            default:
                return default;
        }
    }

    // As many as leave workers for the others.
    private void Block(long number, int place)
    {
        bool mayBlock = Interlocked.Increment(ref _blocked) <= MaxBlocked;
        Ending ending = mayBlock ? Ends.Block(Waiting.Handler, number, place) : Ending.Succeeds;
        Interlocked.Decrement(ref _blocked);
        End(ending);
    }

    private async ValueTask HandleLaterAsync(long number, int place) => End(await Ends.AwaitAsync(Waiting.Handler, number, place));

    private async ValueTask CallAndWaitAsync(long number, int place, RiskFlow flow)
    {
        int own = Own(number, place);
        _flowOf[own] = flow.Id;
        Interlocked.Increment(ref _waitingForCalls);
        try
        {
            await CallAsync(0, own, flow, CancellationToken.None);
        }
        finally
        {
            Interlocked.Decrement(ref _waitingForCalls);
        }
    }

    private static void End(Ending ending)
    {
        if (ending != Ending.Succeeds)
            throw new InvalidOperationException("the handler failed in the end");
    }
}
