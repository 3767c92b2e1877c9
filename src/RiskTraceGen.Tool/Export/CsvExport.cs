using System.Globalization;
using System.Text;

namespace RiskTraceGen.Tool.Export;

/// <summary>
/// A row for each step, with its flow's columns repeated: for spreadsheets and data frames. Fields are one column, control characters are escaped.
/// </summary>
internal sealed class CsvExport : IFlowExport
{
    private const string Columns =
        "flow,type,trigger,flow_start,flow_duration_us,state,result,worst,kind,name,text,time,duration_us,outcome,failed,late,depth,span,parent,fields,exception";

    private readonly StreamWriter _writer;
    private readonly StringBuilder _row = new();

    /// <param name="file">Where to.</param>
    public CsvExport(Stream file)
    {
        // Line ends as RFC 4180 has them.
        _writer = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16) { NewLine = "\r\n" };
        _writer.WriteLine(Columns);
    }

    /// <inheritdoc/>
    public void Write(FlowTrace flow)
    {
        string head = HeadOf(flow);
        foreach (TraceStep step in flow.Steps)
        {
            Add(step.KindName);
            Add(step.Name);
            Add(step.Text);
            Add(Time(step.Time));
            Add(Microseconds(step.Duration));
            Add(step.Outcome);
            Add(step.Failed ? "true" : "false");
            Add(step.Late ? "true" : "false");
            Add(step.Depth.ToString(CultureInfo.InvariantCulture));
            Add(step.SpanId.ToString(CultureInfo.InvariantCulture));
            Add(step.ParentId.ToString(CultureInfo.InvariantCulture));
            Add(string.Join("; ", step.Fields));
            Add(step.Exception?.ToString() ?? "");
            _writer.Write(head);
            _writer.WriteLine(Row());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private string HeadOf(FlowTrace flow)
    {
        Add(flow.Id.ToString(CultureInfo.InvariantCulture));
        Add(flow.Type);
        Add(flow.Trigger);
        Add(Time(flow.StartUtc));
        Add(Microseconds(flow.Duration));
        Add(flow.Completed ? "completed" : flow.Abandoned ? "abandoned" : flow.IsAddition ? "addition" : "unfinished");
        Add(flow.Result);
        Add(flow.Worst is { } worst ? StepText.Of(worst) : "");
        return Row() + ",";
    }

    private void Add(string value)
    {
        if (_row.Length > 0)
            _row.Append(',');

        var safe = new StringBuilder(value.Length);
        EscapedText.Append(safe, value, ascii: false);
        if (value.AsSpan().IndexOfAny(",\"") < 0)
            _row.Append(safe);
        else
            _row.Append('"').Append(safe.Replace("\"", "\"\"")).Append('"');
    }

    // The first column is never empty, so that a length of 0 means the beginning of a row.
    private string Row()
    {
        string row = _row.ToString();
        _row.Clear();
        return row;
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static string Microseconds(TimeSpan? duration) => duration?.TotalMicroseconds.ToString(CultureInfo.InvariantCulture) ?? "";
}
