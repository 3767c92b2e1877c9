using System.Collections.Immutable;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Linking;

/// <summary>Binds parameters that take wrappers still to be generated, and groups evaluations by event.</summary>
internal static class Binder
{
    /// <summary>
    /// The events with their rules. Rules of one event are in ordinal order of their names, then of their classes: the order does not depend on files.
    /// </summary>
    public static IEnumerable<DispatchModel> Events(ImmutableArray<RuleModel> rules, WrapperNames wrappers)
        => rules
            .SelectMany(rule => rule.Evaluations, (rule, evaluation) => (Rule: rule, Evaluation: evaluation))
            .Select(pair => (pair.Rule, pair.Evaluation, Arguments: Bind(pair.Evaluation.Arguments, wrappers)))
            .Where(pair => pair.Arguments is not null)
            .Select(pair => new DispatchedRuleModel(pair.Rule.Name, pair.Rule.Category, pair.Rule.TimeoutMilliseconds, pair.Rule.Component, pair.Evaluation with { Arguments = pair.Arguments!.Value }))
            .GroupBy(rule => rule.Evaluation.Event)
            .OrderBy(group => group.Key.Type.Full, StringComparer.Ordinal)
            .Select(group => new DispatchModel(
                group.Key,
                group.OrderBy(rule => rule.Name, StringComparer.Ordinal).ThenBy(rule => rule.Component.Type.Full, StringComparer.Ordinal).ToEquatableArray()));

    /// <summary>The class with the handlers whose parameters are bound; null if it has none.</summary>
    public static HandlerClassModel? Handlers(HandlerClassModel model, WrapperNames wrappers)
    {
        EquatableArray<HookHandlerModel> handlers = model.Handlers
            .Select(handler => Bind(handler.Method, wrappers) is { } method ? handler with { Method = method } : null)
            .OfType<HookHandlerModel>()
            .ToEquatableArray();
        EquatableArray<FailureHandlerModel> failureHandlers = model.FailureHandlers
            .Select(handler => Bind(handler.Method, wrappers) is { } method ? handler with { Method = method } : null)
            .OfType<FailureHandlerModel>()
            .ToEquatableArray();
        return handlers.Count + failureHandlers.Count == 0 ? null : model with { Handlers = handlers, FailureHandlers = failureHandlers };
    }

    private static HandlerMethodModel? Bind(HandlerMethodModel method, WrapperNames wrappers)
        => Bind(method.Arguments, wrappers) is { } arguments ? method with { Arguments = arguments } : null;

    private static EquatableArray<ArgumentModel>? Bind(EquatableArray<ArgumentModel> arguments, WrapperNames wrappers)
    {
        var bound = new List<ArgumentModel>(arguments.Count);
        foreach (ArgumentModel argument in arguments)
        {
            if (argument.Wrapper is null)
                bound.Add(argument);
            else if (BrokerOf(argument, argument.Wrapper, wrappers) is { } broker)
                bound.Add(new ArgumentModel(ArgumentKind.Broker, Broker: broker));
            else
                return null;
        }

        return bound.ToEquatableArray();
    }

    private static TypeRef? BrokerOf(ArgumentModel argument, string wrapper, WrapperNames wrappers)
        => argument.Broker is { } existing
            ? wrappers.BrokerOf(wrapper, argument.TypeArguments, argument.Nearer) ?? existing
            : wrappers.BrokerOf(wrapper, argument.TypeArguments);
}
