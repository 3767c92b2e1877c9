namespace RiskTraceGen.Analyzers.Tests;

/// <summary>The bot that the tested code belongs to: its broker, and a stand-in for the wrapper that the generator writes for it.</summary>
internal static class Bot
{
    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Linq.Expressions;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using RiskTraceGen;
        global using TradingBot;
        """;

    public const string Broker = """
        namespace TradingBot;

        public sealed record PositionUpdated(string ContractId, int Size);

        public sealed record OrderResult(bool Success);

        public interface ITradingSuite
        {
            [BrokerCall("close_position_direct")]
            ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken = default);

            [BrokerCall("cancel_all")]
            void CancelAll();

            int Ping();
        }
        """;

    public const string Wrapper = """
        namespace TradingBot
        {
            public readonly struct TracedTradingSuite(ITradingSuite broker, RiskFlow flow)
            {
                public RiskFlow Flow { get; } = flow;

                public ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken = default)
                    => broker.ClosePositionDirectAsync(contractId, cancellationToken);

                public void CancelAll() => broker.CancelAll();

                public int Ping() => broker.Ping();
            }
        }

        namespace RiskTraceGen
        {
            public static class TradingSuiteTracing
            {
                public static TracedTradingSuite Traced(this ITradingSuite broker, RiskFlow flow) => new(broker, flow);
            }
        }
        """;
}
