namespace RiskTraceGen;

/// <summary>
/// Encodes primitives, text and types with a registered encoder by value, everything else by its type's name. Every result it sees counts as
/// a success.
/// </summary>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly struct ValueEncoder<T> : IResultEncoder<T>
{
    /// <inheritdoc/>
    public void Write(ref RecordWriter writer, T value) => writer.Value(value);

    /// <inheritdoc/>
    public CallOutcome Classify(T value) => CallOutcome.Ok;
}
