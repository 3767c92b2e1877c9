using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>A member that the wrapper of a broker has, or would have.</summary>
/// <param name="Receiver">The type to reach the member through, where the broker's own does not show it.</param>
/// <param name="Refusal">Why the wrapper does not have it; null if it does.</param>
internal sealed record WrapperMember(ISymbol Member, INamedTypeSymbol? Receiver, Refusal? Refusal);

/// <summary>The members of a wrapper: those of the broker in source order, then the inherited ones.</summary>
internal static class WrapperMembers
{
    // Each call with a fallback asks for them.
    private static readonly KnownPerCompilation<INamedTypeSymbol, IReadOnlyList<WrapperMember>> Known = new(
        static (broker, compilation) => [.. Find(broker, compilation)]);

    /// <summary>The methods, properties, events and fields of a broker, each with what keeps it out of the wrapper. Half-typed ones are left out.</summary>
    public static IReadOnlyList<WrapperMember> Of(INamedTypeSymbol broker, Compilation compilation) => Known.Of(broker, compilation);

    private static IEnumerable<WrapperMember> Find(INamedTypeSymbol broker, Compilation compilation)
    {
        var members = Distinct(broker, compilation).ToList();
        var ranks = new OverloadRanks(members.Where(member => member.Refusal is null).Select(member => member.Member), compilation);
        var missing = members.Where(IsMissed).Select(member => member.Member).ToList();
        return members.Select(member => member.Refusal is null
            && (ranks.RefusalOf(member.Member) ?? RefusalBeside(member.Member, missing, compilation)) is { } refusal
                ? member with { Refusal = refusal }
                : member);
    }

    // Calls of it compile where the broker is called, and would mean another overload where the wrapper is.
    private static bool IsMissed(WrapperMember member)
        => OverloadRanks.IsOverloadable(member.Member)
            && member.Refusal is
            {
                Reason: RefusalReason.Pointer or RefusalReason.BehindAlias or RefusalReason.UnsayableType or RefusalReason.VariableArguments
                    or RefusalReason.ReadOnlyReference or RefusalReason.Constraint or RefusalReason.ReceiverInText or RefusalReason.Conditional
            };

    // Which arguments go where, only a call tells: so many of them are enough.
    private static Refusal? RefusalBeside(ISymbol member, List<ISymbol> missing, Compilation compilation)
        => missing.Find(other => other.Name == member.Name
            && CanReplace(member, other)
            && !PointerOverloads.AreApart(member, other, compilation)) is { } replaced
                ? new(
                    RefusalReason.Replacing,
                    $"its overload '{replaced.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}' cannot be in the wrapper, where calls of that one would come here; rename one of them")
                : null;

    private static bool CanReplace(ISymbol member, ISymbol other)
        => other is IMethodSymbol { IsVararg: true }
            || Enumerable.Range(0, Math.Max(Signatures.ParametersOf(member).Length, Signatures.ParametersOf(other).Length) + 1)
                .Any(count => Signatures.Takes(member, count) && Signatures.Takes(other, count));

    private static IEnumerable<WrapperMember> Distinct(INamedTypeSymbol broker, Compilation compilation)
    {
        var signatures = new HashSet<string>(StringComparer.Ordinal);
        var names = new Dictionary<string, SymbolKind>(StringComparer.Ordinal);
        var overloads = new List<ISymbol>();
        var accessors = new HashSet<string>(StringComparer.Ordinal);
        bool canRank = OverloadRanks.CanBeSaid(compilation);
        var hiding = new List<ISymbol>();
        foreach ((ISymbol member, INamedTypeSymbol? contract) in Candidates(broker, compilation))
        {
            if ((member.IsStatic || member is INamedTypeSymbol) && Access.CanReach(member, compilation))
                hiding.Add(member);
            if (!IsMember(member)
                || !Signatures.IsWhole(member)
                || TwinOverloads.Outrank(member)
                || (member is IFieldSymbol && !Access.CanReach(member, compilation)))
                continue;

            // What no instance has comes before what a base type has by that name, wherever the broker is asked for it.
            INamedTypeSymbol? receiver = contract
                ?? (hiding.Exists(other => OverloadRanks.Outranks(other, member)) ? OverloadRanks.DeclaringType(member) : null);
            Refusal? refusal = Refusals.OfMember(member, broker, compilation) ?? (TwinOverloads.AreAmbiguous(member) ? Alike : null);
            if (refusal is not null)
                yield return new WrapperMember(member, receiver, refusal);
            else if (Signatures.TypesOf(member).All(type => type.SpecialType == SpecialType.System_Void || Access.CanName(type, compilation))
                && Signatures.Key(member) is var key
                && signatures.Add(key))
            {
                // Where the wrapper cannot say which comes first it has that one alone, as if the broker had hidden the others.
                if (!canRank && overloads.Exists(other => OverloadRanks.Outranks(other, member) && !OverloadRanks.AreApart(other, member)))
                {
                    yield return new WrapperMember(member, receiver, Unranked);
                    continue;
                }

                if (OverloadRanks.IsOverloadable(member))
                    overloads.Add(member);
                yield return new WrapperMember(
                    member, receiver, IsFree(member, names) && IsNoAccessor(member, key, signatures, accessors) ? null : Shared(member));
            }
        }
    }

    private static Refusal Alike { get; } = new(
        RefusalReason.Unranked, "a type argument makes it the same as another overload, and no call can tell which of them it means; rename one of them");

    private static Refusal Unranked { get; } = new(
        RefusalReason.Unranked, "an overload that a derived type declares comes before it, which the wrapper cannot say before C# 13 and .NET 9; rename it");

    /// <summary>The names that members of the broker have, in the wrapper or not.</summary>
    public static IEnumerable<string> Names(INamedTypeSymbol broker, Compilation compilation)
        => Candidates(broker, compilation).Select(candidate => candidate.Member.Name);

    private static bool IsMember(ISymbol member)
        => (member is { IsStatic: false, IsImplicitlyDeclared: false, CanBeReferencedByName: true }
            or IPropertySymbol { IsStatic: false, IsIndexer: true, IsImplicitlyDeclared: false })
            && member is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol or IEventSymbol or IFieldSymbol;

    private static Refusal Shared(ISymbol member)
        => new(
            RefusalReason.NameShared,
            $"'{member.Name}' is also a member of another kind, and the wrapper can have only one of them; rename the method, or annotate the type that declares it alone");

    private static bool IsFree(ISymbol member, Dictionary<string, SymbolKind> names)
    {
        if (member is IPropertySymbol { IsIndexer: true })
            return true;
        if (names.TryGetValue(member.Name, out SymbolKind kind))
            return kind == SymbolKind.Method && member.Kind == SymbolKind.Method;
        names.Add(member.Name, member.Kind);
        return true;
    }

    // A member may be called as an accessor of a property that another type declares.
    private static bool IsNoAccessor(ISymbol member, string key, HashSet<string> signatures, HashSet<string> accessors)
    {
        if (accessors.Contains(key) || Signatures.Reserved(member).Any(signatures.Contains))
            return false;
        accessors.UnionWith(Signatures.Reserved(member));
        return true;
    }

    private static IEnumerable<(ISymbol Member, INamedTypeSymbol? Receiver)> Candidates(INamedTypeSymbol broker, Compilation compilation)
    {
        for (INamedTypeSymbol? type = broker; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
            foreach (ISymbol member in type.GetMembers())
                yield return (member, null);

        foreach (INamedTypeSymbol contract in broker.AllInterfaces)
            foreach (ISymbol member in contract.GetMembers())
                if (broker.TypeKind == TypeKind.Interface)
                    yield return (member, IsAmbiguous(member, contract, broker) ? contract : null);
                else if (member is IMethodSymbol method
                    && BrokerCalls.FindOwn(method, broker, compilation.Assembly) is not null
                    && !IsShown(member, broker, compilation))
                    yield return (member, contract);
    }

    // Two base interfaces declare the same member: a call has to say whose.
    private static bool IsAmbiguous(ISymbol member, INamedTypeSymbol contract, INamedTypeSymbol broker)
        => broker.AllInterfaces.Any(other
            => !SymbolEqualityComparer.Default.Equals(other, contract)
                && other.GetMembers(member.Name).Any(rival => rival.Kind != member.Kind || Signatures.Key(rival) == Signatures.Key(member)));

    // A class implements the member in sight, so that it is a candidate already.
    private static bool IsShown(ISymbol member, INamedTypeSymbol broker, Compilation compilation)
        => broker.FindImplementationForInterfaceMember(member) is IMethodSymbol { MethodKind: MethodKind.Ordinary } implementation
            && Access.CanReach(implementation, compilation);
}
