namespace RiskTraceGen.Generator.Tests;

/// <summary>Sources that several tests share.</summary>
internal static class Sources
{
    /// <summary>The program of the design: a broker, a rule, a payload, a class of handlers.</summary>
    public const string TradingBot = """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using RiskTraceGen;

        [assembly: FlowDeadline("STARTUP", 5_000)]

        namespace TradingBot;

        public sealed record OrderResult(bool Success, string? OrderId, string? ErrorMessage);

        [FlowDeadline(500)]
        public sealed record PositionUpdated(string ContractId, int Size, decimal Price);

        public interface ITradingSuite
        {
            bool IsConnected { get; }

            [BrokerCall("close_position_direct")]
            ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken = default);

            Task PingAsync();
        }

        public sealed record MaxContractsOptions(int MaxSize);

        [RiskRule("max_contracts", Category = "exposure")]
        public sealed class MaxContractsRule
        {
            private readonly MaxContractsOptions _options;

            public MaxContractsRule(MaxContractsOptions options) => _options = options;

            public async ValueTask<RuleResult> CheckAsync(PositionUpdated position, TracedTradingSuite suite, CancellationToken cancellationToken)
            {
                RiskFlow flow = suite.Flow;
                if (!flow.Exceeds("Size check", position.Size, _options.MaxSize))
                    return RuleResult.Pass;

                flow.Raise(new BreachDetected("max_contracts", position.ContractId, position.Size, _options.MaxSize));
                OrderResult order = await suite.ClosePositionDirectAsync(position.ContractId, cancellationToken);
                return RuleResult.Breach(order.Success ? "flattened" : order.ErrorMessage);
            }
        }

        [HookEvent("margin_call")]
        public readonly record struct MarginCall(string AccountId, decimal Shortfall);

        public sealed class Alerts
        {
            [Hook("on_breach", Order = 10, TimeoutMilliseconds = 250)]
            public ValueTask NotifyAsync(BreachDetected breach, CancellationToken cancellationToken) => default;

            [Hook("margin_call")]
            public static void Called(MarginCall call, RiskFlow flow)
            {
            }

            [HookFailure("on_breach")]
            public void Failed(HookFailure failure)
            {
            }
        }
        """;
}
