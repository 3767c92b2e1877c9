namespace RiskTraceGen.Tests;

internal static class FlowShape
{
    /// <summary>The steps of a flow with their depths.</summary>
    public static IEnumerable<string> Shape(this FlowTrace flow)
        => flow.Steps.Select(step => step.Kind is StepKind.FlowStart or StepKind.FlowEnd ? $"{step.Depth} {step.KindName}" : $"{step.Depth} {step.KindName} {step.Name} {step.Outcome}");
}
