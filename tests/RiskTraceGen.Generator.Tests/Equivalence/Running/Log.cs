namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>What happens while a program runs, in order. Programs are given one; what it says is what has to be the same traced and untraced.</summary>
public sealed partial class Log
{
    private readonly List<string> _notes = [];

    /// <summary>Something that calls pass by reference, and brokers return by reference.</summary>
    public int Cell = 1000;

    /// <summary>What flows with the execution context.</summary>
    public static readonly AsyncLocal<string?> Ambient = new();

    internal IReadOnlyList<string> Notes => _notes;

    /// <summary>The number one, which the compiler does not know.</summary>
    public int One { get; } = 1;

    public int[] Numbers { get; } = [3, 1, 2];

    public void Says(string what, object? value = null)
    {
        string note = $"{what}: {Show.Value(value)}";
        lock (_notes)
            _notes.Add(note);
    }

    /// <summary>Notes that an argument is evaluated.</summary>
    public T Argument<T>(string name, T value)
    {
        Says("argument " + name, value);
        return value;
    }

    /// <summary>An argument that cannot be evaluated.</summary>
    public T Refuses<T>(string name)
    {
        Says("argument refuses " + name);
        _isRefused = true;
        throw new DeskException(400);
    }

    private void SaysAmbient(string where) => Says("ambient " + where, Ambient.Value);
}
