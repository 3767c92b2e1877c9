using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

/// <summary>
/// Warnings that types in signatures would bring into generated code: the user has them already, where the types
/// are spoken of, and may have accepted them there.
/// </summary>
internal sealed class SilencedWarnings
{
    private readonly SortedSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<ITypeSymbol> _asked = new(SymbolEqualityComparer.IncludeNullability);

    /// <summary>What is silenced, in order.</summary>
    public EquatableArray<string> Ids => _ids.ToEquatableArray();

    /// <summary>Those of a type.</summary>
    public static EquatableArray<string> Of(
        INamedTypeSymbol type, IEnumerable<(ISymbol Member, ITypeSymbol Type)>? members = null, IEnumerable<ISymbol>? verdicts = null)
    {
        var warnings = new SilencedWarnings();
        warnings.AddType(type, isPlain: true);
        foreach ((ISymbol member, ITypeSymbol memberType) in members ?? [])
        {
            warnings.AddRead(member);
            warnings.AddType(memberType);
        }

        warnings.AddVerdicts(verdicts ?? []);
        return warnings.Ids;
    }

    /// <summary>Those of members that generated code calls, and of the type that has them.</summary>
    public static EquatableArray<string> OfCalls(INamedTypeSymbol type, params IMethodSymbol[] called)
    {
        var warnings = new SilencedWarnings();
        warnings.AddType(type, isPlain: true);
        foreach (IMethodSymbol method in called)
        {
            warnings.AddOwn(method);
            warnings.AddSignature(method);
        }

        return warnings.Ids;
    }

    /// <summary>Adds those of the types in a member's signature; the attributes of the member itself are repeated in the wrapper.</summary>
    public void AddSignature(ISymbol member)
    {
        foreach (ITypeSymbol type in Signatures.TypesOf(member))
            AddType(type);
        if (Signatures.ParametersOf(member)
            .Any(parameter => DefaultValues.IsNullObject(parameter) && parameter.Type.NullableAnnotation != NullableAnnotation.Annotated))
            _ids.Add("CS8625");
        if (member is IMethodSymbol method)
            foreach (ITypeParameterSymbol parameter in method.TypeParameters)
                AddName(parameter.Name);
    }

    /// <summary>
    /// Adds those of what a broker cannot be spoken of without: the types that it is nested in, and type
    /// parameters. Its own attributes are repeated in the wrapper.
    /// </summary>
    public void AddSurroundings(INamedTypeSymbol broker)
    {
        if (broker.ContainingType is { } container)
            AddType(container);
        foreach (ITypeParameterSymbol parameter in NestedGenerics.ParametersOf(broker))
        {
            AddName(parameter.Name);
            foreach (ITypeSymbol constraint in parameter.ConstraintTypes)
                AddType(constraint);
        }
    }

    /// <summary>Adds those of the members that a result is asked for.</summary>
    public void AddVerdicts(IEnumerable<ISymbol> verdicts)
    {
        foreach (ISymbol verdict in verdicts)
        {
            AddRead(verdict);
            AddType(verdict.ContainingType);
        }
    }

    /// <summary>Adds those of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isPlain">Whether it is written without its nullable annotations.</param>
    public void AddType(ITypeSymbol type, bool isPlain = false)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                AddType(array.ElementType, isPlain);
                break;
            case INamedTypeSymbol { SpecialType: SpecialType.None or SpecialType.System_Nullable_T } named when isPlain || _asked.Add(named):
                AddOwn(named);
                _ids.UnionWith(NullableConstraints.Broken(named, isPlain));
                foreach (ITypeSymbol argument in named.TypeArguments)
                    AddType(argument, isPlain);
                if (named.ContainingType is { } container)
                    AddType(container, isPlain);
                break;
        }
    }

    private void AddRead(ISymbol member)
    {
        AddOwn(member);
        if (member is IPropertySymbol { GetMethod: { } getter })
            AddOwn(getter);
    }

    private void AddOwn(ISymbol symbol)
    {
        if (Obsolescence.IsObsolete(symbol))
            _ids.UnionWith(["CS0612", "CS0618"]);
        foreach (AttributeData attribute in symbol.GetAttributes())
            if (attribute is { AttributeClass.Name: "ExperimentalAttribute", ConstructorArguments: [{ Value: string id }] }
                && id.All(letter => char.IsLetterOrDigit(letter) || letter == '_'))
                _ids.Add(id);
    }

    // The compiler keeps such names for itself.
    private void AddName(string name)
    {
        if (name.All(letter => letter is >= 'a' and <= 'z'))
            _ids.Add("CS8981");
    }
}
