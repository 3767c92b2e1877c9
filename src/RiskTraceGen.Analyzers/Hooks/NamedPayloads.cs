using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Hooks;

/// <summary>The payloads that calls name: by their types, or in generic code by a type parameter, which stands for all that its constraints allow.</summary>
internal sealed class NamedPayloads
{
    private readonly HashSet<string> _hooks = new(StringComparer.Ordinal);
    private readonly HashSet<ITypeParameterSymbol> _open = new(SymbolEqualityComparer.Default);

    public void Add(ITypeSymbol payload)
    {
        if (payload is ITypeParameterSymbol parameter)
            _open.Add(parameter);
        else if (HookMethods.HookOf(payload) is { } hook)
            _hooks.Add(hook);
    }

    /// <summary>Whether one of the calls may be about the hook of a payload.</summary>
    public bool MayBe(ITypeSymbol payload) => Has(payload) || _open.Any(parameter => TypeConstraints.Allow(parameter, payload));

    /// <summary>Whether one of the calls is about the hook of a payload.</summary>
    public bool Has(ITypeSymbol payload) => HookMethods.HookOf(payload) is { } hook && _hooks.Contains(hook);
}
