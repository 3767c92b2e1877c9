using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

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
        "'{0}' is a broker's ('risktrace_broker_types'), and nothing marks it as a broker call: no trace will ever see it; {1}",
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

        var implementations = new ConcurrentDictionary<BrokerTypePatterns, InheritedImplementations>();
        context.RegisterOutsideTests(
            Rule,
            operation =>
            {
                if (NamedFor(operation.Operation.Syntax.SyntaxTree) is { } patterns)
                    Analyze(
                        operation,
                        patterns,
                        implementations.GetOrAdd(patterns, named => new(context.Compilation.Assembly, type => Named(type, named, symbols) is not null)),
                        symbols);
            },
            SdkCalls.Kinds);
    }

    private static void Analyze(OperationAnalysisContext context, BrokerTypePatterns patterns, InheritedImplementations implementations, KnownSymbols symbols)
    {
        foreach (SdkCall call in SdkCalls.Of(context.Operation))
        {
            if ((BrokerOf(call, patterns, symbols) ?? (implementations.Include(call.Member) ? call.Member.ContainingType : null)) is not { } broker
                || (call.Member is IMethodSymbol method && symbols.MarkedCalls.BrokerOf(method, call.Receiver) is not null)
                || IsBehindTheBoundary(context.ContainingSymbol, broker, patterns, symbols))
            {
                continue;
            }

            Report(context, call, broker);
            return;
        }
    }

    /// <summary>The annotation is advised where the generator can make something of it.</summary>
    private static void Report(OperationAnalysisContext context, SdkCall call, INamedTypeSymbol broker)
    {
        string member = call.Member.Name;
        bool canBeTraced = call.Member is IMethodSymbol { IsExtensionMethod: false } && Refusals.OfTarget(broker, member, context.Compilation) is null;
        ImmutableDictionary<string, string?> named = canBeTraced
            ? ImmutableDictionary<string, string?>.Empty.Add(TypeProperty, broker.OriginalDefinition.GetDocumentationCommentId()).Add(MemberProperty, member)
            : ImmutableDictionary<string, string?>.Empty;
        string advice = canBeTraced
            ? $"add [assembly: BrokerCall(typeof({WithoutArguments(broker)}), \"{member}\")]"
            : "do it in an implementation of an interface whose method is marked [BrokerCall]";
        context.ReportDiagnostic(Diagnostic.Create(Rule, call.Place, named, $"{broker.Name}.{member}", advice));
    }

    /// <summary>
    /// The named type: the one that declares the member, else the one that it is reached on, or whose member it
    /// overrides or implements: most who do that hand on to the SDK.
    /// </summary>
    private static INamedTypeSymbol? BrokerOf(SdkCall call, BrokerTypePatterns patterns, KnownSymbols symbols)
    {
        if (call.Member is IMethodSymbol { IsExtensionMethod: true } extension)
            return Named(extension.Parameters[0].Type, patterns, symbols) is { } extended && IsOfSdk(extension, extended, patterns, symbols) ? extended : null;

        if (call.Member.ContainingType is not { SpecialType: SpecialType.None } declaring)
            return null;

        return Named(declaring, patterns, symbols)
            ?? Named(call.Receiver, patterns, symbols)
            ?? StandsFor(call, declaring).Select(member => Named(member.ContainingType, patterns, symbols)).FirstOrDefault(static named => named is not null);
    }

    /// <summary>What a member overrides and implements, as far as the type that it is reached on tells.</summary>
    private static IEnumerable<ISymbol> StandsFor(SdkCall call, INamedTypeSymbol declaring)
    {
        ISymbol member = call.Member is IMethodSymbol method ? method.ConstructedFrom : call.Member;
        return Declarations.WithOverridden(member).Concat(Declarations.Implemented(member, call.Receiver as INamedTypeSymbol ?? declaring));
    }

    // A wrapper stands in the namespace of its broker, and what is called on it is traced.
    private static INamedTypeSymbol? Named(ITypeSymbol? type, BrokerTypePatterns patterns, KnownSymbols symbols) => type switch
    {
        INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface or TypeKind.Struct } named
            => patterns.Match(named) && !named.IsWrapper() && !named.ContainingAssembly.Is(symbols.Flow.ContainingAssembly) ? named : null,
        ITypeParameterSymbol parameter
            => parameter.ConstraintTypes.Select(constraint => Named(constraint, patterns, symbols)).FirstOrDefault(static named => named is not null),
        _ => null,
    };

    /// <summary>What an extension in source does is seen there; one of the SDK is as much a part of it as a method of the type.</summary>
    private static bool IsOfSdk(IMethodSymbol extension, INamedTypeSymbol extended, BrokerTypePatterns patterns, KnownSymbols symbols)
        => !extension.ReturnType.IsWrapper()
           && (patterns.Match(extension.ContainingType)
               || (extension.ContainingAssembly.Is(extended.ContainingAssembly) && !extended.ContainingAssembly.Is(symbols.Compilation.Assembly)));

    /// <summary>The SDK's own types may call as they like, and so may who stands behind an annotated boundary: its callers are traced.</summary>
    private static bool IsBehindTheBoundary(ISymbol caller, INamedTypeSymbol broker, BrokerTypePatterns patterns, KnownSymbols symbols)
    {
        for (INamedTypeSymbol? type = caller.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.IsOrDerivesFrom(broker)
                || type.IsWrapper()
                || symbols.MarkedCalls.IsBroker(type)
                || (type.ContainingNamespace.Is(broker.ContainingNamespace) && patterns.Match(type)))
                return true;
        }

        return false;
    }

    private static string WithoutArguments(INamedTypeSymbol type)
        => (type.ContainingType is { } container && Access.IsGeneric(container) ? WithoutArguments(container) + "." : "")
            + (type.Arity == 0 ? type.Name : $"{type.Name}<{new string(',', type.Arity - 1)}>");
}
