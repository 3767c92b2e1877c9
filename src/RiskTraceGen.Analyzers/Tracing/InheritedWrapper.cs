using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>
/// A broker whose <c>Traced(flow)</c> makes the wrapper of a type that it inherits from: a call on that may mean something else than on the broker itself.
/// </summary>
internal static class InheritedWrapper
{
    /// <summary>What to do instead of an untraced use of a member.</summary>
    /// <param name="usual">What to do where the wrapper has just that member.</param>
    public static string Advice(ISymbol member, ITypeSymbol? receiver, ImmutableArray<IArgumentOperation> arguments, Compilation compilation, string usual)
        => Misleading(member, receiver, compilation, arguments) is { } inherited
            ? $"'Traced(flow)' is the wrapper of '{inherited.Display()}', on which it would mean something else: annotate '{receiver!.Display()}.{member.Name}' too"
            : usual;

    /// <summary>The inherited type whose wrapper has another member, or means other values by what is left out; null if there is none.</summary>
    /// <param name="arguments">What the member is called with; default where that is not known, so that anything may be left out.</param>
    public static INamedTypeSymbol? Misleading(
        ISymbol member, ITypeSymbol? receiver, Compilation compilation, ImmutableArray<IArgumentOperation> arguments = default)
        => receiver is INamedTypeSymbol { TypeKind: TypeKind.Class } broker
            && !member.IsStatic
            && member is not IMethodSymbol { IsExtensionMethod: true }
            && !Wrappers.Exists(broker, compilation)
            && Declarations.Supertypes(broker).FirstOrDefault(super => Wrappers.Exists(super, compilation)) is { } wrapped
            && !(Seen(member, broker, wrapped) is { } seen && IsSame(member, seen, arguments))
            ? wrapped
            : null;

    /// <summary>The declaration of a member that an inherited type shows.</summary>
    private static ISymbol? Seen(ISymbol member, INamedTypeSymbol broker, INamedTypeSymbol wrapped)
    {
        for (ISymbol? current = member; current is not null; current = Declarations.Overridden(current))
        {
            if (wrapped.IsOrDerivesFrom(current.ContainingType))
                return current;
        }

        return Declarations.Implemented(member, broker).FirstOrDefault(slot => wrapped.IsOrDerivesFrom(slot.ContainingType));
    }

    private static bool IsSame(ISymbol member, ISymbol seen, ImmutableArray<IArgumentOperation> arguments)
        => member.Is(seen) || Signatures.ParametersOf(member).Zip(Signatures.ParametersOf(seen), (parameter, other)
            => !IsRenamed(parameter, Signatures.ParametersOf(seen)) && (!IsLeftOut(parameter, arguments) || HasSameDefault(parameter, other)))
            .All(static same => same);

    // A named argument would be another one's.
    private static bool IsRenamed(IParameterSymbol parameter, ImmutableArray<IParameterSymbol> seen)
        => seen.Any(other => other.Name == parameter.Name && other.Ordinal != parameter.Ordinal);

    private static bool IsLeftOut(IParameterSymbol parameter, ImmutableArray<IArgumentOperation> arguments)
        => arguments.IsDefault
            ? parameter.IsOptional
            : arguments.Any(argument => argument.ArgumentKind == ArgumentKind.DefaultValue && argument.Parameter?.Ordinal == parameter.Ordinal);

    private static bool HasSameDefault(IParameterSymbol parameter, IParameterSymbol seen)
        => seen.IsOptional
            && parameter.HasExplicitDefaultValue == seen.HasExplicitDefaultValue
            && (!parameter.HasExplicitDefaultValue || Equals(parameter.ExplicitDefaultValue, seen.ExplicitDefaultValue))
            && CallerInformation(parameter).SequenceEqual(CallerInformation(seen));

    private static IEnumerable<string> CallerInformation(IParameterSymbol parameter)
        => parameter.GetAttributes()
            .Select(static attribute => attribute.AttributeClass?.Name ?? "")
            .Where(static name => name.StartsWith("Caller", StringComparison.Ordinal))
            .OrderBy(static name => name, StringComparer.Ordinal);
}
