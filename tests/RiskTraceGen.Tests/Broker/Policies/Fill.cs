namespace RiskTraceGen.Tests;

/// <summary>What a scripted broker says of an order.</summary>
/// <param name="By">Who says so: which attempt, the fallback or the query.</param>
/// <param name="Says"><c>ok</c>, <c>transient</c>, <c>permanent</c> or <c>ambiguous</c>.</param>
internal sealed record Fill(string By, string Says);

/// <summary>As the generator would write it for a result with a success flag and a pending code.</summary>
internal readonly struct FillEncoder : IResultEncoder<Fill?>
{
    public void Write(ref RecordWriter writer, Fill? value) => writer.String(value?.Says);

    public CallOutcome Classify(Fill? value) => value?.Says switch
    {
        null or "ok" => CallOutcome.Ok,
        "ambiguous" => CallOutcome.Ambiguous,
        _ => CallOutcome.Failed,
    };
}

/// <summary>Knows that some of the failures among the results pass.</summary>
internal sealed class FillClassifier : CallClassifier
{
    public override CallFailure Classify<TResult>(string call, TResult result, CallOutcome outcome)
        => result is Fill { Says: "transient" } ? CallFailure.Transient : base.Classify(call, result, outcome);
}
