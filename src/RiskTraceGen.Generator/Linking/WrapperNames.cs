using System.Collections.Immutable;
using RiskTraceGen.Generator.Model;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Linking;

/// <summary>
/// The names of the wrappers of an assembly, each different: <c>ITradingSuite</c> has <c>TracedTradingSuite</c>. Where that would be the name of two,
/// a segment of the namespace tells them apart (<c>TracedAlpacaClient</c>, <c>TracedBinanceClient</c>), the nearest one that does.
/// </summary>
internal sealed record WrapperNames(EquatableArray<NamedBroker> Brokers)
{
    public string Of(BrokerModel broker) => Brokers.First(named => named.Type == broker.Type).Wrapper;

    /// <summary>The broker behind a wrapper; null if there is none.</summary>
    public NamedBroker? Find(string wrapper) => Brokers.FirstOrDefault(named => named.Wrapper == wrapper);

    public static WrapperNames Assign(ImmutableArray<BrokerName> brokers)
        => new(brokers
            .GroupBy(broker => broker.BaseName)
            .SelectMany(group => Tell(group.OrderBy(broker => broker.Type.Full, StringComparer.Ordinal).ToList()))
            .OrderBy(named => named.Type.Full, StringComparer.Ordinal)
            .ToEquatableArray());

    private static IEnumerable<NamedBroker> Tell(List<BrokerName> brokers)
    {
        if (brokers.Count == 1)
            return [Named(brokers[0], brokers[0].BaseName)];

        // An interface beside a class of the same name: the interface keeps its I.
        if (brokers.Select(broker => broker.Namespace).Distinct().Count() < brokers.Count)
            return brokers.Select(broker => Named(broker, Joined(broker, brokers) + broker.Name));

        for (int place = 0; place < brokers.Max(broker => Segments(broker).Length); place++)
            if (brokers.Select(broker => Segment(broker, place)).Distinct().Count() == brokers.Count)
                return brokers.Select(broker => Named(broker, Segment(broker, place) + broker.BaseName));
        return brokers.Select(broker => Named(broker, string.Concat(Segments(broker)) + broker.BaseName));
    }

    private static NamedBroker Named(BrokerName broker, string name)
        => new(broker.Type, TypeRef.Of(broker.Namespace, Wrappers.Prefix + name), Wrappers.Prefix + name);

    private static string Joined(BrokerName broker, List<BrokerName> brokers)
        => brokers.Any(other => other.Name == broker.Name && other != broker) ? string.Concat(Segments(broker)) : "";

    private static string[] Segments(BrokerName broker) => broker.Namespace.Split(['.'], StringSplitOptions.RemoveEmptyEntries);

    // Counted from the innermost.
    private static string Segment(BrokerName broker, int place)
        => Segments(broker) is var segments && place < segments.Length ? segments[segments.Length - 1 - place] : "";
}

/// <param name="Type">The broker.</param>
/// <param name="WrapperType">Its wrapper, without type arguments.</param>
internal sealed record NamedBroker(TypeRef Type, TypeRef WrapperType, string Wrapper);
