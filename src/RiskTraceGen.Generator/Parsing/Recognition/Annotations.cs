using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Reads the library's attributes off symbols, by name: neither the generator nor an analyzer needs the library's assembly.</summary>
internal static class Annotations
{
    public const string LibraryNamespace = "RiskTraceGen";
    public const string BrokerCall = "BrokerCallAttribute";
    public const string RiskRule = "RiskRuleAttribute";
    public const string RiskEvent = "RiskEventAttribute";
    public const string RiskModule = "RiskModuleAttribute";
    public const string Hook = "HookAttribute";
    public const string HookFailure = "HookFailureAttribute";
    public const string HookEvent = "HookEventAttribute";
    public const string FlowDeadline = "FlowDeadlineAttribute";
    public const string Sensitive = "SensitiveAttribute";
    public const string TraceFormat = "TraceFormatAttribute";

    /// <summary>Whether a type is one of the library's, for example <c>RiskFlow</c>.</summary>
    public static bool IsLibraryType(ITypeSymbol? type, string name)
        => type is INamedTypeSymbol { Arity: 0, ContainingType: null } && type.Name == name && IsLibrary(type.ContainingNamespace);

    public static AttributeData? Find(ISymbol symbol, string attribute) => Find(symbol.GetAttributes(), attribute);

    public static AttributeData? Find(ImmutableArray<AttributeData> attributes, string attribute)
    {
        foreach (AttributeData data in attributes)
            if (IsLibraryType(data.AttributeClass, attribute))
                return data;
        return null;
    }

    public static IEnumerable<AttributeData> FindAll(ISymbol symbol, string attribute)
        => symbol.GetAttributes() is { IsEmpty: false } all ? all.Where(data => IsLibraryType(data.AttributeClass, attribute)) : [];

    /// <summary>Whether an assembly can have annotations: the source, and whatever references the library. Attributes of others need not be read.</summary>
    public static bool CanAnnotate(IAssemblySymbol? assembly)
        => assembly is ISourceAssemblySymbol
            || assembly?.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == LibraryNamespace)) == true;

    /// <summary>The name that is an attribute's only argument; null if it is missing, of another type, or blank.</summary>
    public static string? Name(AttributeData? attribute)
        => attribute is { ConstructorArguments: [{ Value: string name }] } && !string.IsNullOrWhiteSpace(name) ? name : null;

    /// <summary>The value of a property set in an attribute, or its default.</summary>
    public static T Named<T>(AttributeData attribute, string property, T fallback)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
            if (argument.Key == property && argument.Value is { Kind: TypedConstantKind.Primitive, Value: T value })
                return value;
        return fallback;
    }

    private static bool IsLibrary(INamespaceSymbol? space)
        => space is { Name: LibraryNamespace, ContainingNamespace.IsGlobalNamespace: true };
}
