namespace TradingBot.Domain;

/// <summary>The strategy wants to open or to add: told before any of its orders is looked at.</summary>
/// <param name="Strategy">Its name.</param>
/// <param name="ContractId">What it wants to trade.</param>
/// <param name="Time">When, in market time.</param>
public readonly record struct StrategyFired(string Strategy, string ContractId, DateTimeOffset Time);

/// <summary>An order that takes on risk is about to leave.</summary>
/// <param name="Order">The order.</param>
/// <param name="Time">When, in market time.</param>
/// <param name="RequestedIn">The flow that asks for it.</param>
public readonly record struct OrderRequested(OrderRequest Order, DateTimeOffset Time, long RequestedIn = 0);

/// <summary>A working order is about to be changed into one that takes on risk.</summary>
/// <param name="OrderId">The working order.</param>
/// <param name="Order">What it would become.</param>
/// <param name="Time">When, in market time.</param>
/// <param name="RequestedIn">The flow that asks for it.</param>
public readonly record struct OrderChangeRequested(string OrderId, OrderRequest Order, DateTimeOffset Time, long RequestedIn = 0);

/// <summary>
/// An order that can only shrink a position is about to leave, or to be changed. It wakes the few rules that such an order must pass as well; all others let it
/// go by not listening.
/// </summary>
/// <param name="Order">The order.</param>
/// <param name="Time">When, in market time.</param>
/// <param name="RequestedIn">The flow that asks for it.</param>
public readonly record struct ReductionRequested(OrderRequest Order, DateTimeOffset Time, long RequestedIn = 0);

/// <summary>A working order is about to be withdrawn.</summary>
/// <param name="OrderId">The working order.</param>
/// <param name="ReducesRisk">Whether less can be held without it: true for an order that would open or add, false for a stop.</param>
/// <param name="Time">When, in market time.</param>
/// <param name="RequestedIn">The flow that asks for it.</param>
public readonly record struct OrderCancelRequested(string OrderId, bool ReducesRisk, DateTimeOffset Time, long RequestedIn = 0);

/// <summary>The broker refused an order, or a change of one.</summary>
/// <param name="Order">The order.</param>
/// <param name="Reason">What the broker said.</param>
/// <param name="Time">When, in market time.</param>
public readonly record struct OrderRejected(OrderRequest Order, string Reason, DateTimeOffset Time);
