#pragma warning disable CS1591 // The names are the reference's, and say what they are.
namespace ProjectX;

/// <summary>When an order trades, and at which price.</summary>
public enum OrderType { Unknown = 0, Limit = 1, Market = 2, StopLimit = 3, Stop = 4, TrailingStop = 5, JoinBid = 6, JoinAsk = 7 }

/// <summary>Which way: a bid buys, an ask sells.</summary>
public enum OrderSide { Bid = 0, Ask = 1 }

/// <summary>How far an order has come.</summary>
public enum OrderStatus { None = 0, Open = 1, Filled = 2, Cancelled = 3, Expired = 4, Rejected = 5, Pending = 6, PendingCancellation = 7, Suspended = 8 }

/// <summary>The sign of a position.</summary>
public enum PositionType { Undefined = 0, Long = 1, Short = 2 }

/// <summary>What a bar spans.</summary>
public enum BarUnit { Unspecified = 0, Second = 1, Minute = 2, Hour = 3, Day = 4, Week = 5, Month = 6 }

/// <summary>Who started a trade.</summary>
public enum TradeLogType { Buy = 0, Sell = 1 }

/// <summary>What a step of the order book is.</summary>
public enum DomType
{
    Unknown = 0,
    Ask = 1,
    Bid = 2,
    BestAsk = 3,
    BestBid = 4,
    Trade = 5,
    Reset = 6,
    Low = 7,
    High = 8,
    NewBestBid = 9,
    NewBestAsk = 10,
    Fill = 11
}

/// <summary>What a wrapped user event says has happened to its data.</summary>
public enum EventAction { Create = 0, Update = 1, Delete = 2 }
