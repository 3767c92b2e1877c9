using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Hooks;

/// <summary>Which hooks the source of this compilation raises, and to which it attaches handlers while it runs. Made by one look through
/// the files that have the names of these methods, and only when a rule first asks.</summary>
internal sealed class HookTraffic
{
    private readonly HashSet<string> _raised = new(StringComparer.Ordinal);
    private readonly HashSet<string> _attached = new(StringComparer.Ordinal);
    private bool _raisesAny;
    private bool _attachesToAny;

    [SuppressMessage("MicrosoftCodeAnalysisPerformance", "RS1030", Justification = "A question about the whole compilation, asked once, of the few places that have the name.")]
    public HookTraffic(KnownSymbols symbols)
    {
        foreach (SyntaxTree tree in symbols.Compilation.SyntaxTrees)
        {
            if (!Mentions.In(tree).HasFlag(Mention.HookTraffic))
                continue;

            SemanticModel? model = null;
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
                if (name.Identifier.ValueText is Raise.AndForget or Raise.AndWait or "Attach")
                    Add((model ??= symbols.Compilation.GetSemanticModel(tree)).GetSymbolInfo(name), symbols);
        }
    }

    /// <summary>Whether a payload of the hook is raised, or one whose type only a caller of generic code knows.</summary>
    public bool Raises(string hook) => _raisesAny || _raised.Contains(hook);

    /// <summary>Whether a handler may be attached to the hook.</summary>
    public bool AttachesTo(string hook) => _attachesToAny || _attached.Contains(hook);

    private void Add(SymbolInfo info, KnownSymbols symbols)
    {
        foreach (IMethodSymbol method in info.Symbol is { } symbol ? new[] { symbol }.OfType<IMethodSymbol>() : info.CandidateSymbols.OfType<IMethodSymbol>())
        {
            if (method.IsRaise(symbols))
                _raisesAny |= !Note(method.TypeArguments[0], _raised);
            else if (method.TypeArguments.Length == 1 && method.ContainingType.Is(symbols.HookSet))
                _attachesToAny |= !Note(method.TypeArguments[0], _attached);
        }
    }

    private static bool Note(ITypeSymbol payload, HashSet<string> hooks)
    {
        if (payload is ITypeParameterSymbol)
            return false;

        if (HookMethods.HookOf(payload) is { } hook)
            hooks.Add(hook);

        return true;
    }
}
