namespace RiskTraceGen.Generator.Tests;

public sealed class WrapperSnapshots
{
    [Fact]
    public void MembersOfEveryKind() => Snapshot.Verify(Consumer.Of("""
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using RiskTraceGen;

        namespace Futures.Broker;

        public enum Side
        {
            Buy,
            Sell,
        }

        public sealed record Leg(string Contract, int Ratio);

        public sealed record Order(string Id, Side Side, decimal? Limit, Leg[] Legs, Order? Parent)
        {
            [TraceFormat("O")]
            public DateTime Placed { get; init; }

            public string Describe => $"{Side} {Id}";
        }

        public interface IOrderDesk
        {
            bool IsOpen { get; }

            event EventHandler<Order>? Filled;

            Order? this[string id] { get; }

            [BrokerCall("place_order")]
            ValueTask<Order> PlaceAsync(Order order, TimeSpan? timeout = null, CancellationToken cancellationToken = default);

            [BrokerCall("place_order")]
            ValueTask<Order> PlaceAsync(string contract, Side side = Side.Buy, params int[] sizes);

            [BrokerCall("login")]
            void Login(string user, string password);

            [BrokerCall("token")]
            [return: Sensitive]
            ValueTask<string> GetTokenAsync(string user);

            [BrokerCall("find_orders")]
            Task<List<Order>> FindAsync<TFilter>(TFilter filter)
                where TFilter : IComparable<TFilter>;

            [BrokerCall("try_cancel")]
            bool TryCancel(string id, out string? reason);

            void Ping<T>(T value)
                where T : struct;
        }
        """).Generate().WithoutComplaints());

    [Fact]
    public void InAGenericType() => Snapshot.Verify(Consumer.Of("""
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using RiskTraceGen;

        #pragma warning disable CS0693 // type parameters that hide one another are what is tried

        namespace Futures.Broker;

        public class Desk<TMarket, T>
            where TMarket : struct
            where T : class?
        {
            public interface IOrderDesk<T>
                where T : IComparable<TMarket>
            {
                [BrokerCall("place_order")]
                ValueTask<T> PlaceAsync(T order, TMarket market);

                [BrokerCall("find_orders", Retries = 2)]
                Task<List<TMarket>> FindAsync<TFilter>(TFilter filter, T? near)
                    where TFilter : T;

                TMarket? Last { get; }
            }
        }
        """).Generate().WithoutComplaints());

    [Fact]
    public void CallsWithPolicies() => Snapshot.Verify(Consumer.Of("""
        using System.Threading;
        using System.Threading.Tasks;
        using RiskTraceGen;

        namespace Futures.Broker;

        public sealed record Order(string Contract, int Size);

        public sealed record OrderResult(bool Success, string? Id);

        public interface IOrderDesk
        {
            [BrokerCall("close_position_direct", Idempotent = true, Retries = 3, Fallback = nameof(FlattenAsync))]
            ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken = default);

            ValueTask<OrderResult> FlattenAsync(string contractId, CancellationToken cancellationToken = default);

            [BrokerCall("place_order", TimeoutMilliseconds = 2000, Retries = 1, BackoffMilliseconds = 50, Reconcile = nameof(FindOrder))]
            Task<OrderResult?> PlaceAsync(Order order, string tag);

            Task<OrderResult?> FindOrder(Order order, string tag);

            [BrokerCall("cancel_all", Reconcile = nameof(AreAllCancelledAsync), FallbackOnAmbiguous = true, Pipeline = "careful")]
            ValueTask CancelAllAsync(CancellationToken cancellationToken);

            [BrokerCall("are_all_cancelled")]
            ValueTask<CallOutcome> AreAllCancelledAsync(CancellationToken cancellationToken);

            [BrokerCall("ping", Retries = 2)]
            void Ping(in int times);

            [BrokerCall("echo", Retries = 1, Idempotent = true)]
            T Echo<T>(T value)
                where T : notnull;
        }
        """).Generate().WithoutComplaints());
}
