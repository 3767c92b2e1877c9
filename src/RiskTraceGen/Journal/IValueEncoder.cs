namespace RiskTraceGen;

/// <summary>Writes the values of one type into records. Generated code implements it as a struct without state.</summary>
/// <typeparam name="T">The type.</typeparam>
public interface IValueEncoder<T>
{
    /// <summary>Writes one value.</summary>
    /// <param name="writer">The record's payload.</param>
    /// <param name="value">The value; may be <see langword="null"/> for reference types.</param>
    void Write(ref RecordWriter writer, T value);
}
