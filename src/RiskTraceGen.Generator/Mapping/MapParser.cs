using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RiskTraceGen.Generator.Model;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>The execution map of an assembly: from its rules, its handlers and what other assemblies may call with a flow, as far as its code goes.</summary>
internal static class MapParser
{
    /// <param name="module">What is annotated.</param>
    /// <param name="wrappers">Outlines of the wrappers of the assembly: what is called on them cannot be told without.</param>
    /// <param name="compilation">The compilation before generation.</param>
    /// <param name="paths">Where its files are.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static MapModel Parse(
        ModuleModel module, ImmutableArray<string> wrappers, Compilation compilation, ProjectPaths paths, CancellationToken cancellationToken)
    {
        Compilation traced = WithWrappers(compilation, wrappers, cancellationToken);
        var types = new SourceTypes(traced);
        var walk = new CodeWalk(traced, types, paths, cancellationToken);
        List<(DispatchModel Dispatch, DispatchedRuleModel Rule, CodeNode Node)> rules =
            [.. module.Events.SelectMany(dispatch => dispatch.Rules, (dispatch, rule) => (dispatch, rule)).SelectMany(pair
                => RuleMethod(pair.dispatch, pair.rule, types, traced) is var (method, receiver)
                    ? new[] { (pair.dispatch, pair.rule, walk.Enter(method, receiver)) }
                    : [])];
        List<(HookHandlerModel Handler, CodeNode Node)> handlers =
            [.. module.Handlers.SelectMany(owner => owner.Handlers, (owner, handler) => (owner, handler)).SelectMany(pair
                => HandlerMethod(pair.owner, pair.handler, types) is var (method, receiver) ? new[] { (pair.handler, walk.Enter(method, receiver)) } : [])];
        var entries = new HashSet<CodeNode>(
            module.Assembly.IsExecutable ? [] : new Entries(compilation, types, cancellationToken).All.Select(method => walk.Enter(method, receiver: null)));
        entries.ExceptWith(
            rules.Select(rule => rule.Node).Where(node => node.Code.Method.ContainingType.IsSealed).Concat(handlers.Select(handler => handler.Node)));
        walk.Run();

        HashSet<CodeNode> leading = Leading(walk.Nodes);
        List<CodeNode> kept = [.. leading.Union(entries)];
        Dictionary<CodeNode, string> names = MethodNames.Choose(
            kept.Concat(rules.Select(rule => rule.Node)).Concat(handlers.Select(handler => handler.Node)).Distinct());
        return new MapModel(
            module.Assembly.RootNamespace,
            module.Assembly.Module,
            module.Payloads.Select(payload => new MappedHookModel(payload.Hook, payload.Type.Short, paths.Of(types.Find(payload.Definition))))
                .ToEquatableArray(),
            rules.Select(rule => new MappedRuleModel(
                rule.Rule.Name,
                rule.Rule.Category,
                rule.Dispatch.Event.TraceName,
                rule.Rule.Member,
                names[rule.Node],
                PlaceOf(rule.Node, walk))).ToEquatableArray(),
            handlers.Select(handler => new MappedHandlerModel(
                handler.Handler.Hook,
                handler.Handler.Order,
                handler.Handler.Method.Member,
                names[handler.Node],
                paths.Of(handler.Node.Code.Method))).ToEquatableArray(),
            walk.Boundary.Implemented,
            kept.Select(node => Method(node, names, leading, entries, paths)).OrderBy(method => method.Method, StringComparer.Ordinal).ToEquatableArray());
    }

    private static Compilation WithWrappers(Compilation compilation, ImmutableArray<string> wrappers, CancellationToken cancellationToken)
    {
        if (wrappers.IsEmpty || compilation.SyntaxTrees.FirstOrDefault()?.Options is not CSharpParseOptions options)
            return compilation;

        // What is called does not depend on what may be null, and finding that out is half of binding a body.
        options = options.WithDocumentationMode(DocumentationMode.None);
        var withoutNullability = (CSharpCompilation)compilation.WithOptions(
            ((CSharpCompilationOptions)compilation.Options).WithNullableContextOptions(NullableContextOptions.Disable));
        return withoutNullability.AddSyntaxTrees(CSharpSyntaxTree.ParseText(string.Concat(wrappers), options, cancellationToken: cancellationToken));
    }

    // An evaluation that stands in another project is in no file of this one; its rule is.
    private static PlaceModel PlaceOf(CodeNode evaluation, CodeWalk walk)
        => walk.Paths.Of(walk.Boundary.IsSource(evaluation.Code.Method) ? evaluation.Code.Method : evaluation.Code.Receiver);

    // The module constructs rules and handlers, so that their types are exactly known.
    private static (IMethodSymbol Method, INamedTypeSymbol Receiver)? RuleMethod(
        DispatchModel dispatch, DispatchedRuleModel rule, SourceTypes types, Compilation compilation)
        => types.Find(rule.Component.Type) is { } type
            && RuleMethods.Candidates(type).FirstOrDefault(method => TypeRefs.Escape(method.Name) == rule.Evaluation.Method
                && method.Parameters is [{ Type: INamedTypeSymbol taken }, ..]
                && TypeRefs.Plain(EventParser.TypeOf(taken, compilation)).Full == dispatch.Event.Type.Full) is { } method
                    ? (method, type)
                    : null;

    private static (IMethodSymbol Method, INamedTypeSymbol? Receiver)? HandlerMethod(HandlerClassModel owner, HookHandlerModel handler, SourceTypes types)
        => types.Find(owner.Type) is { } type
            && Handling(
                handler,
                type.GetMembers(handler.Method.Method.TrimStart('@'))
                    .OfType<IMethodSymbol>()
                    .Where(method => method.Parameters.Length == handler.Method.Arguments.Count)) is { } method
                ? (method, owner.Component is null ? null : type)
                : null;

    // Only of several candidates the annotations are bound.
    private static IMethodSymbol? Handling(HookHandlerModel handler, IEnumerable<IMethodSymbol> candidates)
        => candidates.Take(2).ToList() is [var only]
            ? only
            : candidates.FirstOrDefault(method => Annotations.Name(Annotations.Find(method, Annotations.Hook)) == handler.Hook);

    /// <summary>The methods from which something is raised, called at a broker, or not followed.</summary>
    private static HashSet<CodeNode> Leading(IEnumerable<CodeNode> nodes)
    {
        var callers = new Dictionary<CodeNode, List<CodeNode>>();
        var leading = new HashSet<CodeNode>();
        var pending = new Queue<CodeNode>();
        foreach (CodeNode node in nodes)
        {
            foreach (CodeEdge edge in node.Edges)
                if (edge.Target is { } target)
                {
                    if (!callers.TryGetValue(target, out List<CodeNode>? known))
                        callers.Add(target, known = []);
                    known.Add(node);
                }

            if (node.Edges.Any(edge => edge.Target is null) && leading.Add(node))
                pending.Enqueue(node);
        }

        while (pending.Count > 0)
            if (callers.TryGetValue(pending.Dequeue(), out List<CodeNode>? known))
                foreach (CodeNode caller in known)
                    if (leading.Add(caller))
                        pending.Enqueue(caller);
        return leading;
    }

    private static MappedMethodModel Method(
        CodeNode node, Dictionary<CodeNode, string> names, HashSet<CodeNode> leading, HashSet<CodeNode> entries, ProjectPaths paths)
        => new(
            names[node],
            entries.Contains(node) ? node.Code.Method.GetDocumentationCommentId() : null,
            paths.Of(node.Code.Method),
            node.Edges
                .Where(edge => edge.Target is null || leading.Contains(edge.Target))
                .Select(edge => new MappedEdgeModel(edge.Kind, edge.Target is null ? edge.Name : names[edge.Target], edge.Detail, edge.Place))
                .ToEquatableArray());
}
