namespace ProjectX;

/// <summary>How much of the limit a call may use.</summary>
public enum CallUrgency
{
    /// <summary>It waits for orders.</summary>
    Search,

    /// <summary>It sends or changes an order, or nothing can be sent without it.</summary>
    Order,

    /// <summary>It closes a position or withdraws an order, or a close waits for it: the last call of the limit is for it.</summary>
    Close,
}
