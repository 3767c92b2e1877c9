namespace ProjectX;

/// <summary>How much of the limit a call may use.</summary>
public enum CallUrgency
{
    /// <summary>It waits for orders.</summary>
    Search,

    /// <summary>It sends or changes an order that may take on risk, or says what became of one.</summary>
    Order,

    /// <summary>It closes, reduces or protects a position or withdraws an order, or something of this kind waits for it.</summary>
    Close,

    /// <summary>
    /// It says whether anything has to be closed at all: the last calls of the limit are for it, or closes of what is held no more could use up all of them.
    /// </summary>
    Decisive,
}
