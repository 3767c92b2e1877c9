namespace RiskTraceGen;

/// <summary>
/// A rule cannot decide for lack of data. Thrown by the checks of <see cref="RiskFlow"/> for NaN and missing values, so that such a value never passes;
/// the dispatcher turns it into <see cref="RuleResult.InsufficientData"/>.
/// </summary>
public sealed class InsufficientDataException : Exception
{
    /// <summary>Creates the exception without saying what is missing.</summary>
    public InsufficientDataException() : base("data is missing")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is missing.</param>
    public InsufficientDataException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is missing.</param>
    /// <param name="innerException">Why.</param>
    public InsufficientDataException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
