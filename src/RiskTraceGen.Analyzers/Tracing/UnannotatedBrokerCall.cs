using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>RTG0102: a call of a broker's SDK, as an .editorconfig names it, that no annotation covers.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnannotatedBrokerCall() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0102";

    /// <summary>The members that a fix has to name, as properties of the diagnostic.</summary>
    internal const string TypeProperty = "type", MemberProperty = "member";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A call of a broker's SDK that no annotation covers",
        "'{0}' is a broker's ('risktrace_broker_types'), and nothing marks it as a broker call: no trace will ever see it; add [assembly: BrokerCall(typeof({1}), \"{2}\")]",
        Categories.Tracing,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Only what is annotated gets a traced wrapper. An SDK that is called without any annotation trades where nothing is recorded and no other rule looks.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override bool ConcernsEveryProgram => true;

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        var parsed = new ConcurrentDictionary<string, BrokerTypePatterns>(StringComparer.Ordinal);
        BrokerTypePatterns? NamedFor(SyntaxTree tree) => BrokerTypePatterns.For(tree, context.Options, list => parsed.GetOrAdd(list, BrokerTypePatterns.Parse));

        // Whoever asks for operations has the compiler make them for every body.
        if (!context.Compilation.SyntaxTrees.Any(tree => NamedFor(tree) is not null))
            return;

        context.RegisterOutsideTests(
            Rule,
            operation =>
            {
                if (NamedFor(operation.Operation.Syntax.SyntaxTree) is { } patterns)
                    Analyze(operation, patterns, symbols);
            },
            OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, BrokerTypePatterns patterns, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        IMethodSymbol method = call.TargetMethod;
        if (method is not { MethodKind: MethodKind.Ordinary, IsStatic: false }
            || BrokerOf(method, call.Instance?.Type, patterns) is not { } broker
            || symbols.MarkedCalls.BrokerOf(method, call.Instance?.Type) is not null
            || IsBehindTheBoundary(context.ContainingSymbol, broker, symbols))
        {
            return;
        }

        var named = ImmutableDictionary<string, string?>.Empty
            .Add(TypeProperty, broker.OriginalDefinition.GetDocumentationCommentId())
            .Add(MemberProperty, method.Name);
        context.ReportDiagnostic(Diagnostic.Create(
            Rule, call.NameLocation(), named, $"{broker.Name}.{method.Name}", WithoutArguments(broker), method.Name));
    }

    /// <summary>The named type: the one that declares the method, else the one it is called on.</summary>
    private static INamedTypeSymbol? BrokerOf(IMethodSymbol method, ITypeSymbol? receiver, BrokerTypePatterns patterns)
    {
        if (method.ContainingType is not { SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Interface } declaring || method.OverridesObject() || IsDisposal(method))
            return null;
        if (patterns.Match(declaring))
            return declaring;

        return receiver is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface } type && patterns.Match(type) ? type : null;
    }

    private static bool IsDisposal(IMethodSymbol method) => method is { Name: "Dispose" or "DisposeAsync", Parameters.IsEmpty: true };

    /// <summary>The SDK's own types may call as they like, and so may who stands behind an annotated boundary: its callers are traced.</summary>
    private static bool IsBehindTheBoundary(ISymbol caller, INamedTypeSymbol broker, KnownSymbols symbols)
    {
        for (INamedTypeSymbol? type = caller.ContainingType ?? caller as INamedTypeSymbol; type is not null; type = type.ContainingType)
        {
            if (type.IsOrDerivesFrom(broker) || type.IsWrapper() || symbols.MarkedCalls.IsBroker(type))
                return true;
        }

        return false;
    }

    private static string WithoutArguments(INamedTypeSymbol type)
        => type.Arity == 0 ? type.Name : $"{type.Name}<{new string(',', type.Arity - 1)}>";
}
