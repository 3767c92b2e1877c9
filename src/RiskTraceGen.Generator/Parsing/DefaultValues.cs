using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

/// <summary>Default values of parameters as source text.</summary>
internal static class DefaultValues
{
    /// <summary>The default value; null if there is none that C# can write.</summary>
    public static string? Of(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue)
            return null;

        ITypeSymbol type = parameter.Type;
        object? value = parameter.ExplicitDefaultValue;
        if (value is null)
            return Null(parameter);

        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            type = ((INamedTypeSymbol)type).TypeArguments[0];
        return type.TypeKind == TypeKind.Enum ? Enum((INamedTypeSymbol)type, value) : Literal(type, value);
    }

    /// <summary>Whether a parameter's type has to say that null is possible although it does not: it comes from code without annotations.</summary>
    public static bool NeedsAnnotation(IParameterSymbol parameter)
        => parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: null, Type: { IsReferenceType: true, NullableAnnotation: NullableAnnotation.None } };

    private static string Null(IParameterSymbol parameter)
    {
        ITypeSymbol type = parameter.Type;
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return "null";
        if (type.IsValueType)
            return "default";

        string value = type is ITypeParameterSymbol { IsReferenceType: false } ? "default" : "null";
        return type.NullableAnnotation == NullableAnnotation.Annotated || NeedsAnnotation(parameter) ? value : value + "!";
    }

    // By a member that is not obsolete, which would bring its warning into generated code; else by the number.
    private static string Enum(INamedTypeSymbol type, object value)
    {
        TypeRef name = TypeRefs.Plain(type);
        foreach (ISymbol member in type.GetMembers())
            if (member is IFieldSymbol { HasConstantValue: true } field && Equals(field.ConstantValue, value) && !Obsolescence.IsObsolete(field))
                return $"{name}.{TypeRefs.Escape(field.Name)}";

        string number = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        return number[0] == '-' ? $"({name})({number})" : $"({name}){number}";
    }

    private static string? Literal(ITypeSymbol type, object value) => value switch
    {
        double number when double.IsNaN(number) => "double.NaN",
        double number when double.IsInfinity(number) => number > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "D",
        float number when float.IsNaN(number) => "float.NaN",
        float number when float.IsInfinity(number) => number > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity",
        float number => number.ToString("R", CultureInfo.InvariantCulture) + "F",
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
        DateTime => null,
        _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false),
    };
}
