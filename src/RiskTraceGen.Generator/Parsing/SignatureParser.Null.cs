using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

// What attributes tell the compiler of null in a property. Source code writes them at the property, and says
// nothing by them at its accessors; in metadata they stand at the accessors.
internal sealed partial class SignatureParser
{
    /// <summary>What a field says of null.</summary>
    public static IEnumerable<string> NullAttributes(IFieldSymbol field) => Carried(field.GetAttributes(), CarriedNames.OfNull);

    /// <summary>What a property says of null, by the accessors that count: of the two, an override may inherit one.</summary>
    public static IEnumerable<string> NullAttributes(IPropertySymbol property, IMethodSymbol? getter, IMethodSymbol? setter)
        => Carried(OfAccessor(getter, static getter => getter.GetReturnTypeAttributes()), CarriedNames.OfReading)
            .Concat(Carried(
                property.RefKind == RefKind.None
                    ? OfAccessor(setter, static setter => setter.Parameters[setter.Parameters.Length - 1].GetAttributes())
                    : property.GetAttributes(),
                CarriedNames.OfWriting));

    private static ImmutableArray<AttributeData> OfAccessor(IMethodSymbol? accessor, Func<IMethodSymbol, ImmutableArray<AttributeData>> inMetadata)
        => accessor is null ? [] : ForeignNames.IsForeign(accessor) ? inMetadata(accessor) : accessor.AssociatedSymbol!.GetAttributes();
}
