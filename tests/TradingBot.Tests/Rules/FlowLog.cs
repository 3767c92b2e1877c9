using System.Collections.Concurrent;
using RiskTraceGen;

namespace TradingBot.Tests.Rules;

/// <summary>Keeps the flows that have ended.</summary>
internal sealed class FlowLog : IFlowSink
{
    private readonly ConcurrentQueue<FlowTrace> _flows = [];

    /// <summary>The results of all flows of a type, in the order of their ends. To be read after a flush.</summary>
    public IEnumerable<string> ResultsOf(string type) => _flows.Where(flow => flow.Type == type).Select(flow => flow.Result);

    /// <summary>All that the flows of a type recorded, as text.</summary>
    public string TextOf(string type)
        => string.Join("\n", _flows.Where(flow => flow.Type == type).SelectMany(flow => flow.Steps).SelectMany(step => step.Fields).Select(field => $"{field.Name}: {field.Value}"));

    /// <summary>What a field said in the steps of a kind, in the flows of a type.</summary>
    public IEnumerable<object?> ValuesOf(string type, StepKind kind, string field)
        => _flows.Where(flow => flow.Type == type).SelectMany(flow => flow.Steps).Where(step => step.Kind == kind).SelectMany(step => step.Fields).Where(said => said.Name == field).Select(said => said.Value);

    public bool Wants(in FlowSummary summary, TraceLevel level) => true;

    public void OnFlow(FlowTrace flow, TraceLevel level) => _flows.Enqueue(flow);
}
