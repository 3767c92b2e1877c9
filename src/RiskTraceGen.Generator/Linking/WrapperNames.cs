using System.Collections.Immutable;
using System.Text;
using RiskTraceGen.Generator.Emitting;
using RiskTraceGen.Generator.Model;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Linking;

/// <summary>
/// The names of the wrappers of an assembly, each different: <c>ITradingSuite</c> has <c>TracedTradingSuite</c>. Where that would be the
/// name of two, a segment of the namespace or a containing type tells them apart (<c>TracedAlpacaClient</c>,
/// <c>TracedBinanceClient</c>), the nearest one that does. Wrappers with different numbers of type parameters are different anyway. A
/// broker of a name of its own has no wrapper if that would be called as a type or a namespace that exists.
/// </summary>
internal sealed record WrapperNames(EquatableArray<NamedBroker> Brokers)
{
    /// <summary>The name of a broker's wrapper; null if it has none.</summary>
    public string? Of(BrokerModel broker) => Brokers.FirstOrDefault(named => named.Type == broker.Type)?.Wrapper;

    /// <summary>A wrapper with its broker and type arguments; null if there is none.</summary>
    public WrapperModel? Find(string wrapper, EquatableArray<TypeRef> typeArguments)
        => Brokers.FirstOrDefault(named => named.CanBeUsed && named.Wrapper == wrapper && named.Arity == typeArguments.Count)?.With(typeArguments);

    /// <summary>The same of the wrappers in some namespaces.</summary>
    public WrapperModel? Find(string wrapper, EquatableArray<TypeRef> typeArguments, EquatableArray<string> namespaces)
        => Brokers
            .FirstOrDefault(named => named.CanBeUsed && named.Wrapper == wrapper && named.Arity == typeArguments.Count && namespaces.Contains(named.Namespace))
            ?.With(typeArguments);

    /// <summary>Gives the names.</summary>
    /// <param name="brokers">All brokers.</param>
    /// <param name="isTaken">Whether a namespace has a type or a namespace of a name, with its arity as metadata has it.</param>
    public static WrapperNames Assign(ImmutableArray<BrokerName> brokers, Func<string, string, bool> isTaken)
    {
        var named = brokers
            .GroupBy(broker => (broker.BaseName, Arity: NamedBroker.ArityOf(broker.TypeParameters)))
            .SelectMany(group => Tell(group.OrderBy(broker => broker.Type.Full, StringComparer.Ordinal).ToList(), Exists))
            .OrderBy(broker => broker.Type.Full, StringComparer.Ordinal)
            .ToList();
        var taken = new HashSet<string>(named.Select(broker => broker.Wrapper), StringComparer.Ordinal);
        return new(named
            .GroupBy(broker => (broker.Wrapper, broker.Arity))
            .SelectMany(group => group.Select((broker, place) => place == 0 && !Exists(broker) ? broker : Numbered(broker, taken, Exists)))
            .OrderBy(broker => broker.Type.Full, StringComparer.Ordinal)
            .ToEquatableArray());

        bool Exists(NamedBroker broker) => isTaken(broker.Namespace, $"{broker.Wrapper}`{broker.Arity}");
    }

    private static IEnumerable<NamedBroker> Tell(List<BrokerName> brokers, Func<NamedBroker, bool> exists)
    {
        if (brokers.Count == 1)
            return Named(brokers[0], brokers[0].BaseName) is var only && exists(only) ? [] : [only];

        // An interface beside a class of the same name: the interface keeps its I.
        if (brokers.Select(broker => string.Join(".", Segments(broker))).Distinct().Count() < brokers.Count)
            return brokers.Select(broker => Named(broker, Joined(broker, brokers) + broker.Name));

        for (int place = 0; place < brokers.Max(broker => Segments(broker).Length); place++)
            if (brokers.Select(broker => Segment(broker, place)).Distinct().Count() == brokers.Count)
                return brokers.Select(broker => Named(broker, Segment(broker, place) + broker.BaseName));
        return brokers.Select(broker => Named(broker, string.Concat(Segments(broker)) + broker.BaseName));
    }

    // What tells one broker from another can be the name of a third, or that of a type.
    private static NamedBroker Numbered(NamedBroker broker, HashSet<string> taken, Func<NamedBroker, bool> exists)
    {
        NamedBroker numbered;
        do
            numbered = broker with { Wrapper = Identifiers.Unique(broker.Wrapper, taken) };
        while (exists(numbered));
        return numbered;
    }

    private static NamedBroker Named(BrokerName broker, string name)
        => new(broker.Type, broker.Namespace, broker.TypeParameters, Wrappers.Prefix + name, broker.CanBeUsed);

    private static string Joined(BrokerName broker, List<BrokerName> brokers)
        => brokers.Any(other => other.Name == broker.Name && other != broker) ? string.Concat(Segments(broker)) : "";

    // Of the namespace and of the containing types, whose type parameters do not count.
    private static string[] Segments(BrokerName broker)
        => [.. broker.Namespace.Split(['.'], StringSplitOptions.RemoveEmptyEntries), .. Containers(broker.Type.Short).Select(name => name.TrimStart('@'))];

    private static IEnumerable<string> Containers(string type)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < type.Length; i++)
        {
            depth += type[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (type[i] != '.' || depth > 0)
                continue;
            yield return type.Substring(start, i - start).Split('<')[0];
            start = i + 1;
        }
    }

    // Counted from the innermost.
    private static string Segment(BrokerName broker, int place)
        => Segments(broker) is var segments && place < segments.Length ? segments[segments.Length - 1 - place] : "";
}

/// <param name="Type">The broker.</param>
/// <param name="Namespace">Where it and its wrapper stand.</param>
/// <param name="TypeParameters">Those of the types that it is nested in, and its own: <c>&lt;T&gt;</c>, or nothing.</param>
/// <param name="Wrapper">The name of its wrapper.</param>
/// <param name="CanBeUsed">Whether other generated code than its wrapper can say it.</param>
internal sealed record NamedBroker(TypeRef Type, string Namespace, string TypeParameters, string Wrapper, bool CanBeUsed)
{
    public int Arity => ArityOf(TypeParameters);

    public static int ArityOf(string typeParameters) => typeParameters.Length == 0 ? 0 : typeParameters.Split(',').Length;

    /// <summary>The wrapper and the broker with type arguments in place of their type parameters.</summary>
    public WrapperModel With(IReadOnlyList<TypeRef> typeArguments)
    {
        TypeRef wrapper = TypeRef.Of(Namespace, Wrapper);
        return typeArguments.Count == 0 ? new(Type, wrapper) : new(Type with { Text = Closed(typeArguments) }, wrapper.With([.. typeArguments]));
    }

    // Each type that the broker is nested in has a list of its own, and takes as many of them.
    private string Closed(IReadOnlyList<TypeRef> typeArguments)
    {
        var text = new StringBuilder();
        int taken = 0;
        foreach ((string part, int place) in Type.Text.Split('<', '>').Select((part, place) => (part, place)))
        {
            if (place % 2 == 0)
            {
                text.Append(part);
                continue;
            }

            int count = ArityOf(part);
            text.Append('<').Append(string.Join(", ", typeArguments.Skip(taken).Take(count))).Append('>');
            taken += count;
        }

        return text.ToString();
    }
}
