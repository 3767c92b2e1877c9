using System.Reflection;

namespace RiskTraceGen.Generator.Tests;

/// <summary>Whatever compiles untraced compiles traced, does the same, and is in the trace; what cannot be traced is left out of the wrapper, and nothing else with it.</summary>
public sealed class BrokerShapeTests
{
    public static TheoryData<string> Names => [.. BrokerShapes.All.Select(shape => shape.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task ItDoesTheSameWithAndWithoutTheTrace(string name)
    {
        BrokerShape shape = BrokerShapes.All.Single(shape => shape.Name == name);
        ShapeProgram program = ShapeProgram.Instance.Value;
        Assert.Empty(program.ComplaintsAbout(shape));

        List<string> untraced = await PlayAsync(program, shape, "Untraced");
        await using var tracer = new RiskTracer(new RiskTracerOptions());
        using RiskFlow flow = tracer.StartFlow("TEST");
        List<string> traced = await PlayAsync(program, shape, "Traced", flow);
        flow.Complete("done");
        await tracer.DisposeAsync();

        var wrapper = (Type)program.TypeOf(shape, "Out").GetField("Wrapper")!.GetValue(null)!;
        Assert.Empty(wrapper.GetMembers().Select(member => member.Name).Intersect(shape.Refused));
        Assert.NotEmpty(untraced);
        Assert.Equal(untraced, traced);
        Assert.Equal(shape.Calls, Assert.Single(tracer.RecentFlows).Steps.Where(step => step.Kind == StepKind.ApiCall).OrderBy(step => step.SpanId).Select(call => shape.IgnoresFields ? $"{call.Name} {call.Outcome}" : Describe(call)));
    }

    private static async Task<List<string>> PlayAsync(ShapeProgram program, BrokerShape shape, string method, params object[] arguments)
    {
        var lines = (List<string>)program.TypeOf(shape, "Out").GetField("Lines")!.GetValue(null)!;
        lines.Clear();
        try
        {
            await (Task)program.TypeOf(shape, "Play").GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, arguments)!;
        }
        catch (Exception exception)
        {
            lines.Add($"{exception.GetType()}: {exception.Message}");
        }

        return [.. lines];
    }

    private static string Describe(TraceStep call)
        => $"{call.Text.Split(" → ")[0]} {call.Outcome}{string.Concat(call.Fields.Select(field => $"; {field}"))}{(call.Exception is { } exception ? $"; {exception.Type}" : "")}";
}
