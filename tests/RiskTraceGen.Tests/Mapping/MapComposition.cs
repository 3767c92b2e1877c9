namespace RiskTraceGen.Tests;

/// <summary>How the parts of several modules become one map.</summary>
public sealed class MapComposition
{
    [Fact]
    public void NothingIsDoneBeforeSomebodyAsksAndThenOnce()
    {
        var module = new MappedModule("Desk", static _ => { });
        Assert.Equal(0, module.Asked);
        Assert.Same(module.ExecutionMap, module.ExecutionMap);
        Assert.Equal(1, module.Asked);
    }

    [Fact]
    public void AModuleWithoutAMapSaysSo()
    {
        var module = new MappedModule("Program", static _ => { }) { Referenced = [new MappedModule("Old", map: null)] };
        ExecutionMap map = module.ExecutionMap;
        Assert.Equal(["Old"], map.Unmapped);
        RulePath rule = Assert.Single(map.Rules);
        Assert.Equal(("known_rule", PathStepKind.NotFollowed), (rule.Rule, Assert.Single(rule.Steps).Kind));
        Assert.Equal("Known.Handle", Assert.Single(Assert.Single(map.Hooks, static hook => hook.Hook == "known_hook").Steps).Member);
        Assert.Contains("Old was built without a map", map.ToText(), StringComparison.Ordinal);
        Assert.Contains("Old was built without a map", map.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void HandlersOfAllModulesStandInTheOrderInWhichTheyStart()
    {
        var library = new MappedModule("Library", static map =>
        {
            map.Handler("squeezed", 5, "Library.Late", "", 0);
            map.Handler("squeezed", 0, "Library.Early", "", 0);
        });
        var program = new MappedModule("Program", static map =>
        {
            map.Handler("squeezed", 0, "Program.Early", "", 0);
            map.Handler("squeezed", -1, "Program.First", "", 0);
        })
        { Referenced = [library] };
        Assert.Equal(
            ["Program.First", "Library.Early", "Program.Early", "Library.Late"],
            program.ExecutionMap.Hooks.Single(static hook => hook.Hook == "squeezed").Steps.Select(static step => step.Member));
    }

    [Fact]
    public void AMethodOfAnotherAssemblyIsFollowedWhereItsMapKnowsIt()
    {
        var library = new MappedModule("Library", static map => map.Method("Closing.Close", "Closing.cs", 3, id: "M:Closing.Close").Raises("squeezed", 4));
        var program = new MappedModule("Program", static map =>
        {
            map.Rule("rule", "", "TICK", "Rule.Check", "Rule.cs", 1);
            map.Method("Rule.Check", "Rule.cs", 1).CallsOutside("Closing.Close", "M:Closing.Close", 2).CallsOutside("Other.Close", "M:Other.Close", 3);
        })
        { Referenced = [library] };
        Assert.Equal(
            [(PathStepKind.Method, "Closing.Close", "Rule.cs"), (PathStepKind.Hook, "squeezed", "Closing.cs"), (PathStepKind.NotFollowed, "Other.Close", "Rule.cs")],
            program.ExecutionMap.Rules.Single().Steps.Take(3).Select(static step => (step.Kind, step.Name, step.File)));
    }

    [Fact]
    public void APathHasAnEndHoweverManyStepsThereAre()
    {
        var module = new MappedModule("Desk", static map =>
        {
            map.Rule("rule", "", "TICK", "Rule.Check", "Rule.cs", 1);
            MappedMethod check = map.Method("Rule.Check", "Rule.cs", 1);
            for (int i = 0; i < 5_000; i++)
                check.LosesTrack($"call {i}", "why", i);
        });
        RulePath rule = module.ExecutionMap.Rules.Single();
        Assert.InRange(rule.Steps.Count, 2_000, 2_010);
        Assert.Equal("the path has more than 2000 steps", rule.Steps.Last(static step => step.Kind == PathStepKind.NotFollowed).Note);
    }
}
