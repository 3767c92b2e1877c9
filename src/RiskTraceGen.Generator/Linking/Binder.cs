using System.Collections.Immutable;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Linking;

/// <summary>Binds parameters that take wrappers still to be generated, and groups evaluations by event.</summary>
/// <param name="wrappers">The wrappers of the assembly.</param>
internal sealed class Binder(WrapperNames wrappers)
{
    // One method evaluates the rules of a class. The compiler of the run-time keeps track of so many values in it;
    // with more, each rule would take twice the time.
    private const int MaxRulesOfAClass = 128;

    /// <summary>
    /// The events with their rules. Rules of one event are in ordinal order of their names, then of their classes: the order does not depend
    /// on files. An event that wakes very many is there several times, each time with some of them.
    /// </summary>
    public IEnumerable<DispatchModel> Events(ImmutableArray<RuleModel> rules)
        => rules
            .SelectMany(rule => rule.Evaluations, (rule, evaluation) => (Rule: rule, Evaluation: evaluation))
            .Select(pair => (pair.Rule, pair.Evaluation, Arguments: Bind(pair.Evaluation.Arguments)))
            .Where(pair => pair.Arguments is not null)
            .Select(pair => new DispatchedRuleModel(
                pair.Rule.Name,
                pair.Rule.Category,
                pair.Rule.TimeoutMilliseconds,
                pair.Rule.Component,
                pair.Evaluation with { Arguments = pair.Arguments!.Value }))
            .GroupBy(rule => rule.Evaluation.Event.Type)
            .OrderBy(group => group.Key.Full, StringComparer.Ordinal)
            .SelectMany(group => group
                .OrderBy(rule => rule.Name, StringComparer.Ordinal).ThenBy(rule => rule.Component.Type.Full, StringComparer.Ordinal)
                .Select((rule, place) => (Rule: rule, Part: place / MaxRulesOfAClass))
                .GroupBy(rule => rule.Part, rule => rule.Rule)
                .Select(part => new DispatchModel(
                    group.Select(static rule => rule.Evaluation.Event).Aggregate(static (riskEvent, same) => riskEvent.Redacting(same)),
                    part.ToEquatableArray())));

    /// <summary>The class with the handlers whose parameters are bound; null if it has none.</summary>
    public HandlerClassModel? Handlers(HandlerClassModel model)
    {
        EquatableArray<HookHandlerModel> handlers = model.Handlers
            .Select(handler => Bind(handler.Method) is { } method ? handler with { Method = method } : null)
            .OfType<HookHandlerModel>()
            .ToEquatableArray();
        EquatableArray<FailureHandlerModel> failureHandlers = model.FailureHandlers
            .Select(handler => Bind(handler.Method) is { } method ? handler with { Method = method } : null)
            .OfType<FailureHandlerModel>()
            .ToEquatableArray();
        return handlers.Count + failureHandlers.Count == 0 ? null : model with { Handlers = handlers, FailureHandlers = failureHandlers };
    }

    private HandlerMethodModel? Bind(HandlerMethodModel method)
        => Bind(method.Arguments) is { } arguments ? method with { Arguments = arguments } : null;

    private EquatableArray<ArgumentModel>? Bind(EquatableArray<ArgumentModel> arguments)
    {
        var bound = new List<ArgumentModel>(arguments.Count);
        foreach (ArgumentModel argument in arguments)
        {
            if (argument.Wrapper is null)
                bound.Add(argument);
            else if (WrapperOf(argument, argument.Wrapper) is { } wrapper)
                bound.Add(new ArgumentModel(ArgumentKind.Broker, Bound: wrapper));
            else
                return null;
        }

        return bound.ToEquatableArray();
    }

    private WrapperModel? WrapperOf(ArgumentModel argument, string wrapper)
        => argument.Bound is { } existing
            ? wrappers.Find(wrapper, argument.TypeArguments, argument.Nearer) ?? existing
            : wrappers.Find(wrapper, argument.TypeArguments);
}
