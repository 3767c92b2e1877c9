using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Why methods of one broker are not recorded. What is in the way of all of them is found once, however many are asked about. Thread safe.</summary>
internal sealed class BrokerRefusals(INamedTypeSymbol broker, Compilation compilation)
{
    private readonly Lazy<Refusal?> _ofType = new(() => Refusals.OfType(broker, compilation));
    private readonly Lazy<Refusal?> _ofExtension = new(() => Refusals.OfExtension(broker, compilation));
    private readonly Lazy<ILookup<ISymbol, Refusal?>> _members = new(()
        => WrapperMembers.Of(broker, compilation)
            .ToLookup<WrapperMember, ISymbol, Refusal?>(static member => member.Member, static member => member.Refusal, SymbolEqualityComparer.Default));

    /// <summary>The methods that the wrapper has, as the broker has them: with its type arguments for what it inherits.</summary>
    public IEnumerable<IMethodSymbol> Wrapped
        => _ofType.Value is null && Refusals.IsWhole(broker, compilation)
            ? _members.Value.Where(static member => member.Any(static refusal => refusal is null)).Select(static member => member.Key).OfType<IMethodSymbol>()
            : [];

    /// <summary>Why a method of the broker is not recorded, everything considered.</summary>
    public Refusal? Of(IMethodSymbol method)
    {
        if ((Refusals.OfKind(method) ?? _ofType.Value ?? Refusals.OfMember(method, broker, compilation)) is { } refusal)
            return refusal;
        if (!Refusals.IsWhole(broker, compilation))
            return null;

        return _members.Value[method].FirstOrDefault() ?? Refusals.OfCall(method) ?? _ofExtension.Value;
    }

    /// <summary>The same of a method that an attribute of the assembly names.</summary>
    public Refusal? OfNamed(IMethodSymbol method) => Of(method) ?? Refusals.OfWrapper(method, broker, compilation);
}
