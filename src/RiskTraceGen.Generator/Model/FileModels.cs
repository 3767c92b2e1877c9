namespace RiskTraceGen.Generator.Model;

/// <summary>What is annotated in one file.</summary>
/// <param name="IsCompliant">Whether it says that the assembly keeps the rules of the Common Language Specification.</param>
internal sealed record FileModels(
    EquatableArray<Parsed<BrokerModel>> Brokers,
    EquatableArray<Parsed<RuleModel>> Rules,
    EquatableArray<Parsed<PayloadModel>> Payloads,
    EquatableArray<HandlerClassModel> Handlers,
    EquatableArray<DeadlineModel> Deadlines,
    bool IsCompliant)
{
    public static FileModels None { get; } = new(default, default, default, default, default, IsCompliant: false);
}
