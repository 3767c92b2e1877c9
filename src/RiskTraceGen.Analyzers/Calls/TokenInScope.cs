using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Calls;

/// <summary>The cancellation token that somebody handed to the code around a call: a parameter of a function around it, or what such a parameter has as a property.</summary>
internal static class TokenInScope
{
    /// <summary>Whether a type is a token, or one that may be missing.</summary>
    public static bool IsToken(ITypeSymbol type)
        => WellKnown.IsCancellationToken(type) || (type.IsNullable() && WellKnown.IsCancellationToken(((INamedTypeSymbol)type).TypeArguments[0]));

    /// <summary>How to write the nearest one; null if there is none. Two at once leave the choice to the reader.</summary>
    /// <param name="model">The model of the file.</param>
    /// <param name="call">The call.</param>
    /// <param name="canBeMissing">Whether what takes the token takes a nullable one.</param>
    public static string? Find(SemanticModel model, IInvocationOperation call, bool canBeMissing)
    {
        for (IMethodSymbol? function = model.GetEnclosingSymbol(call.Syntax.SpanStart) as IMethodSymbol; function is not null; function = function.ContainingSymbol as IMethodSymbol)
        {
            List<IParameterSymbol> readable = [.. function.Parameters.Where(static parameter => parameter.RefKind is RefKind.None or RefKind.In)];
            List<(IParameterSymbol Parameter, string Path)> tokens = [.. readable.Where(static parameter => IsToken(parameter.Type)).Select(parameter
                => (parameter, !canBeMissing && parameter.Type.IsNullable() ? $".{nameof(Nullable<int>.GetValueOrDefault)}()" : ""))];
            if (tokens.Count == 0)
                tokens = [.. readable.SelectMany(parameter => PropertiesOf(parameter, call, model).Select(property => (parameter, $".{Written(property.Name)}")))];
            if (tokens.Count > 0)
                return tokens is [var (only, path)] && IsInReach(model, call, only) ? Written(only.Name) + path : null;
            if (function.IsStatic && function.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction)
                return null;
        }

        return null;
    }

    /// <summary>The properties of a type by which it hands a token on: of one name the nearest, and not those of contracts, which a class may implement out of sight.
    /// A flow's own is the library's business.</summary>
    public static IEnumerable<IPropertySymbol> PropertiesOf(ITypeSymbol type)
        => type is INamedTypeSymbol { IsTupleType: false } named && !WellKnown.IsRiskFlow(named) && !named.IsWrapper()
            ? Declarations.Supertypes(named).Where(super => super.TypeKind == named.TypeKind).Prepend(named)
                .SelectMany(static super => super.GetMembers())
                .OfType<IPropertySymbol>()
                .Where(static property => property is { IsStatic: false, IsIndexer: false, GetMethod: not null } && WellKnown.IsCancellationToken(property.Type))
                .GroupBy(static property => property.Name, StringComparer.Ordinal)
                .Select(static same => same.First())
            : [];

    // One of a parameter that the call is given, or is made on, is no news to it.
    private static IEnumerable<IPropertySymbol> PropertiesOf(IParameterSymbol parameter, IInvocationOperation call, SemanticModel model)
        => parameter.NullableAnnotation == NullableAnnotation.Annotated || call.Descendants().Any(operation => operation is IParameterReferenceOperation reference && reference.Parameter.Is(parameter))
            ? []
            : PropertiesOf(parameter.Type).Where(property => model.IsAccessible(call.Syntax.SpanStart, property));

    private static bool IsInReach(SemanticModel model, IOperation call, IParameterSymbol token)
        => model.LookupSymbols(call.Syntax.SpanStart, name: token.Name).Contains(token, SymbolEqualityComparer.Default);

    private static string Written(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
