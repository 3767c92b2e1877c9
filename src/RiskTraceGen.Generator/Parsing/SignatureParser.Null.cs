using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

// What attributes tell the compiler of null in a property. Source code writes them at the property, and says nothing by them at its accessors; in metadata they stand at the accessors.
internal sealed partial class SignatureParser
{
    private static readonly HashSet<string> OfReading = new(StringComparer.Ordinal)
    {
        "System.Diagnostics.CodeAnalysis.MaybeNullAttribute",
        "System.Diagnostics.CodeAnalysis.NotNullAttribute",
    };

    private static readonly HashSet<string> OfWriting = new(StringComparer.Ordinal)
    {
        "System.Diagnostics.CodeAnalysis.AllowNullAttribute",
        "System.Diagnostics.CodeAnalysis.DisallowNullAttribute",
    };

    private static readonly HashSet<string> OfNull = new(OfReading.Concat(OfWriting), StringComparer.Ordinal);
    private static readonly HashSet<string> OnProperties = new(OnParameters.Except(OfNull), StringComparer.Ordinal);
    private static readonly HashSet<string> OnForeignValues = new(OnParameters.Except(OfWriting), StringComparer.Ordinal);
    private static readonly HashSet<string> OnForeignReturns = new(OnReturns.Except(OfReading), StringComparer.Ordinal);

    /// <summary>What a field says of null.</summary>
    public static IEnumerable<string> NullAttributes(IFieldSymbol field) => Carried(field.GetAttributes(), OfNull);

    /// <summary>What a property says of null, by the accessors that count: of the two, an override may inherit one.</summary>
    public static IEnumerable<string> NullAttributes(IPropertySymbol property, IMethodSymbol? getter, IMethodSymbol? setter)
        => Carried(OfAccessor(getter, static getter => getter.GetReturnTypeAttributes()), OfReading)
            .Concat(Carried(property.RefKind == RefKind.None ? OfAccessor(setter, static setter => setter.Parameters[setter.Parameters.Length - 1].GetAttributes()) : property.GetAttributes(), OfWriting));

    private static ImmutableArray<AttributeData> OfAccessor(IMethodSymbol? accessor, Func<IMethodSymbol, ImmutableArray<AttributeData>> inMetadata)
        => accessor is null ? [] : ForeignNames.IsForeign(accessor) ? inMetadata(accessor) : accessor.AssociatedSymbol!.GetAttributes();
}
