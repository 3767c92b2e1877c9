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

    private static ImplicitCall? Unformatted(IOperation value)
    {
        ITypeSymbol? type = TypeOf(value);
        if (type is null || !IsOfInterest(type))
            return null;

        // What stands for a type parameter may have its own.
        for (ITypeSymbol? current = type is ITypeParameterSymbol ? value.SemanticModel!.Compilation.ObjectType : type; current is not null; current = current.BaseType)
            if (current.GetMembers(WellKnownMemberNames.ObjectToString).OfType<IMethodSymbol>().FirstOrDefault(method => method is { IsStatic: false, Parameters.IsEmpty: true }) is { } method)
                return ImplicitCall.On(type, method, value);
        return null;
    }

    private static IMethodSymbol? Method(ITypeSymbol type, string contract, string name)
        => type.AllInterfaces.FirstOrDefault(candidate => WellKnown.Is(candidate, "System", contract, 0))?.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault();

    private static bool IsOfInterest(ITypeSymbol type)
        => type.TypeKind is TypeKind.TypeParameter || (type.TypeKind is TypeKind.Class or TypeKind.Struct && !WellKnown.IsFramework(type));

    private static ITypeSymbol? TypeOf(IOperation value)
        => ImplicitCall.Unconverted(value).Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var held] } ? held : ImplicitCall.Unconverted(value).Type;
}
