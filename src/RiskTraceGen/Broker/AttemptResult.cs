namespace RiskTraceGen;

/// <summary>How one attempt of a broker call came out: a result, which may say that it failed, or an exception.</summary>
/// <param name="Failure">What it means.</param>
/// <param name="Result">What the broker returned, if it did.</param>
/// <param name="Exception">What it threw, or why it was given up.</param>
internal readonly record struct AttemptResult<T>(CallFailure Failure, T Result, Exception? Exception)
{
    /// <summary>The attempt itself, if it was given up and its late success would be news.</summary>
    public GivenUpAttempt? GivenUp { get; init; }

    public bool IsOk => Failure == CallFailure.None;

    public static AttemptResult<T> Failed(CallFailure failure, Exception exception) => new(failure, default!, exception);
}
