using Microsoft.CodeAnalysis;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>Names the local that holds a wrapper after what holds the broker.</summary>
internal static class TracedName
{
    /// <summary>
    /// After the holder of the broker; for a value, which none holds, after its type: <c>ITradingSuite</c> becomes <c>tracedTradingSuite</c>.
    /// </summary>
    public static string For(Receiver receiver)
        => For(receiver.Holder?.Name
            ?? (receiver.Type is { TypeKind: TypeKind.Interface, Name: { Length: > 1 } name } && name[0] == 'I' ? name.Substring(1) : receiver.Type.Name));

    /// <summary><c>_suite</c>, <c>m_suite</c> and <c>Suite</c> become <c>tracedSuite</c>.</summary>
    private static string For(string holder)
    {
        string name = holder.Length > 2 && holder[1] == '_' ? holder.Substring(2) : holder;
        name = name.TrimStart('_');
        return name.Length == 0 ? "traced" : $"traced{char.ToUpperInvariant(name[0])}{name.Substring(1)}";
    }

    public static bool MayBeNull(this ISymbol holder) => (holder switch
    {
        IFieldSymbol field => field.NullableAnnotation,
        IPropertySymbol property => property.NullableAnnotation,
        ILocalSymbol local => local.NullableAnnotation,
        IParameterSymbol parameter => parameter.NullableAnnotation,
        _ => NullableAnnotation.None,
    }) == NullableAnnotation.Annotated;
}
