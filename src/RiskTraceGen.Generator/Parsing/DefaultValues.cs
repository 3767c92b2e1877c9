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
        return type.TypeKind == TypeKind.Enum
            ? Enum((INamedTypeSymbol)type, value)
            : type.IsReferenceType && type.SpecialType != SpecialType.System_String ? null : Literal(value);
    }

    /// <summary>
    /// The attributes that say the same where a default value cannot stand: it is of no type that C# writes one of, or a parameter behind it has none.
    /// </summary>
    public static IEnumerable<string> Attributes(IParameterSymbol parameter)
    {
        if (!parameter.IsOptional || parameter.IsParams)
            return [];

        string optional = $"[{AttributeName.Marked("System.Runtime.InteropServices", "Optional")}]";
        if (!parameter.HasExplicitDefaultValue)
            return [optional];
        return parameter.ExplicitDefaultValue switch
        {
            null when IsNullObject(parameter) => [optional, Value("null")],
            null => [optional],
            decimal number => [optional, $"[{AttributeName.Marked("System.Runtime.CompilerServices", "DecimalConstant")}({Parts(number)})]"],
            DateTime time =>
            [
                optional,
                $"[{AttributeName.Marked("System.Runtime.CompilerServices", "DateTimeConstant")}({time.Ticks.ToString(CultureInfo.InvariantCulture)}L)]"
            ],
            var value when Exact(parameter.Type, value) is { } text => [optional, Value(text)],
            _ => [],
        };
    }

    /// <summary>Whether the attributes say that a parameter of any type at all is null, which the compiler warns of where the type does not say so.</summary>
    public static bool IsNullObject(IParameterSymbol parameter)
        => parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: null }
            && (parameter.Type.SpecialType == SpecialType.System_Object || parameter.Type.TypeKind == TypeKind.Dynamic);

    /// <summary>Whether a parameter's type has to say that null is possible although it does not: it comes from code without annotations.</summary>
    public static bool NeedsAnnotation(IParameterSymbol parameter)
        => parameter
            is { HasExplicitDefaultValue: true, ExplicitDefaultValue: null, Type: { IsReferenceType: true, NullableAnnotation: NullableAnnotation.None } };

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

    /// <summary>A value of an enum.</summary>
    // By a member that is not obsolete, which would bring its warning into generated code; else by the number.
    public static string Enum(INamedTypeSymbol type, object value)
    {
        TypeRef name = TypeRefs.Plain(type);
        foreach (ISymbol member in type.GetMembers())
            if (member is IFieldSymbol { HasConstantValue: true, CanBeReferencedByName: true } field
                && Equals(field.ConstantValue, value)
                && !Obsolescence.IsObsolete(field))
                return $"{name}.{TypeRefs.Escape(field.Name)}";

        string number = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        return number[0] == '-' ? $"({name})({number})" : $"({name}){number}";
    }

    private static string Value(string text) => $"[{AttributeName.Marked("System.Runtime.InteropServices", "DefaultParameterValue")}({text})]";

    // The attribute takes a value of just the parameter's type, or of the one that can be null; where that is no constant's, of the constant's own.
    private static string? Exact(ITypeSymbol type, object value) => value switch
    {
        _ when type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T => Exact(((INamedTypeSymbol)type).TypeArguments[0], value),
        _ when type.TypeKind == TypeKind.Enum => Enum((INamedTypeSymbol)type, value),
        _ when type.SpecialType == SpecialType.None && !type.IsReferenceType => null,
        sbyte => $"(sbyte)({Literal(value)})",
        byte => $"(byte){Literal(value)}",
        short => $"(short)({Literal(value)})",
        ushort => $"(ushort){Literal(value)}",
        uint => Literal(value) + "U",
        long => Literal(value) + "L",
        ulong => Literal(value) + "UL",
        _ => Literal(value),
    };

    private static string Parts(decimal number)
    {
        int[] bits = decimal.GetBits(number);
        string numbers = string.Join(
            ", ", new[] { bits[2], bits[1], bits[0] }.Select(part => unchecked((uint)part).ToString(CultureInfo.InvariantCulture) + "U"));
        return $"{(bits[3] >> 16) & 0xFF}, {(bits[3] < 0 ? 128 : 0)}, {numbers}";
    }

    private static string? Literal(object value) => value switch
    {
        double number when double.IsNaN(number) => "double.NaN",
        double number when double.IsInfinity(number) => number > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity",
        double number => Sign(BitConverter.DoubleToInt64Bits(number) < 0) + Math.Abs(number).ToString("R", CultureInfo.InvariantCulture) + "D",
        float number when float.IsNaN(number) => "float.NaN",
        float number when float.IsInfinity(number) => number > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity",
        float number => Sign(BitConverter.DoubleToInt64Bits(number) < 0) + Math.Abs(number).ToString("R", CultureInfo.InvariantCulture) + "F",
        decimal number => Sign(decimal.GetBits(number)[3] < 0) + Math.Abs(number).ToString(CultureInfo.InvariantCulture) + "m",
        DateTime => null,
        _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false),
    };

    // Zero has one too, which not every runtime writes.
    private static string Sign(bool isNegative) => isNegative ? "-" : "";
}
