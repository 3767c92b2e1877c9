using System.Globalization;
using System.Text;

namespace RiskTraceGen;

/// <summary>The lines of one flow's tree, as they are written.</summary>
internal sealed class FlowTreeLines(FlowTreeOptions options, string prefix)
{
    private const int KindWidth = 11;
    private const int IndentPerLevel = 2;
    private const int MaxLevels = 16;
    private const string Reset = "\e[0m";
    private const string Red = "\e[31m";
    private const string Green = "\e[32m";

    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    public void Step(TraceStep step, int indent) => Head(step.KindName, Symbol(step), Color(step), step.Time, indent, step.Text);

    /// <summary>A line for what is missing.</summary>
    public void Note(string kind, DateTimeOffset time, string text) => Head(kind, "❌", Red, time, 0, text);

    public void Detail(int indent, string name, string value)
    {
        Branch(indent);
        EscapedText.Append(_text, name, options.Ascii);
        _text.Append(": ");
        EscapedText.Append(_text, value, options.Ascii);
        _text.Append(options.NewLine);
    }

    public void Stack(int indent, string stack)
    {
        foreach (string line in stack.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            _text.Append(prefix).Append("       ");
            Indent(indent);
            EscapedText.Append(_text, line, options.Ascii);
            _text.Append(options.NewLine);
        }
    }

    private void Head(string kind, string symbol, string color, DateTimeOffset time, int indent, string text)
    {
        _text.Append(prefix);
        _text.Append(TimeZoneInfo.ConvertTime(time, options.TimeZone).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)).Append(" | ");
        if (options is { Symbols: true, Ascii: false })
            _text.Append(symbol).Append(' ');

        if (options.Color)
            _text.Append(color).Append(kind).Append(Reset).Append(' ', Math.Max(0, KindWidth - kind.Length));
        else
            _text.Append(kind.PadRight(KindWidth));

        _text.Append(" | ");
        Indent(indent);
        EscapedText.Append(_text, text, options.Ascii);
        _text.Append(options.NewLine);
    }

    private void Branch(int indent)
    {
        _text.Append(prefix).Append("  ");
        Indent(indent);
        _text.Append(options.Ascii ? @"\- " : "└─ ");
    }

    private void Indent(int levels) => _text.Append(' ', Math.Min(levels, MaxLevels) * IndentPerLevel);

    private static string Symbol(TraceStep step) => step.Kind switch
    {
        StepKind.FlowStart => "🚀",
        StepKind.RiskEval => "🛡️",
        StepKind.EvalDetail => "📊",
        StepKind.HookExec => "🪝",
        StepKind.ApiCall => "🔌",
        StepKind.Alert => "🚨",
        StepKind.FlowEnd => step.Failed ? "❌" : "✅",
        _ => "📌",
    };

    private static string Color(TraceStep step) => step.Kind switch
    {
        _ when step.Failed => Red,
        StepKind.FlowStart or StepKind.FlowEnd => Green,
        StepKind.RiskEval => "\e[34m",
        StepKind.HookExec => "\e[35m",
        StepKind.ApiCall => "\e[36m",
        _ => "\e[37m",
    };
}
