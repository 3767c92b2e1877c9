namespace ProjectX;

/// <summary>An endpoint of the gateway.</summary>
/// <param name="Path">Its path.</param>
/// <param name="ErrorCodes">The names of its error codes, from 1.</param>
/// <param name="IsQuery">Whether it only looks: it may then be asked again, whatever became of the first time.</param>
/// <param name="Urgency">Before which calls it is made, where the limit does not allow all.</param>
public sealed record GatewayCall(string Path, IReadOnlyList<string> ErrorCodes, bool IsQuery, CallUrgency Urgency)
{
    /// <summary>What a code means; a number that the reference does not know says so.</summary>
    public string Meaning(int errorCode)
        => errorCode > 0 && errorCode <= ErrorCodes.Count ? ErrorCodes[errorCode - 1] : FormattableString.Invariant($"error {errorCode}");

    /// <summary>
    /// Whether nobody knows what became of it: the order is on its way, or the gateway does not know itself, or says neither that it did it
    /// nor why it did not. Asking for the order's tag decides; sending it again might send it twice.
    /// </summary>
    public bool IsAmbiguous(int errorCode)
        => errorCode == 0 || Meaning(errorCode) is var meaning && (meaning.EndsWith("Pending", StringComparison.Ordinal) || meaning == "UnknownError");

    /// <inheritdoc/>
    public override string ToString() => Path;
}
