using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>Places in source, with paths relative to the project: what is built must not depend on where it is built.</summary>
internal sealed class ProjectPaths(string? directory)
{
    private readonly string[] _directory = Segments(directory ?? "");
    private readonly Dictionary<SyntaxTree, string> _files = [];

    /// <summary>The directory of the project, as the build tells it.</summary>
    public static string? DirectoryOf(AnalyzerConfigOptions options)
        => options.TryGetValue("build_property.ProjectDir", out string? directory)
            || options.TryGetValue("build_property.MSBuildProjectDirectory", out directory)
                ? directory
                : null;

    public PlaceModel Of(SyntaxNodeOrToken node) => Of(node.SyntaxTree!, node.Span);

    public PlaceModel Of(SyntaxTree tree, Microsoft.CodeAnalysis.Text.TextSpan span)
    {
        if (!_files.TryGetValue(tree, out string? file))
            _files.Add(tree, file = Relative(tree.FilePath));
        return new PlaceModel(file, tree.GetLineSpan(span).StartLinePosition.Line + 1);
    }

    /// <summary>Where a symbol is declared; nowhere if it is not in source.</summary>
    public PlaceModel Of(ISymbol? symbol)
        => symbol?.Locations.FirstOrDefault(location => location.IsInSource) is { SourceTree: { } tree } location
            ? Of(tree, location.SourceSpan)
            : new PlaceModel("", 0);

    /// <summary>A path relative to the project; of a file that has no such path, its name.</summary>
    public string Relative(string path)
    {
        string[] file = Segments(path);
        if (!IsRooted(path))
            return string.Join("/", file);

        int common = 0;
        while (common < _directory.Length && common < file.Length - 1 && string.Equals(_directory[common], file[common], Comparison))
            common++;

        // Nothing in common but the root: the project says nothing about where the file is.
        return common == 0 ? file.LastOrDefault() ?? "" : string.Join("/", Enumerable.Repeat("..", _directory.Length - common).Concat(file.Skip(common)));
    }

    // A drive is part of the path, and says that case does not count.
    private StringComparison Comparison
        => _directory.Length > 0 && _directory[0].EndsWith(":", StringComparison.Ordinal) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private static bool IsRooted(string path) => path.Length > 0 && (path[0] is '/' or '\\' || (path.Length > 1 && path[1] == ':'));

    private static string[] Segments(string path) => path.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
}
