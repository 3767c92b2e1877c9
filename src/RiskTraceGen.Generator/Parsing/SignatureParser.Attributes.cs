using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

// Attributes that change what the compiler says to a caller, and so belong on the wrapper too.
internal sealed partial class SignatureParser
{
    public static EquatableArray<string> CarriedAttributes(ISymbol symbol) => Carried(symbol.GetAttributes(), CarriedNames.OnMembers).ToEquatableArray();

    /// <summary>Those of a broker, and of what it is nested in if that cannot be spoken of without them.</summary>
    public static EquatableArray<string> TypeAttributes(INamedTypeSymbol type)
    {
        INamedTypeSymbol source = type;
        while (!Obsolescence.IsObsolete(source) && Obsolescence.IsError(source))
            source = source.ContainingType;
        return Carried(type.GetAttributes(), CarriedNames.OnMembers)
            .Concat(SymbolEqualityComparer.Default.Equals(source, type) ? [] : Carried(source.GetAttributes(), CarriedNames.Guards))
            .ToEquatableArray();
    }

    /// <param name="property">The property.</param>
    /// <param name="getter">Its getter, where the wrapper has one.</param>
    /// <param name="setter">Its setter, likewise.</param>
    /// <param name="indexer">The name that it has in metadata if it is an indexer.</param>
    /// <param name="priority">Its priority among the indexers.</param>
    public static EquatableArray<string> PropertyAttributes(
        IPropertySymbol property, IMethodSymbol? getter, IMethodSymbol? setter, string indexer, int priority)
        => MemberAttributes(property, priority)
            .Concat(NullAttributes(property, getter, setter))
            .Concat(Carried(property.GetAttributes(), CarriedNames.OnProperties))
            .Concat(property.IsIndexer && indexer != "Item"
                ? [$"[{AttributeName.Marked("System.Runtime.CompilerServices", "IndexerName")}({SymbolDisplay.FormatLiteral(indexer, quote: true)})]"]
                : [])
            .ToEquatableArray();

    /// <param name="method">The method.</param>
    /// <param name="priority">Its priority among its overloads.</param>
    public static EquatableArray<string> MethodAttributes(IMethodSymbol method, int priority)
        => MemberAttributes(method, priority)
            .Concat(Carried(method.GetReturnTypeAttributes(), CarriedNames.OnReturns, method.Parameters).Select(attribute => attribute.Insert(1, "return: ")))
            .ToEquatableArray();

    /// <summary>The attributes of an accessor that has some of its own, with a space behind each.</summary>
    public static string AccessorAttributes(IMethodSymbol? accessor) => accessor is null ? "" : string.Concat(CarriedAttributes(accessor)
        .Concat(Carried(accessor.GetReturnTypeAttributes(), ForeignNames.IsForeign(accessor) ? CarriedNames.OnForeignReturns : CarriedNames.OnReturns)
            .Select(attribute => attribute.Insert(1, "return: ")))
        .Concat(accessor is { MethodKind: MethodKind.PropertySet, Parameters: [.., var value] }
            ? Carried(value.GetAttributes(), ForeignNames.IsForeign(accessor) ? CarriedNames.OnForeignValues : CarriedNames.OnParameters)
                .Select(attribute => attribute.Insert(1, "param: "))
            : [])
        .Select(attribute => attribute + " "));

    /// <summary>The attributes of a method without which code that calls it does not compile.</summary>
    public static EquatableArray<string> GuardAttributes(IMethodSymbol method) => Carried(method.GetAttributes(), CarriedNames.Guards).ToEquatableArray();

    /// <summary>Whether the broker says that a result is not null where its type does not.</summary>
    public static bool AssertsNotNull(IMethodSymbol method)
        => method.GetReturnTypeAttributes().Any(attribute => attribute.AttributeClass?.Name is "NotNullAttribute" or "NotNullIfNotNullAttribute");

    /// <summary>Whether trimming knows more of a result than its type says: what the recorder hands back has lost that.</summary>
    public static bool KeepsMembers(IMethodSymbol method) => KeptMembers.Of(method.GetReturnTypeAttributes()) != 0;

    private static IEnumerable<string> MemberAttributes(ISymbol member, int priority)
        => Carried(member.GetAttributes(), CarriedNames.OnMembers)
            .Concat(priority == 0
                ? []
                : [$"[{AttributeName.Marked("System.Runtime.CompilerServices", "OverloadResolutionPriority")}({priority.ToString(CultureInfo.InvariantCulture)})]"]);

    private static string AccessAttributes(ISymbol symbol)
        => string.Concat(Carried(symbol.GetAttributes(), CarriedNames.Accessed).Select(attribute => attribute + " "));

    private static bool AllowsNull(IParameterSymbol parameter)
        => parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "AllowNullAttribute");

    private static string ParameterAttributes(IParameterSymbol parameter)
        => string.Concat(Carried(parameter.GetAttributes(), CarriedNames.OnParameters, Signatures.ParametersOf(parameter.ContainingSymbol))
            .Select(attribute => attribute + " "));

    /// <param name="attributes">The attributes that there are.</param>
    /// <param name="names">Those that count.</param>
    /// <param name="parameters">The parameters that they may speak of, which have names of their own in generated code.</param>
    private static IEnumerable<string> Carried(
        IEnumerable<AttributeData> attributes, HashSet<string> names, ImmutableArray<IParameterSymbol> parameters = default)
    {
        foreach (AttributeData attribute in attributes)
            if (attribute.AttributeClass is { TypeKind: not TypeKind.Error } type && WellKnown.IsFramework(type) && names.Contains(TypeRefs.Plain(type).Full))
                yield return $"[{Name(type)}{Arguments(attribute, parameters.IsDefault ? [] : parameters)}]";
    }

    // Those of a params array stand beside each other.
    private static IEnumerable<TypedConstant> Values(TypedConstant constant)
        => constant is { Kind: TypedConstantKind.Array, IsNull: false } ? constant.Values : [constant];

    private static string Name(INamedTypeSymbol type)
    {
        TypeRef name = TypeRefs.Plain(type);
        return AttributeName.Marked(TypeRefs.Namespace(type), name.Short.Substring(0, name.Short.Length - AttributeName.Ending.Length));
    }

    private static string Arguments(AttributeData attribute, ImmutableArray<IParameterSymbol> parameters)
    {
        IEnumerable<string> arguments = attribute.ConstructorArguments.SelectMany(Values).Select(argument => Constant(argument, parameters))
            .Concat(attribute.NamedArguments.Select(argument => $"{argument.Key} = {Constant(argument.Value)}"));
        return string.Join(", ", arguments) is { Length: > 0 } list ? $"({list})" : "";
    }

    private static string Constant(TypedConstant constant, ImmutableArray<IParameterSymbol> parameters)
        => constant is { Kind: TypedConstantKind.Primitive, Value: string name } && parameters.FirstOrDefault(parameter => parameter.Name == name) is { } named
            ? SymbolDisplay.FormatLiteral(ForeignNames.Of(named), quote: true)
            : Constant(constant);

    private static string Constant(TypedConstant constant)
        => constant is { Kind: TypedConstantKind.Enum, Type: INamedTypeSymbol type, Value: { } member } ? DefaultValues.Enum(type, member)
            : constant is { Kind: TypedConstantKind.Primitive, Value: { } value }
                ? SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false) ?? "null"
                : "null";
}
