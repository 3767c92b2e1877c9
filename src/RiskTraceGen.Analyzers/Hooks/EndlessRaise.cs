using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Hooks;

/// <summary>RTG0208: a handler from which a path of calls, and of events that other handlers raise, leads back to its own event.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EndlessRaise() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0208";

    /// <summary>Nobody reads a longer path, and a search of a large program must end.</summary>
    private const int LongestPath = 10;

    private const int MostFunctions = 1_000;

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A handler that can raise its own event again",
        "'{0}' handles '{1}' and can raise it again: {2}",
        Categories.Hooks,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The event calls the handler, the handler raises the event. The library cuts the chain off after some steps, and skips every handler of that hook from there on.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterSymbolAction(symbol => Analyze(symbol, symbols), SymbolKind.Method);

    private static void Analyze(SymbolAnalysisContext context, KnownSymbols symbols)
    {
        var handler = (IMethodSymbol)context.Symbol;
        if (handler.PartialDefinitionPart is null
            && Annotations.Name(Annotations.Find(handler, Annotations.Hook)) is { } hook
            && PathBack(handler, hook, symbols) is { } path)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, path.Place, handler.Display(), hook, path.Text));
        }
    }

    /// <summary>The shortest path; its place is the handler's own step on it.</summary>
    private static (Location Place, string Text)? PathBack(IMethodSymbol handler, string hook, KnownSymbols symbols)
    {
        var seen = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default) { handler };
        var waiting = new Queue<(IMethodSymbol Function, Location? Place, string Text, int Length)>([(handler, null, handler.Name, 1)]);
        while (waiting.Count > 0)
        {
            (IMethodSymbol function, Location? place, string text, int length) = waiting.Dequeue();
            foreach (Call call in symbols.CallGraph.CallsOf(function.OriginalDefinition))
            {
                IMethodSymbol target = AsCalledBy(function, call.Target);
                string? raised = Raise.HookRaisedBy(target, symbols);
                if (raised == hook)
                    return (place ?? call.Place, $"{text} → {NameOf(target)}");

                if (length == LongestPath || seen.Count >= MostFunctions)
                    continue;

                foreach (IMethodSymbol next in raised is null ? [target] : symbols.Annotated.HandlersOf(raised))
                    if (!next.DeclaringSyntaxReferences.IsEmpty && seen.Add(next))
                        waiting.Enqueue((next, place ?? call.Place, $"{text} → {NameOf(next)}", length + 1));
            }
        }

        return null;
    }

    /// <summary>What a function calls, with the type arguments that the function itself was called with: <c>Tell&lt;T&gt;</c> raises a <c>T</c>.</summary>
    private static IMethodSymbol AsCalledBy(IMethodSymbol caller, IMethodSymbol called)
    {
        if (called.TypeArguments.All(static argument => argument is not ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method }))
            return called;

        return called.ConstructedFrom.Construct([.. called.TypeArguments.Select(argument
            => argument is ITypeParameterSymbol { DeclaringMethod: { } declaring } parameter && declaring.Is(caller.OriginalDefinition)
                ? caller.TypeArguments[parameter.Ordinal]
                : argument)]);
    }

    private static string NameOf(IMethodSymbol method) => method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name;
}
