using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>What trimming keeps of the types that go through a signature: <c>[DynamicallyAccessedMembers]</c>.</summary>
internal static class KeptMembers
{
    /// <summary>The members that attributes ask for, as the enum has them; 0 if they ask for none.</summary>
    public static int Of(ImmutableArray<AttributeData> attributes)
        => attributes.FirstOrDefault(attribute
            => attribute.AttributeClass is { } type && WellKnown.Is(type, "System.Diagnostics.CodeAnalysis", "DynamicallyAccessedMembersAttribute", 0))
            is { ConstructorArguments: [{ Value: int members }] } ? members : 0;

    /// <summary>Whether two methods, with as many type parameters, ask for the same of results and type arguments.</summary>
    public static bool AreSame(IMethodSymbol method, IMethodSymbol other)
        => Of(method.GetReturnTypeAttributes()) == Of(other.GetReturnTypeAttributes())
            && method.TypeParameters.Zip(other.TypeParameters, (one, another) => Of(one.GetAttributes()) == Of(another.GetAttributes())).All(isSame => isSame);
}
