namespace RiskTraceGen;

/// <summary>Stands for the result of a call that has none.</summary>
public readonly record struct NoResult;

/// <summary>Records nothing: to return is all that such a call says.</summary>
internal readonly struct NoResultEncoder : IResultEncoder<NoResult>
{
    public void Write(ref RecordWriter writer, NoResult value)
    {
    }

    public CallOutcome Classify(NoResult value) => CallOutcome.Ok;
}
