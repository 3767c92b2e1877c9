using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Calls;

/// <summary>
/// The cancellation token that the code around a call has: a parameter of a function around it, or what such a
/// parameter has as a property; or one that is made of that, or of its own, in a local.
/// </summary>
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
        List<LocalToken> locals = LocalToken.Around(call);
        for (IMethodSymbol? function = model.GetEnclosingSymbol(call.Syntax.SpanStart) as IMethodSymbol;
            function is not null;
            function = function.ContainingSymbol as IMethodSymbol)
        {
            List<IParameterSymbol> readable = [.. function.Parameters.Where(static parameter => parameter.RefKind is RefKind.None or RefKind.In)];
            List<(ISymbol Variable, string Path)> tokens = [.. readable.Where(static parameter => IsToken(parameter.Type))
                .Select(parameter => ((ISymbol)parameter, PathOf(parameter.Type)))];
            if (tokens.Count == 0)
                tokens = [.. readable.SelectMany(
                    parameter => PropertiesOf(parameter, call, model).Select(property => ((ISymbol)parameter, $".{Written(property.Name)}")))];

            List<LocalToken> made = locals.FindAll(token => token.Local.ContainingSymbol.Is(function));
            if (tokens.Count > 0 || made.Count > 0)
                return Nearest(tokens, made) is var (variable, path) && IsInReach(model, call, variable) ? Written(variable.Name) + path : null;
            if (function.MethodKind == MethodKind.LocalFunction)
                locals.Clear(); // It may be called before they have a value.
            if (function.IsStatic && function.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction)
                return null;
        }

        return null;

        string PathOf(ITypeSymbol type) => !canBeMissing && type.IsNullable() ? $".{nameof(Nullable<int>.GetValueOrDefault)}()" : "";

        (ISymbol Variable, string Path)? Nearest(List<(ISymbol Variable, string Path)> tokens, List<LocalToken> made)
        {
            // What is linked to all that was handed ends with each of that; what another is linked to does not end with it.
            List<LocalToken> last = made.FindAll(
                token => tokens.TrueForAll(given => token.ComesFrom(given.Variable)) && !made.Exists(other => other.ComesFrom(token.Local)));
            if (last.FindAll(token => token.Scope == last[0].Scope) is [var nearest])
                return (nearest.Local, nearest.Path + PathOf(nearest.Local.Type));

            return tokens is [var only] ? only : null;
        }
    }

    /// <summary>
    /// The properties of a type by which it hands a token on: of one name the nearest, and not those of contracts,
    /// which a class may implement out of sight. A flow's own is the library's business.
    /// </summary>
    public static IEnumerable<IPropertySymbol> PropertiesOf(ITypeSymbol type)
        => type is INamedTypeSymbol { IsTupleType: false } named && !WellKnown.IsRiskFlow(named) && !named.IsWrapper()
            ? Declarations.Supertypes(named).Where(super => super.TypeKind == named.TypeKind).Prepend(named)
                .SelectMany(static super => super.GetMembers())
                .OfType<IPropertySymbol>()
                .Where(
                    static property => property is { IsStatic: false, IsIndexer: false, GetMethod: not null } && WellKnown.IsCancellationToken(property.Type))
                .GroupBy(static property => property.Name, StringComparer.Ordinal)
                .Select(static same => same.First())
            : [];

    // One of a parameter that the call is given, or is made on, is no news to it.
    private static IEnumerable<IPropertySymbol> PropertiesOf(IParameterSymbol parameter, IInvocationOperation call, SemanticModel model)
        => parameter.NullableAnnotation == NullableAnnotation.Annotated
           || call.Descendants().Any(operation => operation is IParameterReferenceOperation reference && reference.Parameter.Is(parameter))
            ? []
            : PropertiesOf(parameter.Type).Where(property => model.IsAccessible(call.Syntax.SpanStart, property));

    private static bool IsInReach(SemanticModel model, IOperation call, ISymbol token)
        => model.LookupSymbols(call.Syntax.SpanStart, name: token.Name).Contains(token, SymbolEqualityComparer.Default);

    private static string Written(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
