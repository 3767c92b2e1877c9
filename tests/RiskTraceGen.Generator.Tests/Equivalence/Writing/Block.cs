namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>Lines in braces.</summary>
internal static class Block
{
    public static string Of(params IEnumerable<string> parts) => $"{{\n{Indented(string.Join("\n", parts.Where(part => part.Length > 0)))}\n}}";

    // Directives and empty lines stay where they are.
    private static string Indented(string text)
        => string.Join("\n", text.Split('\n').Select(line => line.Length == 0 || line[0] == '#' ? line : "    " + line));
}
