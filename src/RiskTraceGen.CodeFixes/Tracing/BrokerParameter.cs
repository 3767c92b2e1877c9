using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>A parameter that takes a broker and could take its wrapper instead, and how it is used.</summary>
internal sealed class BrokerParameter
{
    private BrokerParameter(
        IParameterSymbol symbol,
        ParameterSyntax syntax,
        WrapperFactory factory,
        ImmutableArray<IdentifierNameSyntax> uses,
        Document document,
        SemanticModel model)
    {
        Symbol = symbol;
        Syntax = syntax;
        Factory = factory;
        Uses = uses;
        Document = document;
        Model = model;
    }

    public IParameterSymbol Symbol { get; }

    public IMethodSymbol Method => (IMethodSymbol)Symbol.ContainingSymbol;

    public ParameterSyntax Syntax { get; }

    public WrapperFactory Factory { get; }

    /// <summary>The wrapper as it is written where the broker's type stands.</summary>
    public string WrapperType => Factory.Wrapper.ToMinimalDisplayString(Model, Syntax.Type!.SpanStart);

    public ImmutableArray<IdentifierNameSyntax> Uses { get; }

    public Document Document { get; }

    public SemanticModel Model { get; }

    /// <summary>Null where the type of the parameter is not the method's to choose, or where the wrapper could not stand in its place.</summary>
    public static BrokerParameter? From(BrokerCallSite site, Document document, SemanticModel model, CancellationToken cancellationToken)
    {
        if (site.Receiver is not { Holder: IParameterSymbol { RefKind: RefKind.None, IsParams: false, HasExplicitDefaultValue: false } parameter } receiver
            || !parameter.Is(receiver.Variable)
            || parameter.Type is not INamedTypeSymbol
            || parameter.ContainingSymbol is not IMethodSymbol method
            || !OwnsItsSignature(method)
            || !CanNameWrapper(method, site.Factory.Wrapper)
            || HasOverload(method, parameter, site.Factory.Wrapper)
            || parameter.DeclaringSyntaxReferences is not [var reference]
            || reference.SyntaxTree != model.SyntaxTree
            || reference.GetSyntax(cancellationToken) is not ParameterSyntax { Type: not null, Parent.Parent: { } declaration } syntax)
        {
            return null;
        }

        ImmutableArray<IdentifierNameSyntax> uses = [.. declaration.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == parameter.Name && model.GetSymbolInfo(name, cancellationToken).Symbol.Is(parameter))];
        return new BrokerParameter(parameter, syntax, site.Factory, uses, document, model);
    }

    /// <summary>Whether <paramref name="use"/> still compiles when the parameter is the wrapper: a member of it, or its name.</summary>
    public bool FitsWrapper(IdentifierNameSyntax use, CancellationToken cancellationToken) => use.Parent switch
    {
        MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } access when access.Expression == use
            => IsInNameOf(access) || (Model.GetSymbolInfo(access, cancellationToken).Symbol is { IsStatic: false } member
                && member is not IMethodSymbol { ReducedFrom: not null }
                && Factory.Offers(member)
                && InheritedWrapper.Misleading(member, Symbol.Type, Model.Compilation) is null),
        var parent => parent is ArgumentSyntax && IsInNameOf(use),
    };

    private static bool IsInNameOf(SyntaxNode node)
        => node.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } };

    private static bool OwnsItsSignature(IMethodSymbol method)
        => method.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction
           && method is { IsOverride: false, IsVirtual: false, IsAbstract: false, IsExtern: false, IsPartialDefinition: false, PartialDefinitionPart: null }
           && (method.MethodKind == MethodKind.LocalFunction || !Implements(method));

    private static bool Implements(IMethodSymbol method)
        => method.ContainingType.AllInterfaces
            .SelectMany(contract => contract.GetMembers(method.Name))
            .Any(member => method.ContainingType.FindImplementationForInterfaceMember(member).Is(method));

    /// <summary>A wrapper for a foreign type is internal, and cannot be a parameter of what is seen from outside.</summary>
    private static bool CanNameWrapper(IMethodSymbol method, INamedTypeSymbol wrapper)
        => method.MethodKind == MethodKind.LocalFunction || IsSeenFromOutside(wrapper) || !IsSeenFromOutside(method);

    private static bool IsSeenFromOutside(ISymbol symbol)
    {
        for (ISymbol? current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            if (current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
                return false;
        }

        return true;
    }

    private static bool HasOverload(IMethodSymbol method, IParameterSymbol changed, INamedTypeSymbol wrapper)
        => method.MethodKind == MethodKind.Ordinary
           && method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(other => !other.Is(method)
               && other.Parameters.Length == method.Parameters.Length
               && other.Parameters.Zip(method.Parameters, (theirs, ours) => theirs.Type.Is(ours.Is(changed) ? wrapper : ours.Type)).All(static same => same));
}
