namespace RiskTraceGen;

/// <summary>
/// Writes every flow when it has ended, at any level, and what is recorded of it later: each as one line of JSON, the lines that
/// <c>risktrace export --format jsonl</c> writes, handed to the operating system at once. A disk that is full or a writer that fails costs the flows that
/// could not be written, which <see cref="TraceStatistics.Sinks"/> counts, and nothing else. Thread safe. Dispose of it after the tracer.
/// </summary>
public sealed class JsonLinesSink : IFlowSink, IDisposable
{
    private readonly object _gate = new();
    private readonly JsonLine _line = new();
    private readonly ILineTarget _target;

    /// <summary>Writes to a file, which is made, or goes on behind what is there. Others may read it meanwhile.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty, or no path.</exception>
    /// <exception cref="IOException">The file cannot be opened: its directory is missing, or another program writes to it.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written, or is a directory.</exception>
    public JsonLinesSink(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _target = LineFile.Open(path);
    }

    /// <summary>Writes to a writer, and flushes it after each line.</summary>
    /// <param name="writer">Where to. It is not disposed of.</param>
    public JsonLinesSink(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _target = new LineWriter(writer);
    }

    internal JsonLinesSink(Stream file) => _target = new LineFile(file);

    /// <inheritdoc/>
    public bool Wants(in FlowSummary summary, TraceLevel level) => true;

    /// <inheritdoc/>
    public void OnFlow(FlowTrace flow, TraceLevel level)
    {
        ArgumentNullException.ThrowIfNull(flow);
        lock (_gate)
            _target.Append(_line.Of(flow, FlowJson.WriteWhole));
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _target.Dispose();
            _line.Dispose();
        }
    }
}
