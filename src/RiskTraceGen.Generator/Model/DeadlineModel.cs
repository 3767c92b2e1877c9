namespace RiskTraceGen.Generator.Model;

/// <summary>How long flows may take.</summary>
/// <param name="Event">The event whose flows they are.</param>
/// <param name="FlowType">The type of flows that user code starts, where there is no event.</param>
/// <param name="Milliseconds">As the attribute says it, also out of range.</param>
internal sealed record DeadlineModel(TypeRef? Event, string? FlowType, int Milliseconds);
