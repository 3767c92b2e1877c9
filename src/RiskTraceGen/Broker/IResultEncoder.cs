namespace RiskTraceGen;

/// <summary>Writes the results of a broker call and tells failures among them.</summary>
/// <typeparam name="T">The result's type.</typeparam>
public interface IResultEncoder<T> : IValueEncoder<T>
{
    /// <summary>The outcome that a result stands for.</summary>
    /// <param name="value">The result; may be <see langword="null"/> for reference types.</param>
    CallOutcome Classify(T value);
}
