namespace RiskTraceGen.Generator.Model;

/// <summary>A file before its type names are chosen.</summary>
/// <param name="FileName">What a person would search for, without the ending <c>.g.cs</c>.</param>
/// <param name="Namespaces">The namespaces that it declares types in; empty for the global one.</param>
/// <param name="Types">The types that it declares.</param>
/// <param name="Text">The text without the header and the usings, with marked type names.</param>
/// <param name="Silenced">The warnings that its text would repeat, which stand where its types are spoken of in source.</param>
/// <param name="Hidden">Names that mean something else inside its types, so that a type of the name is written with its namespace.</param>
internal sealed record Draft(
    string FileName,
    EquatableArray<string> Namespaces,
    EquatableArray<DeclaredName> Types,
    MarkedText Text,
    EquatableArray<string> Silenced = default,
    EquatableArray<string> Hidden = default);

/// <summary>A type that is generated.</summary>
internal readonly record struct DeclaredName(string Namespace, string Name);
