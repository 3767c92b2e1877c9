using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>
/// The methods of a broker that take over for its calls, or are asked about them. They get the arguments of those
/// and answer in their place, so that what is kept out of a trace of a call is kept out of theirs.
/// </summary>
internal sealed class Substitutes
{
    private readonly INamedTypeSymbol _broker;
    private readonly Dictionary<ISymbol, List<IMethodSymbol>> _calls = new(SymbolEqualityComparer.Default);

    public Substitutes(IEnumerable<IMethodSymbol> calls, INamedTypeSymbol broker, Compilation compilation)
    {
        _broker = broker;
        foreach (IMethodSymbol call in calls)
            foreach (IMethodSymbol substitute in CallPolicies.SubstitutesOf(call, broker, compilation.Assembly, compilation))
                if (_calls.TryGetValue(substitute, out List<IMethodSymbol>? others))
                    others.Add(call);
                else
                    _calls.Add(substitute, [call]);
    }

    public IEnumerable<IMethodSymbol> All => _calls.Keys.Cast<IMethodSymbol>();

    /// <summary>The calls that a method stands in for.</summary>
    public IReadOnlyList<IMethodSymbol> CallsOf(IMethodSymbol method) => _calls.TryGetValue(method, out List<IMethodSymbol>? calls) ? calls : [];

    /// <summary>
    /// Whether an argument of a method is redacted because it is that of a call which the method stands in for, and nothing else is said of it.
    /// </summary>
    public bool IsGivenSecret(IParameterSymbol parameter)
        => CallsBehind((IMethodSymbol)parameter.ContainingSymbol)
            .Exists(call => CallPolicies.Given(parameter, call) is { } given && Secrets.IsSensitive(AttributeSources.OfParameter(given, _broker)))
            && !Secrets.IsDecided(AttributeSources.OfParameter(parameter, _broker));

    /// <summary>Whether the result of a method is redacted because it takes the place of another that is, and nothing else is said of it.</summary>
    public bool ReturnsSecret(IMethodSymbol method)
        => CallsBehind(method).Exists(call => Secrets.IsResultSensitive(AttributeSources.OfResult(call, _broker)))
            && !Secrets.IsResultDecided(AttributeSources.OfResult(method, _broker));

    // What stands in for a call may have a substitute itself, to which it hands on what it was given.
    private List<IMethodSymbol> CallsBehind(IMethodSymbol method)
    {
        List<IMethodSymbol> calls = [.. CallsOf(method)];
        for (int place = 0; place < calls.Count; place++)
            calls.AddRange([.. CallsOf(calls[place]).Where(call => !calls.Contains(call, SymbolEqualityComparer.Default))]);
        return calls;
    }
}
