using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>
/// The interface members that a class of this assembly leaves to what it inherits from a broker's SDK, or
/// overrides of it: who calls them calls the SDK, and sees nothing of it.
/// </summary>
/// <remarks>One look through the assembly, and only when a member of an interface is called.</remarks>
internal sealed class InheritedImplementations
{
    private readonly Lazy<HashSet<ISymbol>> _members;

    /// <param name="assembly">The assembly that is compiled.</param>
    /// <param name="isNamed">Whether a type is one of the SDK.</param>
    public InheritedImplementations(IAssemblySymbol assembly, Func<INamedTypeSymbol, bool> isNamed)
        => _members = new(() => new HashSet<ISymbol>(
            DeclaredTypes.In(assembly.GlobalNamespace)
                .Where(
                    type => type.TypeKind == TypeKind.Class && Declarations.Supertypes(type).Any(super => super.TypeKind == TypeKind.Class && isNamed(super)))
                .SelectMany(type => MembersOf(type, isNamed)),
            SymbolEqualityComparer.Default));

    /// <summary>Whether a member of an interface may be one of the SDK.</summary>
    public bool Include(ISymbol member)
        => member.ContainingType is { TypeKind: TypeKind.Interface } contract
           && !WellKnown.IsFramework(contract)
           && _members.Value.Contains(member.OriginalDefinition);

    private static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol type, Func<INamedTypeSymbol, bool> isNamed)
        => type.AllInterfaces
            .Except(type.BaseType!.AllInterfaces, SymbolEqualityComparer.Default)
            .OfType<INamedTypeSymbol>()
            .SelectMany(static contract => contract.GetMembers())
            .Where(member => type.FindImplementationForInterfaceMember(member) is { } implementation
                && Declarations.WithOverridden(implementation).Any(inherited => isNamed(inherited.ContainingType)))
            .Select(static member => member.OriginalDefinition);
}
