using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator;

/// <summary>Joins of the pipeline.</summary>
internal static class Composition
{
    public static IncrementalValuesProvider<T> NotNull<T>(this IncrementalValuesProvider<T?> values)
        where T : class
        => values.Where(static value => value is not null).Select(static (value, _) => value!);

    /// <summary>The values of all parts, in order. One array grows through the parts, so that a value has one path back to where it came from.</summary>
    public static IncrementalValuesProvider<T> Join<T>(IncrementalValuesProvider<T> first, params IncrementalValuesProvider<T>[] others)
    {
        IncrementalValueProvider<ImmutableArray<T>> all = first.Collect();
        foreach (IncrementalValuesProvider<T> other in others)
            all = all.Combine(other.Collect()).Select(static (pair, _) => pair.Left.AddRange(pair.Right));
        return all.SelectMany(static (values, _) => values);
    }

    public static IncrementalValuesProvider<EncoderModel> Encoders<T>(this IncrementalValuesProvider<Parsed<T>> values)
        where T : IEquatable<T>
        => values.SelectMany(static (parsed, _) => parsed.Encoders);

    /// <summary>Each encoder once, though several models need it.</summary>
    public static IEnumerable<EncoderModel> Distinct(ImmutableArray<EncoderModel> encoders, CancellationToken cancellationToken)
        => encoders.GroupBy(encoder => encoder.Encoder)
            .Select(group => group.Aggregate(static (encoder, same) => encoder.Redacting(same)))
            .OrderBy(encoder => encoder.Type.Full, StringComparer.Ordinal);

    /// <summary>Each class once, though it has both kinds of handlers.</summary>
    public static IEnumerable<HandlerClassModel> DistinctHandlers(ImmutableArray<HandlerClassModel> classes, CancellationToken cancellationToken)
        => classes.Distinct().OrderBy(model => model.Type.Full, StringComparer.Ordinal);

    /// <summary>Each file once: two types of one name, which a program has while somebody types, would have one each.</summary>
    public static IEnumerable<Draft> DistinctDrafts(ImmutableArray<Draft> drafts, CancellationToken cancellationToken)
        => drafts.GroupBy(draft => (draft.FileName, draft.Types)).Select(static group => group.First());

    public static IncrementalValueProvider<ModuleModel> Module(
        IncrementalValueProvider<AssemblyModel> assembly,
        IncrementalValuesProvider<DispatchModel> events,
        IncrementalValuesProvider<HandlerClassModel> handlers,
        IncrementalValuesProvider<PayloadModel> payloads,
        IncrementalValuesProvider<BrokerModel> brokers,
        IncrementalValuesProvider<EncoderModel> encoders,
        IncrementalValuesProvider<DeadlineModel> deadlines)
    {
        var calls = brokers.SelectMany(static (broker, _) => broker.Members.OfType<MethodModel>().Select(method => method.Call).OfType<CallModel>())
            .Select(static (call, _) => new BrokerCallModel(call.TraceName, call.Member, call.Policy?.Description ?? default))
            .Collect();
        var encoded = encoders.Select(static (encoder, _) => new EncodedTypeModel(encoder.Type, encoder.Encoder, encoder.Silenced)).Collect();
        return assembly.Combine(events.Collect())
            .Combine(handlers.Collect())
            .Combine(payloads.Collect())
            .Combine(calls)
            .Combine(encoded)
            .Combine(deadlines.Collect())
            .Select(static (all, _) => new ModuleModel(
                all.Left.Left.Left.Left.Left.Left,
                all.Left.Left.Left.Left.Left.Right.ToEquatableArray(),
                all.Left.Left.Left.Left.Right.ToEquatableArray(),
                all.Left.Left.Left.Right.Distinct().OrderBy(payload => payload.Type.Full, StringComparer.Ordinal).ToEquatableArray(),
                all.Left.Left.Right.Distinct()
                    .OrderBy(call => call.Name, StringComparer.Ordinal)
                    .ThenBy(call => call.Member, StringComparer.Ordinal)
                    .ToEquatableArray(),
                all.Left.Right.ToEquatableArray(),
                Deadlines(all.Left.Left.Left.Left.Left.Right, all.Right).ToEquatableArray()));
    }

    // Also those of events of other assemblies, which rules here take. Each once, and all in an order that does not depend on files.
    private static IEnumerable<DeadlineModel> Deadlines(ImmutableArray<DispatchModel> events, ImmutableArray<DeadlineModel> declared)
        => declared
            .Concat(events.Select(dispatch => dispatch.Event.Deadline).OfType<DeadlineModel>())
            .Distinct()
            .OrderBy(deadline => deadline.Event?.Full ?? "", StringComparer.Ordinal)
            .ThenBy(deadline => deadline.FlowType, StringComparer.Ordinal);
}
