namespace RiskTraceGen;

/// <summary>The arguments of one broker call, as a struct that writes itself. Generated code implements it.</summary>
public interface IRecordFields
{
    /// <summary>Writes one value for each parameter of the call's trace point, in order.</summary>
    /// <param name="writer">The record's payload.</param>
    void Write(ref RecordWriter writer);
}
