namespace ProjectX;

/// <summary>How much of the limit a call may use.</summary>
public enum CallUrgency
{
    /// <summary>It waits for orders.</summary>
    Search,

    /// <summary>It sends or changes an order that may take on risk, or says what became of one.</summary>
    Order,

    /// <summary>It closes, reduces or protects a position or withdraws an order, or something of this kind waits for it: the last call of the limit is for it.</summary>
    Close,
}
