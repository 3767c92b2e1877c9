namespace RiskTraceGen;

/// <summary>
/// Where the rules of a program can go: the hooks that each can raise, with their handlers, and the broker calls that it can reach, by which methods. Found in
/// the source when the program is built, without running it: a step means that there is a way, not that it is ever taken. Immutable and thread safe.
/// </summary>
public sealed class ExecutionMap
{
    private readonly Lazy<IReadOnlyList<PathStep>> _unreached;

    internal ExecutionMap(string name, IEnumerable<RiskModule> modules)
    {
        Name = name;
        var graph = new MapGraph(modules);
        Rules = [.. graph.Modules
            .SelectMany(part => RulesOf(graph, part.Module, part.Map))
            .OrderBy(static rule => rule.Category, StringComparer.Ordinal)
            .ThenBy(static rule => rule.Rule, StringComparer.Ordinal)
            .ThenBy(static rule => rule.Event, StringComparer.Ordinal)];
        Hooks = [.. HooksOf(graph)];
        Unmapped = [.. graph.Modules.Where(static part => part.Map.IsMissing).Select(static part => part.Module.Name)];
        _unreached = new(() => new Reach(graph).Unreached());
    }

    /// <summary>The name of the assembly whose map it is; those that it references are in it too.</summary>
    public string Name { get; }

    /// <summary>The evaluations of all rules, by category, rule and event.</summary>
    public IReadOnlyList<RulePath> Rules { get; }

    /// <summary>The hooks that are declared, handled or raised by the library, by name.</summary>
    public IReadOnlyList<HookPath> Hooks { get; }

    /// <summary>
    /// The hooks, handlers and broker calls that no rule reaches, and the hooks that nothing handles; <see cref="PathStep.Note"/> says which. What is attached
    /// while the program runs, and what calls the broker outside of rules, is not in the map.
    /// </summary>
    public IReadOnlyList<PathStep> Unreached => _unreached.Value;

    /// <summary>The assemblies that were built without a map: of their rules and handlers, only the names are known.</summary>
    public IReadOnlyList<string> Unmapped { get; }

    /// <summary>The map as trees of text.</summary>
    /// <param name="width">How many characters a line may have; at least 40. Names are never cut for it.</param>
    /// <param name="ascii">Whether nothing but ASCII is written.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is less than 40.</exception>
    public string ToText(int width = 80, bool ascii = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 40);
        return new TextMap(width, ascii).Write(this);
    }

    /// <summary>The map as a Markdown document.</summary>
    public string ToMarkdown() => MarkdownMap.Write(this);

    /// <summary>The map as a Mermaid flowchart.</summary>
    public string ToMermaid() => new MermaidMap().Write(this);

    private static IEnumerable<RulePath> RulesOf(MapGraph graph, RiskModule module, ExecutionMapBuilder map)
        => map.IsMissing
            ? module.Rules.Select(static rule => new RulePath(rule.Name, rule.Category, rule.Event, rule.Member, "", 0, () =>
                [new PathStep(PathStepKind.NotFollowed, rule.Member, rule.Member, "", 0, 0) { Note = LibraryHooks.WithoutMap }]))
            : map.Rules.Select(
                rule => new RulePath(rule.Name, rule.Category, rule.Event, rule.Member, rule.File, rule.Line, () => new PathWalk(graph).Rule(map, rule)));

    private static IEnumerable<HookPath> HooksOf(MapGraph graph)
    {
        var declared = graph.Modules.SelectMany(static part => part.Map.Hooks).ToLookup(static hook => hook.Hook, StringComparer.Ordinal);
        return declared.Select(static hook => hook.Key)
            .Concat(graph.Handlers.Select(static handler => handler.Hook))
            .Concat([LibraryHooks.OnBreach, LibraryHooks.CriticalFailure])
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(hook => new HookPath(
                hook,
                declared[hook].FirstOrDefault()?.Payload,
                declared[hook].FirstOrDefault()?.File ?? "",
                declared[hook].FirstOrDefault()?.Line ?? 0,
                () => new PathWalk(graph).Hook(hook)));
    }
}
