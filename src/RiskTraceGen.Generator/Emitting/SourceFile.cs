using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Emitting;

/// <summary>What all generated files have in common.</summary>
internal static class SourceFile
{
    public static void OpenNamespace(SourceWriter writer, string name)
    {
        if (name.Length == 0)
            return;
        writer.Write($"namespace {name};");
        writer.Blank();
    }

    /// <summary>The namespaces that a file declares types in; the global one is empty.</summary>
    public static EquatableArray<string> Namespaces(params string[] names) => names.ToEquatableArray();

    public static EquatableArray<DeclaredName> Types(params DeclaredName[] types) => types.ToEquatableArray();

    /// <summary><c>TradingBot.ITradingSuite.Traced</c>: what a person would search for.</summary>
    public static string Name(string typeNamespace, TypeRef type, string subject)
    {
        string name = type.Short.Replace("@", "").Replace('<', '{').Replace('>', '}').Replace(", ", ",").Replace("?", "").Replace("[]", "()");
        return string.Join(".", new[] { typeNamespace.Replace("@", ""), name, subject }.Where(part => part.Length > 0));
    }

    /// <summary>Warnings of several parts of a file, each once and in order.</summary>
    public static EquatableArray<string> Silenced(IEnumerable<string> warnings)
        => warnings.Distinct().OrderBy(id => id, StringComparer.Ordinal).ToEquatableArray();
}
