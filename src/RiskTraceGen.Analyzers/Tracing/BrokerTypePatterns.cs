using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>
/// The types that an .editorconfig or a global config names as a broker's SDK: full names, separated by commas, with <c>*</c> for any part of one.
/// </summary>
internal sealed class BrokerTypePatterns
{
    private const string Key = "risktrace_broker_types";

    private readonly Regex[] _patterns;
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _matches = new(SymbolEqualityComparer.Default);

    private BrokerTypePatterns(string list)
        => _patterns = [.. list.Split(',')
            .Select(static pattern => Regex.Replace(pattern, "<[^<>]*>", "").Trim())
            .Select(static pattern => new Regex($"^{Regex.Escape(pattern).Replace("\\*", ".*")}$", RegexOptions.CultureInvariant))];

    /// <summary>Null where none are named.</summary>
    public static BrokerTypePatterns? For(SyntaxTree tree, AnalyzerOptions options, Func<string, BrokerTypePatterns> cached)
        => options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue(Key, out string? list) && !string.IsNullOrWhiteSpace(list) ? cached(list) : null;

    public static BrokerTypePatterns Parse(string list) => new(list);

    /// <summary>Whether a type is named; a generic one with or without its type parameters.</summary>
    public bool Match(INamedTypeSymbol type) => _matches.GetOrAdd(type.OriginalDefinition, Find);

    private bool Find(INamedTypeSymbol type)
    {
        string name = type.ToDisplayString(NameFormat);
        return _patterns.Any(pattern => pattern.IsMatch(name));
    }

    private static readonly SymbolDisplayFormat NameFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);
}
