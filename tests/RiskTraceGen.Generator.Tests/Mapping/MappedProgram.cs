using System.Reflection;
using System.Runtime.Loader;

namespace RiskTraceGen.Generator.Tests;

/// <summary>Compiles a program with its generated code, loads it, and asks its module for the execution map.</summary>
internal static class MappedProgram
{
    public static ExecutionMap Of(Generated program, params Generated[] libraries)
    {
        var context = new AssemblyLoadContext(nameof(MappedProgram), isCollectible: true);
        foreach (Generated library in libraries)
            Load(context, library);
        Type module = Load(context, program).GetCustomAttribute<RiskModuleAttribute>()!.ModuleType;
        ExecutionMap map = ((RiskModule)module.GetProperty("Instance")!.GetValue(null)!).ExecutionMap;
        // Made while its assembly is there.
        Assert.All(map.Rules, rule => Assert.NotEmpty(rule.Steps));
        Assert.All(map.Hooks, hook => Assert.NotNull(hook.Steps));
        Assert.NotNull(map.Unreached);
        context.Unload();
        return map;
    }

    /// <summary>The only rule of a program reaches one broker call, by one path, and nothing on the way is lost track of.</summary>
    public static void AssertFollowed(Consumer program, string path)
    {
        RulePath rule = Assert.Single(Of(program.Generate()).Rules);
        PathStep call = Assert.Single(rule.Steps, step => step.Kind == PathStepKind.BrokerCall);
        Assert.Equal(path, PathTo(rule, call));
        Assert.Equal("IDesk.Close", call.Member);
        Assert.DoesNotContain(rule.Steps, step => step.Kind == PathStepKind.NotFollowed);
    }

    /// <summary>The names from the rule down to a step: of methods, hooks, handlers and calls.</summary>
    public static string PathTo(RulePath rule, PathStep step)
    {
        var names = new List<string>();
        int depth = int.MaxValue;
        for (int i = rule.Steps.ToList().IndexOf(step); i >= 0 && depth > 0; i--)
            if (rule.Steps[i].Depth < depth)
            {
                depth = rule.Steps[i].Depth;
                names.Insert(0, Describe(rule.Steps[i]));
            }

        return string.Join(" > ", names);
    }

    /// <summary>The steps of a rule that are its own, each in a line, indented by its depth.</summary>
    public static string[] Steps(RulePath rule)
        => [.. rule.Steps.TakeWhile(step => step is not { Depth: 0, Kind: PathStepKind.Hook, Note: not null }).Select(step => new string(' ', step.Depth * 2) + Describe(step))];

    public static string Describe(PathStep step)
    {
        string name = step.Kind switch
        {
            PathStepKind.Method => step.Name,
            PathStepKind.Handler => step.Member,
            PathStepKind.NotFollowed => $"? {step.Name}: {step.Note}",
            _ => $"{step.Kind} {step.Name}",
        };
        return name + (step.IsRepeated ? " again" : "");
    }

    private static Assembly Load(AssemblyLoadContext context, Generated generated)
    {
        using var image = new MemoryStream([.. generated.WithoutComplaints().Image()]);
        return context.LoadFromStream(image);
    }
}
