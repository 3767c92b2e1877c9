using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>What an element of a tuple is called in a type that has no such name at run time, because the tuple is a type argument, or an event: every <c>Box&lt;(string, string)&gt;</c>
/// is recorded alike.</summary>
/// <param name="Holder">The type that is recorded alike.</param>
/// <param name="Place">Where in it the element is.</param>
/// <param name="Element">The element.</param>
internal sealed record ErasedName(ITypeSymbol Holder, string Place, IFieldSymbol Element)
{
    private static readonly SymbolDisplayFormat AtRunTime = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    /// <summary>The element as it is known at run time.</summary>
    public (string Holder, string Place) AsRecorded => (Holder.ToDisplayString(AtRunTime), Place);

    /// <summary>The names that a type gives; those of a tuple that is no argument of another type can be seen by whoever records it.</summary>
    public static IEnumerable<ErasedName> In(ITypeSymbol type, Compilation compilation) => In(type, null, "", compilation);

    /// <summary>The names that the type of an event gives, which may be a tuple itself.</summary>
    public static IEnumerable<ErasedName> InEvent(ITypeSymbol type, Compilation compilation) => In(type, type, "", compilation);

    private static IEnumerable<ErasedName> In(ITypeSymbol type, ITypeSymbol? holder, string place, Compilation compilation)
    {
        if (holder is not null && type is INamedTypeSymbol { IsTupleType: true } tuple && Contents.PartsOf(tuple) is not null)
            foreach (IFieldSymbol element in tuple.TupleElements)
                if (element.IsExplicitlyNamedTupleElement)
                    yield return new ErasedName(holder, $"{place}.{element.CorrespondingTupleField?.Name}", element);

        foreach ((ITypeSymbol held, string at, bool isErased) in Held(type, compilation))
            foreach (ErasedName name in In(held, isErased ? type : holder, isErased ? at : $"{place}.{at}", compilation))
                yield return name;
    }

    // The types that a type names of what is recorded in it.
    private static IEnumerable<(ITypeSymbol Type, string At, bool IsErased)> Held(ITypeSymbol type, Compilation compilation)
    {
        if (type is INamedTypeSymbol named && (type.IsNullable() || WellKnown.IsTask(type, 1) || WellKnown.IsValueTask(type, 1) || Deferred.IsStream(type)))
            return [(named.TypeArguments[0], "", false)];
        if ((Contents.ElementOfSpan(type) ?? Contents.ElementOf(type)) is { } element)
            return [(element, "", false)];
        if (Contents.PartsOf(type) is { } parts)
            return parts.Select(static part => (part.Type, part.Member, false));
        return type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } own && !WellKnown.IsFramework(type)
            ? Arguments(own, compilation).Select(static argument => (argument.Type, argument.Parameter, true))
            : [];
    }

    // Of those that a member that is recorded is made of.
    private static IEnumerable<(ITypeSymbol Type, string Parameter)> Arguments(INamedTypeSymbol type, Compilation compilation)
    {
        if (!Access.IsGeneric(type))
            return [];

        List<ITypeSymbol> recorded = [.. from readable in ReadableMembers.Of(type.OriginalDefinition, compilation)
                                         let sources = AttributeSources.OfMember(readable.Member, type.OriginalDefinition)
                                         where !Secrets.IsSensitive(sources) && !Secrets.IsDecided(sources)
                                         select readable.Type];
        return from level in Levels(type)
               from pair in level.TypeArguments.Zip(level.TypeParameters, static (argument, parameter) => (argument, parameter))
               where recorded.Exists(member => Mentions(member, pair.parameter.OriginalDefinition))
               select (pair.argument, $"{level.Name}.{pair.parameter.Name}");
    }

    private static IEnumerable<INamedTypeSymbol> Levels(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.ContainingType)
            yield return level;
    }

    private static bool Mentions(ITypeSymbol type, ITypeParameterSymbol parameter) => type switch
    {
        ITypeParameterSymbol other => other.Is(parameter),
        IArrayTypeSymbol array => Mentions(array.ElementType, parameter),
        INamedTypeSymbol named => Levels(named).Any(level => level.TypeArguments.Any(argument => Mentions(argument, parameter))),
        _ => false,
    };
}
