namespace RiskTraceGen.Generator.Model;

/// <summary>What is annotated in one file.</summary>
internal sealed record FileModels(
    EquatableArray<Parsed<BrokerModel>> Brokers, EquatableArray<Parsed<RuleModel>> Rules, EquatableArray<Parsed<PayloadModel>> Payloads, EquatableArray<HandlerClassModel> Handlers,
    EquatableArray<DeadlineModel> Deadlines)
{
    public static FileModels None { get; } = new(default, default, default, default, default);
}
