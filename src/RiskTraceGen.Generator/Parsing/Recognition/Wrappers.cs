using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Recognises parameters that take a traced broker.</summary>
internal static class Wrappers
{
    public const string Prefix = "Traced";

    // What is called like a wrapper, in all assemblies together: a namespace has many types, and is asked for each broker in it.
    private static readonly KnownPerCompilation<INamespaceSymbol, IReadOnlyList<INamedTypeSymbol>> Named = new(static (space, compilation)
        => [.. compilation.GetCompilationNamespace(space)?.GetTypeMembers().Where(static type => type.Name.StartsWith(Prefix, StringComparison.Ordinal))
            ?? []]);

    /// <summary>The name of a broker without the I of an interface: what the name of its wrapper ends with.</summary>
    public static string BaseName(INamedTypeSymbol broker) => BaseName(broker.Name, broker.TypeKind == TypeKind.Interface);

    public static string BaseName(string name, bool isInterface)
        => isInterface && name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]) ? name.Substring(1) : name;

    /// <summary>
    /// The name of a wrapper that does not exist while the generator runs: the compiler hands out an error type with its name intact.
    /// Null if the type is something else, or speaks of a type that generated code cannot name.
    /// </summary>
    public static string? PendingName(ITypeSymbol type, Compilation compilation)
        => type is IErrorTypeSymbol wrapper
            && wrapper.Name.StartsWith(Prefix, StringComparison.Ordinal)
            && wrapper.TypeArguments.All(argument => Access.CanName(argument, compilation)) ? wrapper.Name : null;

    /// <summary>Whether a broker has a wrapper already, whatever it is called: several brokers that would share a name have wrappers of other names.</summary>
    public static bool Exists(INamedTypeSymbol broker, Compilation compilation) => Of(broker, compilation) is not null;

    /// <summary>The wrapper that a broker has already; that of the assembly itself comes first, if an analyzer asks.</summary>
    public static INamedTypeSymbol? Of(INamedTypeSymbol broker, Compilation compilation)
        => Named.Of(broker.ContainingNamespace, compilation)
            .Where(type => type.Arity == NestedGenerics.ArityOf(broker)
                && SymbolEqualityComparer.Default.Equals(BrokerOf(type)?.OriginalDefinition, broker.OriginalDefinition)
                && Access.CanReach(type, compilation))
            .OrderBy(type => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly) ? 0 : 1)
            .FirstOrDefault();

    /// <summary>
    /// The broker behind a wrapper that exists already: it comes from a referenced assembly, or an analyzer asks. <c>IBroker&lt;Order&gt;</c> for
    /// <c>TracedBroker&lt;Order&gt;</c>. Null if the type is something else.
    /// </summary>
    public static INamedTypeSymbol? BrokerOf(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Struct } wrapper || !wrapper.Name.StartsWith(Prefix, StringComparison.Ordinal))
            return null;

        foreach (IMethodSymbol constructor in wrapper.InstanceConstructors)
            if (constructor.Parameters is [{ Type: INamedTypeSymbol broker }, { Type: var flow }] && WellKnown.IsRiskFlow(flow))
                return broker;
        return null;
    }
}
