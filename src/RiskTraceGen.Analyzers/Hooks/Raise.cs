using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Hooks;

/// <summary>Recognises <c>flow.Raise(payload)</c> and <c>flow.RaiseAsync(payload)</c>.</summary>
internal static class Raise
{
    public const string AndForget = "Raise";

    public const string AndWait = "RaiseAsync";

    public static bool IsRaise(this IMethodSymbol method, KnownSymbols symbols)
        => method is { Name: AndForget or AndWait, TypeArguments.Length: 1 } && method.ContainingType.Is(symbols.Flow);

    public static bool IsRaiseAsync(this IMethodSymbol method, KnownSymbols symbols) => method.Name == AndWait && method.IsRaise(symbols);

    /// <summary>The hook that a call raises; null if it raises none, or one that only its caller knows.</summary>
    public static string? HookRaisedBy(IMethodSymbol method, KnownSymbols symbols)
        => method.IsRaise(symbols) ? HookMethods.HookOf(method.TypeArguments[0]) : null;

    /// <summary>The events that the package raises of its own: after a breach, a failure, a deadline.</summary>
    public static bool IsRaisedByLibrary(string hook) => hook is "on_breach" or "critical_failure" or "flow_timeout";
}
