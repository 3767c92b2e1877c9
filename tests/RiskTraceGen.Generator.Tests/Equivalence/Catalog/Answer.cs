namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>What a broker answers: <c>{t}</c> stands for the type of the value, <c>{v}</c> for the value, <c>{token}</c> for the caller's token, <c>{failure}</c> for a kind of failure.</summary>
/// <param name="Behaviour">What it is an example of.</param>
/// <param name="Arrival">How its result comes.</param>
/// <param name="Expression">The answer.</param>
internal sealed record Answer(Behaviour Behaviour, Arrival Arrival, string Expression)
{
    /// <summary>Whether it throws where it stands.</summary>
    public bool Throws { get; init; }

    /// <summary>Whether only a member without a value task or an async body can give it.</summary>
    public bool NeedsPlainTask { get; init; }

    public bool NeedsToken { get; init; }
}

/// <summary>The answers that random brokers give.</summary>
internal static class Answers
{
    public static IReadOnlyList<string> Failures { get; } = ["Invalid", "Desk", "Argument", "Timeout", "WithInner", "Several", "Cancelled", "Null", "Lost"];

    public static IReadOnlyList<Answer> All { get; } =
    [
        new(Behaviour.ReturnsAtOnce, Arrival.AtOnce, "{v}"),
        new(Behaviour.ReturnsAtOnce, Arrival.AtOnce, "{v}"),
        new(Behaviour.ThrowsAtOnce, Arrival.AtOnce, "log.Throw<{t}>(\"{failure}\")") { Throws = true },
        new(Behaviour.Overflows, Arrival.AtOnce, "log.Overflow<{t}>()") { Throws = true },
        new(Behaviour.ReturnsAtOnce, Arrival.ByTask, "log.Now<{t}>({v})"),
        new(Behaviour.CompletesLater, Arrival.ByTask, "log.LaterAsync<{t}>({v})"),
        new(Behaviour.CompletesOnAnotherThread, Arrival.ByTask, "log.ElsewhereAsync<{t}>({v})"),
        new(Behaviour.ThrowsAtOnce, Arrival.ByTask, "log.Throw<Task<{t}>>(\"{failure}\")") { Throws = true },
        new(Behaviour.FailsBeforeItIsAwaited, Arrival.ByTask, "log.Failed<{t}>(\"{failure}\")"),
        new(Behaviour.FailsLater, Arrival.ByTask, "log.FailsLaterAsync<{t}>(\"{failure}\")"),
        new(Behaviour.FailsOfSeveralThings, Arrival.ByTask, "log.FailedOfSeveral<{t}>()"),
        new(Behaviour.FailsOfSeveralThingsLater, Arrival.ByTask, "log.FailsOfSeveralLater<{t}>()"),
        new(Behaviour.CancelledByItself, Arrival.ByTask, "log.Cancelled<{t}>()"),
        new(Behaviour.CancelledByItselfLater, Arrival.ByTask, "log.CancelsItselfLaterAsync<{t}>()"),
        new(Behaviour.CancelledByTheCaller, Arrival.ByTask, "log.CancelledBy<{t}>({token})") { NeedsToken = true },
        new(Behaviour.CancelledByTheCallerLater, Arrival.ByTask, "log.CancelledLaterByAsync<{t}>({token})") { NeedsToken = true },
        new(Behaviour.FailsOfACancellation, Arrival.ByTask, "log.FailedOfACancellation<{t}>()"),
        new(Behaviour.FailsOfACancellationLater, Arrival.ByTask, "log.FailsOfACancellationLater<{t}>()"),
        new(Behaviour.ReturnsNoTask, Arrival.ByTask, "null!") { NeedsPlainTask = true },
        new(Behaviour.StreamEnds, Arrival.ByStream, "log.Stream<{t}>({v})"),
        new(Behaviour.StreamFails, Arrival.ByStream, "log.FailingStream<{t}>({v}, \"{failure}\")"),
        new(Behaviour.StreamIsCancelled, Arrival.ByStream, "log.CancelledStream<{t}>({v})"),
        new(Behaviour.ThrowsAtOnce, Arrival.ByStream, "log.Throw<IAsyncEnumerable<{t}>>(\"{failure}\")") { Throws = true },
    ];
}
