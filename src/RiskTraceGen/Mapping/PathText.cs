namespace RiskTraceGen;

/// <summary>What all forms of the map say of its parts, in words.</summary>
internal static class PathText
{
    /// <summary>A step without the place where it stands.</summary>
    public static string Of(PathStep step)
    {
        string text = step.Kind switch
        {
            PathStepKind.Hook => $"hook {step.Name}",
            PathStepKind.Handler => step.Member,
            PathStepKind.BrokerCall => $"call {step.Name}",
            PathStepKind.Fallback => $"fallback {step.Name}",
            PathStepKind.Reconciliation => $"query {step.Name}",
            PathStepKind.NotFollowed => $"not followed: {step.Name}",
            _ => step.Name,
        };
        string[] said = [.. new[] { step.Call is { } call ? Policies(call) : "", step.Note ?? "" }.Where(static part => part.Length > 0)];
        return said.Length == 0 ? text : $"{text} ({string.Join("; ", said)})";
    }

    /// <summary>Where a step stands; empty if that is in no file.</summary>
    public static string Place(string file, int line) => file.Length == 0 ? "" : $"{file}:{line}";

    /// <summary>What a rule reaches by its own steps: the broker calls, the hooks, and whether that is all.</summary>
    public static (string Calls, string Hooks, bool IsWhole) Summary(RulePath rule)
    {
        IReadOnlyList<PathStep> steps = OwnSteps(rule);
        return (
            Names(steps.Where(static step => step.Kind is PathStepKind.BrokerCall or PathStepKind.Fallback or PathStepKind.Reconciliation)),
            Names(steps.Where(static step => step.Kind == PathStepKind.Hook)),
            steps.All(static step => step.Kind != PathStepKind.NotFollowed));
    }

    /// <summary>The steps without the hooks that the library raises for every rule.</summary>
    public static IReadOnlyList<PathStep> OwnSteps(RulePath rule)
        => [.. rule.Steps.TakeWhile(static step => step is not { Kind: PathStepKind.Hook, Depth: 0, Note: not null })];

    /// <summary>The steps as a tree: each with those below it, in order.</summary>
    public static IReadOnlyList<PathBranch> Tree(IEnumerable<PathStep> steps)
    {
        var roots = new List<PathBranch>();
        var path = new Stack<PathBranch>();
        foreach (PathStep step in steps)
        {
            while (path.Count > 0 && path.Peek().Step.Depth >= step.Depth)
                path.Pop();
            var branch = new PathBranch(step, []);
            (path.TryPeek(out PathBranch? parent) ? parent.Below : roots).Add(branch);
            path.Push(branch);
        }

        return roots;
    }

    private static string Names(IEnumerable<PathStep> steps)
        => string.Join(", ", steps.Select(static step => step.Name).Distinct().Order(StringComparer.Ordinal));

    private static string Policies(BrokerCallDescriptor call)
    {
        var words = new List<string>();
        if (call.Pipeline is { } pipeline)
            words.Add($"pipeline {pipeline}");
        if (call.Retries > 0)
            words.Add(call.Retries == 1 ? "1 retry" : $"{call.Retries} retries");
        if (call.TimeoutMilliseconds > 0)
            words.Add($"{call.TimeoutMilliseconds} ms each");
        if (call.Idempotent)
            words.Add("idempotent");
        if (call.RetryAmbiguous)
            words.Add("retried also when ambiguous");
        if (call.FallbackOnAmbiguous)
            words.Add("fallback also when ambiguous");
        return string.Join(", ", words);
    }
}

/// <summary>A step with those below it.</summary>
internal sealed record PathBranch(PathStep Step, List<PathBranch> Below);
