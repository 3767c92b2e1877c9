namespace RiskTraceGen.Benchmarks.Generators.Programs;

/// <summary>Ours: of twenty annotated members twelve broker calls, four rules, three hooks and a payload.</summary>
internal sealed class TracedBot : AnnotatedProgram
{
    public override string Name => "RiskTraceGen";

    public override IReadOnlyList<string> References => [typeof(RiskFlow).Assembly.Location];

    public override (string Before, string After) MemberEdit => ("PlaceOrder0Async(string contractId", "PlaceOrder0Async(string contract");

    protected override string Usings => """
        using System.Threading;
        using System.Threading.Tasks;
        using RiskTraceGen;
        """;

    protected override string Declarations(int file, int members)
    {
        int calls = members * 3 / 5;
        int rules = members / 5;
        int hooks = members - calls - rules - 1;
        return $$"""
            public sealed record Position{{file}}(string ContractId, int Size, decimal Price);

            public sealed record OrderResult{{file}}(bool Success, string? OrderId, string? ErrorMessage);

            public interface IBroker{{file}}
            {
            {{Lines(calls, call => $"    [BrokerCall(\"place_order_{call}\")] ValueTask<OrderResult{file}> PlaceOrder{call}Async(string contractId, int size, CancellationToken cancellationToken = default);")}}
            }

            {{Lines(rules, rule => $$"""
                [RiskRule("limit_{{file}}_{{rule}}", Category = "exposure")]
                public sealed class Limit{{file}}Rule{{rule}}
                {
                    public RuleResult Check(Position{{file}} position, TracedBroker{{file}} broker)
                        => broker.Flow.Exceeds("Size", position.Size, {{rule}}) ? RuleResult.Breach("too large") : RuleResult.Pass;
                }
                """)}}

            [HookEvent("margin_call_{{file}}")]
            public readonly record struct MarginCall{{file}}(string AccountId, decimal Shortfall);

            public sealed class Alerts{{file}}
            {
            {{Lines(hooks, hook => $"    [Hook(\"margin_call_{file}\")] public void Notify{hook}(MarginCall{file} call, RiskFlow flow) {{ }}")}}
            }
            """;
    }
}
