using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>
/// What an element of a tuple is called in a type that has no such name at run time, because the tuple is a type
/// argument, or an event: every <c>Box&lt;(string, string)&gt;</c> is recorded alike.
/// </summary>
/// <param name="Holder">The type that is recorded alike.</param>
/// <param name="Place">Where in it the element is.</param>
/// <param name="Element">The element.</param>
internal sealed record ErasedName(ITypeSymbol Holder, string Place, IFieldSymbol Element)
{
    private static readonly SymbolDisplayFormat AtRunTime = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    /// <summary>The element as it is known at run time.</summary>
    public (string Holder, string Place) AsRecorded => (Holder.ToDisplayString(AtRunTime), Place);

    /// <summary>Whether the framework declares what holds the element.</summary>
    public bool IsOfFramework => Holder is IArrayTypeSymbol || WellKnown.IsFramework(Holder);

    /// <summary>Whether a type names a tuple. Nearly none does, and there is nothing else to look for in it.</summary>
    public static bool CanBeIn(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => CanBeIn(array.ElementType),
        INamedTypeSymbol { IsGenericType: true } named => named.IsTupleType || Arguments(named).Any(static argument => CanBeIn(argument.Type)),
        _ => false,
    };

    /// <summary>The names that the type of a value gives; those of a tuple that is no argument of another type can be seen by whoever records it.</summary>
    public static IEnumerable<ErasedName> In(ITypeSymbol type, Compilation compilation) => CanBeIn(type) ? In(type, null, "", compilation) : [];

    /// <summary>The names that a type gives which may be that of a result: what a task comes to, and each item of a stream.</summary>
    public static IEnumerable<ErasedName> InResult(ITypeSymbol type, Compilation compilation) => In(ResultOf(type), compilation);

    /// <summary>The names that the type of an event gives, which may be a tuple itself.</summary>
    public static IEnumerable<ErasedName> InEvent(ITypeSymbol type, Compilation compilation) => CanBeIn(type) ? In(type, type, "", compilation) : [];

    /// <summary>The type arguments of an object whose values are recorded with it.</summary>
    public static IEnumerable<(ITypeSymbol Type, ITypeParameterSymbol Parameter)> ShownArguments(ITypeSymbol type, Compilation compilation)
        => type is INamedTypeSymbol own && IsObject(own)
            ? Arguments(own).Where(argument => Shows(own.OriginalDefinition, argument.Parameter, compilation, new Dictionary<(ISymbol, ISymbol), bool>()))
            : [];

    private static IEnumerable<ErasedName> In(ITypeSymbol type, ITypeSymbol? holder, string place, Compilation compilation)
    {
        if (holder is not null && type is INamedTypeSymbol { IsTupleType: true } tuple && Contents.PartsOf(tuple) is not null)
            foreach (IFieldSymbol element in tuple.TupleElements)
                yield return new ErasedName(holder, $"{place}.{element.CorrespondingTupleField?.Name}", element);

        foreach ((ITypeSymbol held, string at, bool isErased) in Held(type, compilation))
            foreach (ErasedName name in In(held, isErased ? type : holder, isErased ? at : $"{place}.{at}", compilation))
                yield return name;
    }

    /// <summary>The type of a result: of what a task comes to, or each item of a stream.</summary>
    public static ITypeSymbol ResultOf(ITypeSymbol type)
        => WellKnown.IsTask(type, 1) || WellKnown.IsValueTask(type, 1) || Deferred.IsStream(type) ? ((INamedTypeSymbol)type).TypeArguments[0] : type;

    // The types that a type names of what is recorded in it.
    private static IEnumerable<(ITypeSymbol Type, string At, bool IsErased)> Held(ITypeSymbol type, Compilation compilation)
    {
        if (type.IsNullable())
            return [(((INamedTypeSymbol)type).TypeArguments[0], "", false)];
        if ((Contents.ElementOfSpan(type) ?? Contents.ElementOf(type)) is { } element)
            return [(element, "", false)];
        if (Contents.PartsOf(type) is { } parts)
            return parts.Select(static part => (part.Type, part.Member, false));
        return ShownArguments(type, compilation)
            .Select(static argument => (argument.Type, $"{argument.Parameter.ContainingType.Name}.{argument.Parameter.Name}", true));
    }

    private static bool IsObject(INamedTypeSymbol type) => type.TypeKind is TypeKind.Class or TypeKind.Struct && !WellKnown.IsFramework(type);

    private static IEnumerable<(ITypeSymbol Type, ITypeParameterSymbol Parameter)> Arguments(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.ContainingType)
            foreach ((ITypeSymbol, ITypeParameterSymbol) argument in level.TypeArguments.Zip(
                level.TypeParameters, static (argument, parameter) => (argument, parameter.OriginalDefinition)))
                yield return argument;
    }

    // Whether values of a type parameter are recorded with an object. Of one that holds itself the other members decide.
    private static bool Shows(INamedTypeSymbol definition, ITypeParameterSymbol parameter, Compilation compilation, Dictionary<(ISymbol, ISymbol), bool> known)
    {
        if (known.TryGetValue((definition, parameter), out bool shows))
            return shows;

        known[(definition, parameter)] = false;
        return known[(definition, parameter)] = ReadableMembers.Of(definition, compilation).Any(readable
            => AttributeSources.OfMember(readable.Member, definition) is var sources
               && !Secrets.IsSensitive(sources)
               && !Secrets.IsDecided(sources)
               && IsIn(readable.Type, parameter, compilation, known));
    }

    private static bool IsIn(ITypeSymbol type, ITypeParameterSymbol parameter, Compilation compilation, Dictionary<(ISymbol, ISymbol), bool> known)
        => Contents.Innermost(type).Any(value
            => value.Is(parameter)
               || (value is INamedTypeSymbol held && IsObject(held)
                   && Arguments(held).Any(argument
                       => IsIn(argument.Type, parameter, compilation, known) && Shows(held.OriginalDefinition, argument.Parameter, compilation, known))));
}
