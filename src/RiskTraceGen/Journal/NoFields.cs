namespace RiskTraceGen;

/// <summary>The arguments of a call that has none.</summary>
internal readonly struct NoFields : IRecordFields
{
    public void Write(ref RecordWriter writer)
    {
    }
}
