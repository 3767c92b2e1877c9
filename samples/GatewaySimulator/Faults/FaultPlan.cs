namespace GatewaySimulator.Faults;

/// <summary>How often things go wrong. Rates are from 0 to 1.</summary>
/// <param name="Seed">What the faults are drawn from.</param>
public sealed record FaultPlan(int Seed)
{
    /// <summary>Of the calls, for each of <see cref="FaultKind.ServerError"/>, <see cref="FaultKind.TooManyRequests"/>, <see cref="FaultKind.RequestLost"/>,
    /// <see cref="FaultKind.AnswerLost"/> and <see cref="FaultKind.AnsweredPending"/>.</summary>
    public double CallRate { get; init; } = 0.02;

    /// <summary>Of the calls, for <see cref="FaultKind.AnswerLate"/>.</summary>
    public double LateRate { get; init; } = 0.005;

    /// <summary>How late an answer then is.</summary>
    public TimeSpan LateBy { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>When a call that was one too many may be made again, as the gateway says it; in whole seconds.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Of the events, for each of repeated and reordered.</summary>
    public double EventRate { get; init; } = 0.01;

    /// <summary>Of the quotes, for <see cref="FaultKind.HubDropped"/>.</summary>
    public double DropRate { get; init; } = 0.0005;
}
