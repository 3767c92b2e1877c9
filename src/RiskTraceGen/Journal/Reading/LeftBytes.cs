namespace RiskTraceGen;

/// <summary>Bytes that no record could be read from, by cause.</summary>
internal sealed class LeftBytes
{
    private readonly SortedDictionary<string, long> _byCause = new(StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public long Total => _byCause.Values.Sum();

    /// <summary>Counts some.</summary>
    public void Add(string cause, long bytes) => _byCause[cause] = _byCause.GetValueOrDefault(cause) + bytes;

    /// <summary>How many have one cause.</summary>
    public long this[string cause] => _byCause.GetValueOrDefault(cause);

    /// <summary>Such as <c>24 bytes left (unfinished: 24)</c>.</summary>
    public override string ToString()
        => Total == 0 ? "0 bytes left" : $"{Total} bytes left ({string.Join(", ", _byCause.Select(cause => $"{cause.Key}: {cause.Value}"))})";
}
