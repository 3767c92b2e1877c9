using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Flows;

/// <summary>
/// RTG0502: a flow, or a wrapper that holds one, kept where it outlives the flow: in something static, in something that is made once, in a timer or an event.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StoredFlow() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0502";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A flow that is kept beyond its end",
        "'{0}' is kept {1}, which outlives the flow: what is done with it later is recorded as late, under a flow that has long ended; pass it where it is used",
        Categories.Flows,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A handle is good for the one event that it was made for. Kept in a singleton, it ties the calls of one event to the trace of another.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        context.RegisterSymbolAction(symbol => AnalyzeMember(symbol, symbols), SymbolKind.Field, SymbolKind.Property);
        context.RegisterSyntaxNodeAction(node => AnalyzePrimaryConstructor(node, symbols), SyntaxKind.ClassDeclaration);
        context.RegisterSyntaxNodeAction(node => AnalyzeBase(node, symbols), SyntaxKind.SimpleBaseType, SyntaxKind.PrimaryConstructorBaseType);
        context.RegisterOperationAction(operation => AnalyzeFunction(operation, symbols), OperationKind.AnonymousFunction, OperationKind.MethodReference);
        context.RegisterOperationAction(operation => AnalyzeTimer(operation, symbols), OperationKind.ObjectCreation, OperationKind.Invocation);
    }

    private static void AnalyzeMember(SymbolAnalysisContext context, KnownSymbols symbols)
    {
        if (context.Symbol.Locations[0].SourceTree is { } file && !symbols.CanHave(file, Mention.Flow))
            return;

        bool isKept = context.Symbol switch
        {
            IFieldSymbol { IsImplicitlyDeclared: false, IsConst: false } field => field.Type.HoldsFlow(symbols),
            IPropertySymbol { IsImplicitlyDeclared: false } property => property.Type.HoldsFlow(symbols) && IsAuto(property),
            _ => false,
        };
        if (isKept && !context.Symbol.ContainingType.IsWrapper() && FlowKeeper.Of(context.Symbol, symbols) is { } keeper)
            context.ReportDiagnostic(Diagnostic.Create(Rule, context.Symbol.Locations[0], context.Symbol.Name, keeper));
    }

    private static bool IsAuto(IPropertySymbol property)
        => property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => field.AssociatedSymbol.Is(property));

    private static void AnalyzePrimaryConstructor(SyntaxNodeAnalysisContext context, KnownSymbols symbols)
    {
        var type = (ClassDeclarationSyntax)context.Node;
        if (type.ParameterList is not { } parameters
            || !symbols.CanHave(type.SyntaxTree, Mention.Flow)
            || context.ContainingSymbol is not INamedTypeSymbol declared)
            return;

        foreach (ParameterSyntax syntax in parameters.Parameters)
            if (context.SemanticModel.GetDeclaredSymbol(syntax, context.CancellationToken) is { } parameter
                && parameter.Type.HoldsFlow(symbols)
                && FlowKeeper.Of(declared, symbols) is { } keeper
                && CapturedFlow.IsKept(parameter, declared, context))
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, parameter.Locations[0], parameter.Name, keeper));
            }
    }

    /// <summary>A generic base has a field for whatever it is given; who gives it a flow makes it keep one.</summary>
    private static void AnalyzeBase(SyntaxNodeAnalysisContext context, KnownSymbols symbols)
    {
        var syntax = (BaseTypeSyntax)context.Node;
        if (symbols.CanHave(syntax.SyntaxTree, Mention.Flow)
            && context.SemanticModel.GetTypeInfo(syntax.Type, context.CancellationToken).Type is INamedTypeSymbol { TypeKind: TypeKind.Class } given
            && context.SemanticModel.GetDeclaredSymbol(syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>()!, context.CancellationToken) is { } heir
            && InheritedFlow.Of(given, symbols) is { } field
            && (field.IsStatic ? FlowKeeper.Of(field, symbols) : FlowKeeper.OfObjects(heir, symbols)) is { } keeper)
        {
            // That of a property, or of a captured parameter, has its name in brackets.
            context.ReportDiagnostic(Diagnostic.Create(Rule, syntax.Type.GetLocation(), field.Name.TrimStart('<').Split('>')[0], keeper));
        }
    }

    private static void AnalyzeFunction(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (context.Operation is IMethodReferenceOperation { Method.MethodKind: not MethodKind.LocalFunction }
            || FlowKeeper.OfDelegate(context.Operation, symbols) is not { } keeper)
            return;

        CapturedFlow? captured = context.Operation is IMethodReferenceOperation group
            ? CapturedFlow.Of(group, symbols)
            : CapturedFlow.Of(context.Operation, symbols);
        if (captured is var (name, place))
            context.ReportDiagnostic(Diagnostic.Create(Rule, place.Syntax.GetLocation(), name, keeper));
    }

    /// <summary>What a timer is given for its callback.</summary>
    private static void AnalyzeTimer(OperationAnalysisContext context, KnownSymbols symbols)
    {
        ImmutableArray<IArgumentOperation> arguments = context.Operation switch
        {
            IObjectCreationOperation { Type: { } type } creation when FlowKeeper.IsTimer(type) => creation.Arguments,
            IInvocationOperation { Type: { } type } call when FlowKeeper.IsTimer(type) => call.Arguments,
            _ => [],
        };
        foreach (IArgumentOperation argument in arguments)
            if (argument is { Parameter.Type.SpecialType: SpecialType.System_Object, Value: IConversionOperation { Operand: var state } }
                && HoldsFlow(state, symbols))
                context.ReportDiagnostic(Diagnostic.Create(Rule, state.Syntax.GetLocation(), state.Syntax.ToString(), "by a timer"));
    }

    private static bool HoldsFlow(IOperation state, KnownSymbols symbols)
        => state.Type?.HoldsFlow(symbols) is true
           || (state.Type is { IsAnonymousType: true } type && type.GetMembers().OfType<IPropertySymbol>().Any(property => property.Type.HoldsFlow(symbols)))
           || (state is IObjectCreationOperation creation && creation.Arguments.Any(argument => argument.Value.Type?.HoldsFlow(symbols) is true));
}
