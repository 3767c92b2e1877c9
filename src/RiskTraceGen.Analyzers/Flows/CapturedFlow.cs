using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Flows;

/// <summary>A variable with a flow in it that a function takes from around it.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Place">Where the function uses it, or calls a local function that does.</param>
internal readonly record struct CapturedFlow(string Name, IOperation Place)
{
    /// <summary>The first one of a lambda or local function. Its name alone, as in <c>nameof</c>, keeps nothing.</summary>
    public static CapturedFlow? Of(IOperation function, KnownSymbols symbols) => Of(function, function.Root(), symbols, [function.Syntax]);

    /// <summary>The first one of the local function that a method group is of.</summary>
    public static CapturedFlow? Of(IMethodReferenceOperation group, KnownSymbols symbols)
        => Declaration(group.Method, group.Root()) is { } function && Of(function, symbols) is { } captured ? captured with { Place = group } : null;

    /// <summary>
    /// Whether members of a class, in whichever part of it, use a parameter of its primary constructor, so that it
    /// is kept with the object; not where it only initializes them.
    /// </summary>
    [SuppressMessage(
        "MicrosoftCodeAnalysisPerformance", "RS1030", Justification = "Asked of the other parts of a class that takes a flow, where they have the name.")]
    public static bool IsKept(IParameterSymbol parameter, INamedTypeSymbol type, SyntaxNodeAnalysisContext context)
        => type.DeclaringSyntaxReferences
            .Select(part => part.GetSyntax(context.CancellationToken))
            .OfType<TypeDeclarationSyntax>()
            .SelectMany(static part => part.Members)
            .SelectMany(static member => member.DescendantNodes(static node => node is not TypeDeclarationSyntax))
            .OfType<IdentifierNameSyntax>()
            .Any(name => name.Identifier.ValueText == parameter.Name
                && RunsLater(name)
                && (name.SyntaxTree == context.Node.SyntaxTree ? context.SemanticModel : context.Compilation.GetSemanticModel(name.SyntaxTree)).GetOperation(
                    name, context.CancellationToken)
                    is IParameterReferenceOperation { Parent: not INameOfOperation } reference
                && reference.Parameter.Is(parameter));

    private static CapturedFlow? Of(IOperation function, IOperation root, KnownSymbols symbols, HashSet<SyntaxNode> seen)
    {
        foreach (IOperation operation in function.Descendants())
        {
            (ISymbol? variable, ITypeSymbol? type) = operation switch
            {
                ILocalReferenceOperation local => (local.Local, local.Local.Type),
                IParameterReferenceOperation parameter => (parameter.Parameter, parameter.Parameter.Type),
                _ => ((ISymbol?)null, (ITypeSymbol?)null),
            };
            if (variable is not null && operation.Parent is not INameOfOperation && IsOutside(variable, function) && type!.HoldsFlow(symbols))
                return new(variable.Name, operation);

            IMethodSymbol? called = operation switch
            {
                IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } call => call.TargetMethod,
                IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } group => group.Method,
                _ => null,
            };
            if (called is not null
                && IsOutside(called, function)
                && Declaration(called, root) is { } other
                && seen.Add(other.Syntax)
                && Of(other, root, symbols, seen) is { } captured)
                return captured with { Place = operation };
        }

        return null;
    }

    private static IOperation? Declaration(IMethodSymbol local, IOperation root)
        => root.Descendants().FirstOrDefault(operation => operation is ILocalFunctionOperation function && function.Symbol.Is(local.OriginalDefinition));

    // The value of a setter is declared nowhere.
    private static bool IsOutside(ISymbol variable, IOperation function)
        => variable.DeclaringSyntaxReferences is not [var declared, ..] || !function.Syntax.Span.Contains(declared.Span);

    // An initializer runs while the object is made, a lambda in it later.
    private static bool RunsLater(SyntaxNode name)
        => name.Ancestors().TakeWhile(static node => node is not TypeDeclarationSyntax).All(static node => node is not EqualsValueClauseSyntax
        {
            Parent: PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax or EventFieldDeclarationSyntax }
        })
           || name.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is not null;
}
