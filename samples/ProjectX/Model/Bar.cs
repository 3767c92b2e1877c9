namespace ProjectX;

/// <summary>Prices over a stretch of time.</summary>
/// <param name="T">Its beginning.</param>
/// <param name="O">First price.</param>
/// <param name="H">Highest price.</param>
/// <param name="L">Lowest price.</param>
/// <param name="C">Last price.</param>
/// <param name="V">Contracts traded.</param>
public sealed record Bar(DateTimeOffset T, decimal O, decimal H, decimal L, decimal C, long V);
