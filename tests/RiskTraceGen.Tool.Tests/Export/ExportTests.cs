using System.Text.Json;

namespace RiskTraceGen.Tool.Tests.Export;

public sealed class ExportTests(DeskJournal journal) : IClassFixture<DeskJournal>
{
    [Fact]
    public async Task JsonLinesHoldWhatShowSays()
    {
        string[] lines = (await ExportAsync("jsonl")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal([1, 2, 3, 4, 5], lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("flow").GetInt32()));
        Assert.Equal((await ToolRun.Of("show", journal.Path, "3", "--json")).Output.Trim(), lines[2]);
    }

    [Fact]
    public async Task CsvHasARowAStepAndQuotesWhatNeedsIt()
    {
        string[] rows = (await ExportAsync("csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.StartsWith("flow,type,trigger,", rows[0], StringComparison.Ordinal);
        Assert.All(rows, row => Assert.Equal(21, ColumnsOf(row).Count));
        string[] call = [.. ColumnsOf(Assert.Single(rows, row => row.StartsWith("2,", StringComparison.Ordinal) && row.Contains(",API_CALL,", StringComparison.Ordinal)))];
        Assert.Equal("contract_id: CON.MNQ.Z25; order_number: 1001; result: OrderResult { success: true, order_id: O-1001 }", call[19]);
        Assert.Equal("2000", call[12]);
        Assert.DoesNotContain(rows, row => row.Contains('\e'));
    }

    [Fact]
    public async Task AFileThatCannotBeWrittenLeavesNothingBehind()
    {
        using var target = new TemporaryDirectory();
        ToolRun run = await ToolRun.Of("export", journal.Path, "--format", "csv", "-o", Path.Combine(target.Path, "missing", "x.csv"));

        Assert.Equal(ExitCode.Unusable, run.ExitCode);
        Assert.NotEmpty(run.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(target.Path));
    }

    // As RFC 4180 has it, for rows that hold no line ends.
    private static List<string> ColumnsOf(string row)
    {
        var columns = new List<string>();
        var column = new System.Text.StringBuilder();
        bool isQuoted = false;
        for (int i = 0; i < row.Length; i++)
        {
            if (isQuoted && row[i] == '"' && i + 1 < row.Length && row[i + 1] == '"')
                column.Append(row[++i]);
            else if (row[i] == '"')
                isQuoted = !isQuoted;
            else if (row[i] == ',' && !isQuoted)
            {
                columns.Add(column.ToString());
                column.Clear();
            }
            else
                column.Append(row[i]);
        }

        columns.Add(column.ToString());
        return columns;
    }

    private async Task<string> ExportAsync(string format)
    {
        using var target = new TemporaryDirectory();
        string file = Path.Combine(target.Path, "day");
        ToolRun run = await ToolRun.Of("export", journal.Path, "--format", format, "-o", file);
        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Output));
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(target.Path));
        return await File.ReadAllTextAsync(file);
    }
}
