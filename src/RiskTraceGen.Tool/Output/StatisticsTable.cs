using System.Globalization;
using Spectre.Console;

namespace RiskTraceGen.Tool.Output;

/// <summary>Statistics as a table. Names, which may be long, stand last: a narrow terminal breaks them, and no number.</summary>
internal static class StatisticsTable
{
    private const int Unbounded = 10_000;

    private static readonly string[] Numbers = ["count", "failed", "p50", "p90", "p99", "p99.9", "max"];

    /// <summary>Writes the table.</summary>
    public static void Write(Terminal terminal, IEnumerable<LatencyStatistics> latencies)
    {
        Table table = new Table().Border(TableBorder.None).AddColumn("kind");
        foreach (string name in Numbers)
            table.AddColumn(new TableColumn(new Text(name)).RightAligned().NoWrap());
        table.AddColumn(new TableColumn(new Text("name")).NoWrap());

        foreach (LatencyStatistics latency in latencies)
        {
            Style style = latency.Failures > 0 ? new Style(Color.Red) : Style.Plain;
            table.AddRow(Cells(latency).Select(cell => new Text(terminal.Safe(cell), style)));
        }

        var lines = new StringWriter { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal.Style.Color ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.Style.Color ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(lines),
        });
        console.Profile.Width = Unbounded;
        console.Profile.Capabilities.Unicode = !terminal.Style.Ascii;
        console.Write(table);

        // Filled up to the longest name, each line would take two on a terminal that is narrower than that.
        foreach (string line in lines.ToString().TrimEnd().Split('\n'))
            terminal.Output.Write(line.TrimEnd() + terminal.Style.NewLine);
    }

    /// <summary>The word for a kind.</summary>
    public static string NameOf(LatencyKind kind) => kind switch
    {
        LatencyKind.Flow => "flow",
        LatencyKind.Rule => "rule",
        LatencyKind.Hook => "hook",
        _ => "broker_call",
    };

    private static string[] Cells(LatencyStatistics latency) =>
    [
        NameOf(latency.Kind),
        latency.Count.ToString("N0", CultureInfo.InvariantCulture),
        latency.Failures.ToString("N0", CultureInfo.InvariantCulture),
        DurationText.Of(latency.P50),
        DurationText.Of(latency.P90),
        DurationText.Of(latency.P99),
        DurationText.Of(latency.P999),
        DurationText.Of(latency.Max),
        latency.Name,
    ];
}
