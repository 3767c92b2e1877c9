using System.Globalization;
using System.Text;

namespace RiskTraceGen;

/// <summary>The map as a Mermaid flowchart: each rule, method, hook, handler and broker call once, with an arrow for each way.</summary>
internal sealed class MermaidMap
{
    private readonly StringBuilder _text = new("flowchart LR\n");
    private readonly Dictionary<(string Shape, string Name), string> _nodes = [];
    private readonly HashSet<(string From, string To)> _arrows = [];

    public string Write(ExecutionMap map)
    {
        foreach (RulePath rule in map.Rules)
        {
            string from = Node("rule", $"{rule.Rule}|{rule.Event}", $"{MermaidText.Safe(rule.Rule)}<br/>{MermaidText.Safe(rule.Event)}");
            Branches(PathText.Tree(PathText.OwnSteps(rule)), from);
        }

        if (map.Rules.Count > 0)
        {
            string dispatcher = Node("dispatcher", "RiskDispatcher", "RiskDispatcher");
            foreach (string hook in LibraryHooks.Raised(map))
                Arrow(dispatcher, Node("hook", hook, MermaidText.Safe(hook)));
        }

        foreach (HookPath hook in map.Hooks)
            Branches(PathText.Tree(hook.Steps), Node("hook", hook.Hook, MermaidText.Safe(hook.Hook)));
        foreach (PathStep step in map.Unreached.Where(static step => step.Kind == PathStepKind.BrokerCall))
            Of(step);
        return _text.ToString();
    }

    private void Branches(IReadOnlyList<PathBranch> branches, string from)
    {
        foreach (PathBranch branch in branches)
        {
            string to = Of(branch.Step);
            Arrow(from, to, branch.Step.Kind switch
            {
                PathStepKind.Fallback => "fallback",
                PathStepKind.Reconciliation => "query",
                _ => null,
            });
            Branches(branch.Below, to);
        }
    }

    private string Of(PathStep step) => step.Kind switch
    {
        PathStepKind.Hook => Node("hook", step.Name, MermaidText.Safe(step.Name)),
        PathStepKind.Handler => Node("handler", $"{step.Name}|{step.Member}", MermaidText.Safe(step.Member)),
        PathStepKind.BrokerCall or PathStepKind.Fallback or PathStepKind.Reconciliation
            => Node("call", $"{step.Name}|{step.Member}", MermaidText.Safe(step.Name)),
        PathStepKind.NotFollowed => Node("unknown", $"{step.Name}|{step.File}|{step.Line}", $"not followed: {MermaidText.Safe(step.Name)}"),
        _ => Node("method", step.Name, MermaidText.Safe(step.Name)),
    };

    private string Node(string shape, string name, string label)
    {
        if (_nodes.TryGetValue((shape, name), out string? node))
            return node;

        node = string.Create(CultureInfo.InvariantCulture, $"n{_nodes.Count}");
        _nodes.Add((shape, name), node);
        (string open, string close) = shape switch
        {
            "rule" => ("{{", "}}"),
            "hook" => ("[/", "/]"),
            "handler" => ("(", ")"),
            "call" => ("[[", "]]"),
            "unknown" => (">", "]"),
            "dispatcher" => ("([", "])"),
            _ => ("[", "]"),
        };
        _text.Append("    ").Append(node).Append(open).Append('"').Append(label).Append('"').Append(close).Append('\n');
        return node;
    }

    private void Arrow(string from, string to, string? word = null)
    {
        if (_arrows.Add((from, to)))
            _text.Append("    ").Append(from).Append(word is null ? " --> " : $" -. {word} .-> ").Append(to).Append('\n');
    }
}
