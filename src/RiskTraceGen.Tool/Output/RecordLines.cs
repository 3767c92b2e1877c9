using System.Globalization;
using System.Text.Json;

namespace RiskTraceGen.Tool.Output;

/// <summary>Writes records as they are published, one a line. For the records of any number of runs, in their order.</summary>
internal sealed class RecordLines(Terminal terminal, bool json) : IDisposable
{
    private readonly JsonLines _lines = new(terminal.Output);
    private TraceClock? _clock;
    private RecordText? _text;

    /// <summary>Writes one; definitions are no news to anybody.</summary>
    public void Write(in TraceRecord record, TraceClock clock, TracePointTable points)
    {
        if (record.Type == RecordType.Definition)
            return;

        (string kind, string text, bool failed) = TextFor(clock).Of(record, points);
        var line = new Line(
            record.Header.Flow, record.Position, clock.UtcOf(record.Header.Ticks), kind, text, failed, (record.Header.Flags & RecordFlags.Late) != 0);
        if (json)
            _lines.Write(line, static (json, line) => line.WriteTo(json));
        else
            terminal.Line(line.ToString(), failed ? LineColor.Red : LineColor.None);
    }

    /// <summary>Writes nothing of one, but remembers when it was: its end may follow.</summary>
    public void Skip(in TraceRecord record, TraceClock clock) => TextFor(clock).Begin(record);

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    private RecordText TextFor(TraceClock clock)
    {
        if (_clock != clock || _text is null)
            (_clock, _text) = (clock, new RecordText(clock));
        return _text;
    }

    private readonly record struct Line(long Flow, long Position, DateTimeOffset Time, string Kind, string Text, bool Failed, bool Late)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"[{(Flow == 0 ? "Tracer" : $"Flow-{Flow}")}] {Time:HH:mm:ss.ffffff} | {Kind,-12} | {Text}{(Late ? " (late)" : "")}");

        public void WriteTo(Utf8JsonWriter json)
        {
            json.WriteNumber("flow", Flow);
            json.WriteNumber("position", Position);
            json.WriteString("time", Time.UtcDateTime);
            json.WriteString("kind", Kind);
            json.WriteString("text", Text);
            json.WriteBoolean("failed", Failed);
            json.WriteBoolean("late", Late);
        }
    }
}
