using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Analyzers.Results;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Hooks;

/// <summary>Which hooks the source of this compilation raises, and to which it attaches handlers while it runs. Made by one look through
/// the files that have the names of these methods, and only when a rule first asks.</summary>
internal sealed class HookTraffic
{
    public const string Attach = "Attach";

    public const string AttachForFailures = "AttachFailureHandler";

    private readonly HashSet<IMethodSymbol> _handlers = new(SymbolEqualityComparer.Default);
    private readonly NamedPayloads _raised = new();
    private readonly NamedPayloads _dropped = new();
    private readonly NamedPayloads _attached = new();

    [SuppressMessage(
        "MicrosoftCodeAnalysisPerformance",
        "RS1030",
        Justification = "A question about the whole compilation, asked once, of the few places that have the name.")]
    public HookTraffic(KnownSymbols symbols)
    {
        foreach (SyntaxTree tree in symbols.Compilation.SyntaxTrees)
        {
            if (!Mentions.In(tree).HasFlag(Mention.HookTraffic))
                continue;

            SemanticModel? model = null;
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
                if (name.Identifier.ValueText is Raise.AndForget or Raise.AndWait or Attach or AttachForFailures)
                    Add(name, model ??= symbols.Compilation.GetSemanticModel(tree), symbols);
        }
    }

    /// <summary>Whether the hook of a payload may be raised.</summary>
    public bool Raises(ITypeSymbol payload) => _raised.MayBe(payload);

    /// <summary>Whether generic code alone may raise the hook of a payload, and drops the outcome.</summary>
    public bool DropsOutcomeOf(ITypeSymbol payload) => !_raised.Has(payload) && _dropped.MayBe(payload);

    /// <summary>Whether a handler may be attached to the hook of a payload.</summary>
    public bool AttachesTo(ITypeSymbol payload) => _attached.MayBe(payload);

    /// <summary>Whether a method is attached to hooks by its name. (Lambdas are known by where they stand.)</summary>
    public bool IsAttached(IMethodSymbol method) => _handlers.Contains(method.OriginalDefinition);

    private void Add(SimpleNameSyntax name, SemanticModel model, KnownSymbols symbols)
    {
        SymbolInfo info = model.GetSymbolInfo(name);
        foreach (IMethodSymbol method in info.Symbol is { } symbol ? new[] { symbol }.OfType<IMethodSymbol>() : info.CandidateSymbols.OfType<IMethodSymbol>())
        {
            if (method.IsRaise(symbols))
                AddRaise(method, name, model);
            else if (method.ContainingType.Is(symbols.HookSet))
            {
                if (method.TypeArguments is [var payload])
                    _attached.Add(payload);
                _handlers.UnionWith(Named(name, model));
            }
        }
    }

    // The outcome of a raise that names its payload is judged where it stands.
    private void AddRaise(IMethodSymbol raise, SimpleNameSyntax name, SemanticModel model)
    {
        ITypeSymbol payload = raise.TypeArguments[0];
        _raised.Add(payload);
        if (payload is ITypeParameterSymbol && (raise.Name == Raise.AndForget || IsDropped(name, model)))
            _dropped.Add(payload);
    }

    private static bool IsDropped(SimpleNameSyntax name, SemanticModel model)
        => name.FirstAncestorOrSelf<InvocationExpressionSyntax>(call => NameOf(call.Expression) == name) is { } call
           && model.GetOperation(call) is { } raise
           && Trail.Of(raise, model) < Fate.Used;

    private static SimpleNameSyntax? NameOf(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => called as SimpleNameSyntax,
    };

    /// <summary>The methods that a call is given by their names, also with a delegate around them.</summary>
    private static IEnumerable<IMethodSymbol> Named(SimpleNameSyntax call, SemanticModel model)
        => call.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } invocation
            ? []
            : invocation.ArgumentList.Arguments
                .Select(static argument => argument.Expression is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [var inner] }
                    ? inner.Expression
                    : argument.Expression)
                .Where(static handler => handler is SimpleNameSyntax or MemberAccessExpressionSyntax)
                .Select(handler => model.GetSymbolInfo(handler).Symbol)
                .OfType<IMethodSymbol>()
                .Select(static method => (method.ReducedFrom ?? method).OriginalDefinition);
}
