using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Calls;

/// <summary>A <c>[BrokerCall]</c> and a method that it marks; one of an assembly marks each overload.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Method">The broker's method.</param>
/// <param name="Broker">The type whose wrapper makes the call.</param>
/// <param name="Place">Where the attribute stands.</param>
internal sealed record AnnotatedCall(AttributeData Attribute, IMethodSymbol Method, INamedTypeSymbol Broker, Location Place);

/// <summary>Every annotation of a broker call in this compilation.</summary>
internal static class AnnotatedCalls
{
    public static void RegisterAnnotatedCalls(this CompilationStartAnalysisContext context, Action<AnnotatedCall, Action<Diagnostic>> analyze)
    {
        context.RegisterSymbolAction(
            symbol =>
            {
                // Nearly all methods have none, and need nobody to report to.
                if (symbol.Symbol is IMethodSymbol method && !method.GetAttributes().IsEmpty)
                    OnMethod(method, call => analyze(call, symbol.ReportDiagnostic));
            },
            SymbolKind.Method);
        context.RegisterSyntaxNodeAction(
            node => OnAssembly((AttributeListSyntax)node.Node, node.Compilation, call => analyze(call, node.ReportDiagnostic)),
            SyntaxKind.AttributeList);
    }

    /// <summary>What the annotations of a method mark.</summary>
    internal static void OnMethod(IMethodSymbol method, Action<AnnotatedCall> analyze)
    {
        // Both parts of a partial method have the attributes of both.
        if (method is not { MethodKind: MethodKind.Ordinary, IsStatic: false, PartialDefinitionPart: null })
            return;

        foreach (AttributeData attribute in Annotations.FindAll(method, Annotations.BrokerCall))
            if (Annotations.Name(attribute) is not null && attribute.ApplicationSyntaxReference is { } reference)
                analyze(new AnnotatedCall(attribute, method, method.ContainingType, Location.Create(reference.SyntaxTree, reference.Span)));
    }

    /// <summary>What a list of attributes of the assembly marks.</summary>
    internal static void OnAssembly(AttributeListSyntax list, Compilation compilation, Action<AnnotatedCall> analyze)
    {
        if (list.Target?.Identifier.ValueText != "assembly")
            return;

        foreach (AttributeData attribute in Annotations.FindAll(compilation.Assembly, Annotations.BrokerCall))
        {
            if (attribute.ApplicationSyntaxReference is not { } reference || reference.SyntaxTree != list.SyntaxTree || !list.Span.Contains(reference.Span)
                || BrokerCalls.Target(attribute) is not var (broker, member))
                continue;

            foreach (IMethodSymbol method in Declarations.Supertypes(broker)
                .Prepend(broker)
                .SelectMany(type => type.GetMembers(member))
                .OfType<IMethodSymbol>())
                if (method is { MethodKind: MethodKind.Ordinary, IsStatic: false })
                    analyze(new AnnotatedCall(attribute, method, broker, Location.Create(reference.SyntaxTree, reference.Span)));
        }
    }
}
