using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace RiskTraceGen.Parsing;

/// <summary>What makes text of a value, in a concatenation and in an interpolated string. It is known by the type that the value has there.</summary>
internal static class TextConversion
{
    /// <summary>The parts of a concatenation that are no strings.</summary>
    public static IEnumerable<ImplicitCall> OfParts(params IOperation[] parts)
    {
        foreach (IOperation part in parts)
            if (part is IConversionOperation { OperatorMethod: null, Operand: var value } && Unformatted(value) is { } call)
                yield return call;
    }

    /// <summary>A hole of a string. That of another type, a handler or a <c>FormattableString</c>, makes its own calls.</summary>
    public static IEnumerable<ImplicitCall> Of(IInterpolationOperation interpolation)
        => interpolation.Parent?.Parent is not IConversionOperation conversion || !conversion.GetConversion().IsInterpolatedString
            ? (Formatted(interpolation.Expression) ?? Unformatted(interpolation.Expression)) is { } call ? [call] : []
            : [];

    private static ImplicitCall? Formatted(IOperation value)
    {
        ITypeSymbol? type = TypeOf(value);
        if (type is null || !IsOfInterest(type))
            return null;

        IMethodSymbol? method = Method(type, "ISpanFormattable", "TryFormat") ?? Method(type, "IFormattable", WellKnownMemberNames.ObjectToString);
        return method is null ? null : ImplicitCall.On(type, method, value);
    }

    /// <summary>The <c>ToString()</c> of a type that is not the framework's; null for one that has none but what every object has.</summary>
    public static IMethodSymbol? ToStringOf(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
            if (current.GetMembers(WellKnownMemberNames.ObjectToString).OfType<IMethodSymbol>().FirstOrDefault(IsPlain) is { } method)
                return method;
        return null;
    }

    private static ImplicitCall? Unformatted(IOperation value)
    {
        ITypeSymbol? type = TypeOf(value);
        if (type is null || !IsOfInterest(type))
            return null;

        // What a type parameter stands for may have its own.
        IMethodSymbol? method = type is ITypeParameterSymbol
            ? value.SemanticModel!.Compilation.ObjectType.GetMembers(WellKnownMemberNames.ObjectToString).OfType<IMethodSymbol>().FirstOrDefault(IsPlain)
            : ToStringOf(type);
        return method is null ? null : ImplicitCall.On(type, method, value);
    }

    private static bool IsPlain(IMethodSymbol method) => method is { IsStatic: false, Parameters.IsEmpty: true };

    private static IMethodSymbol? Method(ITypeSymbol type, string contract, string name)
        => type.AllInterfaces.FirstOrDefault(candidate => WellKnown.Is(candidate, "System", contract, 0))
            ?.GetMembers(name)
            .OfType<IMethodSymbol>()
            .FirstOrDefault();

    private static bool IsOfInterest(ITypeSymbol type)
        => type.TypeKind is TypeKind.TypeParameter || (type.TypeKind is TypeKind.Class or TypeKind.Struct && !WellKnown.IsFramework(type));

    private static ITypeSymbol? TypeOf(IOperation value)
        => ImplicitCall.Unconverted(value).Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var held] }
            ? held
            : ImplicitCall.Unconverted(value).Type;
}
