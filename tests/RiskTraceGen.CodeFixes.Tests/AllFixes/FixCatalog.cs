using Microsoft.CodeAnalysis.CodeFixes;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>All fixes of the assembly.</summary>
internal static class FixCatalog
{
    public static IReadOnlyList<CodeFixProvider> All { get; } = [.. typeof(Tracing.TakeTracedWrapper).Assembly.GetTypes()
        .Where(static type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type))
        .Select(static type => (CodeFixProvider)Activator.CreateInstance(type)!)];
}
