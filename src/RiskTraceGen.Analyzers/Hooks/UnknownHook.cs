using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Hooks;

/// <summary>RTG0204: a handler, or a failure handler, of a hook that does not exist.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnknownHook() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0204";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A handler of a hook that does not exist",
        "No payload declares the hook '{0}', so '{1}' is never called for it; {2}",
        Categories.Hooks,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A hook exists where a payload type declares it with [HookEvent]. A handler of another name is registered for nothing and never runs. Names are compared case-sensitively.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterMethods((method, report) => Analyze(method, report, symbols));

    private static void Analyze(IMethodSymbol method, Action<Diagnostic> report, KnownSymbols symbols)
    {
        foreach (AttributeData attribute in Annotations.FindAll(method, Annotations.Hook).Concat(Annotations.FindAll(method, Annotations.HookFailure)))
        {
            if (NameWritten(attribute) is { } hook && !symbols.Hooks.Contains(hook) && symbols.Hooks.AreComplete)
                report(Diagnostic.Create(Rule, attribute.PlaceOn(method), hook, method.Display(), Advice(hook, symbols.Hooks)));
        }
    }

    /// <summary>Null where no name was meant ([HookFailure] for all hooks), or none that compiles.</summary>
    private static string? NameWritten(AttributeData attribute) => attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive } argument]
        ? argument.Value as string ?? (attribute.AttributeClass?.Name == Annotations.Hook ? "" : null)
        : null;

    private static string Advice(string hook, DeclaredHooks hooks)
    {
        if (string.IsNullOrWhiteSpace(hook))
            return "give the name of a hook";

        return NearestName.To(hook, hooks.Names) is { } nearest
            ? $"did you mean '{nearest}'?"
            : $"mark the payload type with [HookEvent(\"{hook}\")]";
    }
}
