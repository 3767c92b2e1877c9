using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>What makes a method a broker call.</summary>
/// <param name="Name">The call's name in traces.</param>
/// <param name="Attribute">The attribute that says so.</param>
internal sealed record BrokerCallMark(string Name, AttributeData Attribute);

/// <summary>Which methods are broker calls: annotated, named by an assembly attribute, overriding one, or implementing one.</summary>
internal static class BrokerCalls
{
    /// <summary>What marks a method as a broker call; null if it is none.</summary>
    /// <param name="method">The method.</param>
    /// <param name="broker">The type that it is called on, which declares or inherits it.</param>
    /// <param name="assembly">The assembly whose attributes count.</param>
    public static BrokerCallMark? Find(IMethodSymbol method, INamedTypeSymbol broker, IAssemblySymbol assembly)
    {
        foreach (IMethodSymbol declaration in Declarations.Of(method, broker))
            if (FindOwn(declaration, broker, assembly) is { } mark)
                return mark;
        return null;
    }

    /// <summary>What marks a method itself: an annotation of its own, or an attribute of the assembly that names it.</summary>
    public static BrokerCallMark? FindOwn(IMethodSymbol method, INamedTypeSymbol broker, IAssemblySymbol assembly)
    {
        if (method.MethodKind != MethodKind.Ordinary)
            return null;

        method = method.OriginalDefinition;
        foreach (AttributeData attribute in method.GetAttributes())
            if (Annotations.IsLibraryType(attribute.AttributeClass, Annotations.BrokerCall) && Annotations.Name(attribute) is { } name)
                return new BrokerCallMark(name, attribute);

        // The attribute may name the method of a type that inherits it; what is said of the broker itself comes before what is said of its base.
        AttributeData? naming = null;
        foreach (AttributeData attribute in Annotations.FindAll(assembly, Annotations.BrokerCall))
            if (Target(attribute) is var (type, member)
                && member == method.Name
                && Declarations.IsOrInherits(broker, type)
                && Declarations.IsOrInherits(type, method.ContainingType)
                && (naming is null || (IsNamed(broker, attribute) && !IsNamed(broker, naming))))
                naming = attribute;
        if (naming is null)
            return null;
        string given = Annotations.Named(naming, "Name", "");
        return new BrokerCallMark(string.IsNullOrWhiteSpace(given) ? TraceNames.Call(method.Name) : given, naming);
    }

    /// <summary>Whether a type declares a broker call, or an attribute of the assembly says so of one that it inherits.</summary>
    public static bool IsBroker(INamedTypeSymbol type, IAssemblySymbol assembly)
    {
        bool isNamed = Annotations.FindAll(assembly, Annotations.BrokerCall).Any(attribute => IsNamed(type, attribute));
        if (!isNamed && !Annotations.CanAnnotate(type.ContainingAssembly))
            return false;

        IEnumerable<INamedTypeSymbol> declaring = isNamed ? Declarations.Supertypes(type).Prepend(type) : [type];
        return declaring.SelectMany(super => super.GetMembers())
            .Any(member => member is IMethodSymbol { IsStatic: false } method && FindOwn(method, type, assembly) is not null);
    }

    /// <summary>Whether a type is no broker itself and inherits several, which no other type brings together for it.</summary>
    public static bool Combines(INamedTypeSymbol type, IAssemblySymbol assembly)
    {
        var brokers = Declarations.Supertypes(type).Where(super => IsBroker(super, assembly)).ToList();
        return brokers.Count > 1
            && !IsBroker(type, assembly)
            && !Declarations.Supertypes(type).Any(super
                => brokers.All(broker => SymbolEqualityComparer.Default.Equals(broker, super)
                    || Declarations.Supertypes(super).Contains(broker, SymbolEqualityComparer.Default)));
    }

    /// <summary>The type and the member that an assembly attribute names; null if it names none.</summary>
    public static (INamedTypeSymbol Type, string Member)? Target(AttributeData attribute)
        => attribute.ConstructorArguments is [{ Value: INamedTypeSymbol type }, { Value: string member }]
            ? (type.OriginalDefinition, member)
            : null;

    private static bool IsNamed(INamedTypeSymbol type, AttributeData attribute)
        => SymbolEqualityComparer.Default.Equals(Target(attribute)?.Type, type.OriginalDefinition);
}
