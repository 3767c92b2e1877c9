namespace GatewaySimulator.Faults;

/// <summary>Draws what goes wrong next, in one sequence for each seed. Safe for threads.</summary>
public sealed class FaultDice(FaultPlan plan, int stream)
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(SeedOf(plan.Seed, stream));

    /// <summary>A number from 0 to 1.</summary>
    public double Roll()
    {
        lock (_lock)
            return _random.NextDouble();
    }

    /// <summary>The fault of the next call; null for none.</summary>
    /// <param name="isCommand">Whether the call does something: only then it can be pending.</param>
    public FaultKind? DrawForCall(bool isCommand)
    {
        double roll = Roll();
        if (roll < plan.LateRate)
            return FaultKind.AnswerLate;

        int kind = (int)((roll - plan.LateRate) / plan.CallRate);
        return kind switch
        {
            0 => FaultKind.ServerError,
            1 => FaultKind.TooManyRequests,
            2 => FaultKind.RequestLost,
            3 => FaultKind.AnswerLost,
            4 when isCommand => FaultKind.AnsweredPending,
            _ => null,
        };
    }

    // Random takes a seed and its negative for the same one.
    private static int SeedOf(int seed, int stream) => unchecked((int)(((uint)seed * 2_654_435_761u + (uint)stream * 40_503u) & 0x7FFF_FFFF));
}
