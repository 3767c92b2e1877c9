using System.Text;

namespace RiskTraceGen.Tool.Tests;

/// <summary>Collects what is written, and tells when a text has been flushed to it.</summary>
internal sealed class SignallingWriter : StringWriter
{
    private readonly object _gate = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> _awaited = [];

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Completes when the text is there.</summary>
    public Task Seen(string text)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _awaited.Add((text, seen));
        Tell();
        return seen.Task;
    }

    public override void Write(char value)
    {
        lock (_gate)
            base.Write(value);
    }

    public override void Write(string? value)
    {
        lock (_gate)
            base.Write(value);
    }

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        Tell();
        return Task.CompletedTask;
    }

    private void Tell()
    {
        lock (_gate)
        {
            string written = ToString();
            foreach ((string text, TaskCompletionSource seen) in _awaited)
                if (written.Contains(text, StringComparison.Ordinal))
                    seen.TrySetResult();
        }
    }
}
