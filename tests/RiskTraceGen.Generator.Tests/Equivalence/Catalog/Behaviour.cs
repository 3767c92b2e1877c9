namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>What happens in the calls of random programs.</summary>
internal enum Behaviour
{
    // What the broker does.
    ReturnsAtOnce,
    CompletesLater,
    CompletesOnAnotherThread,
    ThrowsAtOnce,
    FailsBeforeItIsAwaited,
    FailsLater,
    FailsOfSeveralThings,
    FailsOfSeveralThingsLater,
    CancelledByItself,
    CancelledByItselfLater,
    CancelledByTheCaller,
    CancelledByTheCallerLater,
    FailsOfACancellation,
    FailsOfACancellationLater,
    ReturnsNoTask,
    ChangesTheAmbientValue,
    Overflows,
    WritesThroughReferences,
    WritesBeforeItThrows,
    StreamEnds,
    StreamFails,
    StreamIsCancelled,

    // What the caller does.
    EvaluatesArgumentsInOrder,
    NamesArgumentsOutOfOrder,
    LeavesOutDefaults,
    ThrowsInAnArgument,
    CancelsBeforeTheCall,
    CallsBack,
    CallsThroughADelegate,
    CallsLateBound,
    CallsNobody,
    AwaitsAsATask,
    BlocksOnTheResult,
    OverflowsInAnArgument,
}
