namespace RiskTraceGen.Tool.Tests.Commands;

public sealed class UsageTests(DeskJournal journal) : IClassFixture<DeskJournal>
{
    [Theory]
    [InlineData("flow", "'flow'")]
    [InlineData("show DIR Flow-x", "FLOW expects the number of a flow")]
    [InlineData("flows DIR --since 31.01.2026", "--since expects a time")]
    [InlineData("flows DIR --slower-than 5", "--slower-than expects a duration")]
    [InlineData("diagram DIR 1 --format svg", "--format expects ascii or mermaid, not 'svg'.")]
    [InlineData("export DIR --format xml -o x", "--format expects jsonl, csv or perfetto, not 'xml'.")]
    [InlineData("export DIR --format csv", "--output")]
    [InlineData("verify DIR --head 12", "--head expects a hash of 64 hexadecimal digits.")]
    [InlineData("tail DIR --lines -1", "--lines expects a number")]
    [InlineData("tail DIR --lines x", "--lines expects a number from 0 to 1000000, not 'x'.")]
    [InlineData("flows DIR --rule EMPTY", "--rule expects a text")]
    [InlineData("flows DIR --contract EMPTY", "--contract expects a text")]
    [InlineData("flows DIR --contains EMPTY", "--contains expects a text")]
    [InlineData("why DIR EMPTY", "ORDER_OR_CONTRACT expects a text")]
    [InlineData("export DIR --format csv -o EMPTY", "--output expects a text")]
    [InlineData("verify DIR --key-file EMPTY", "--key-file expects a text")]
    public async Task WhatIsNotUnderstoodIsRefused(string arguments, string message)
    {
        ToolRun run = await ToolRun.Of([.. arguments.Split(' ').Select(argument => argument switch { "DIR" => journal.Path, "EMPTY" => "", _ => argument })]);

        Assert.Equal((ExitCode.Unusable, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@ES")]
    [InlineData("-ES")]
    public async Task ASubjectMayLookLikeSomethingElse(string subject)
    {
        // Continuous contracts are called so; the command line must not look for a file of that name.
        ToolRun run = await ToolRun.Of("why", journal.Path, subject);

        Assert.Equal(ExitCode.NotSo, run.ExitCode);
        Assert.StartsWith($"Nothing happened to '{subject}'", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flows DIR")]
    [InlineData("show DIR 1")]
    [InlineData("stats DIR")]
    [InlineData("tail DIR")]
    [InlineData("why DIR X")]
    [InlineData("verify DIR")]
    [InlineData("diagram DIR 1")]
    [InlineData("export DIR --format csv -o never.csv")]
    public async Task ADirectoryThatIsNotThereOrHoldsNoJournalIsUnusable(string arguments)
    {
        using var empty = new TemporaryDirectory();
        foreach (string directory in (string[])[empty.Path, System.IO.Path.Combine(empty.Path, "missing")])
        {
            ToolRun run = await ToolRun.Of([.. arguments.Split(' ').Select(argument => argument == "DIR" ? directory : argument)]);

            Assert.Equal((ExitCode.Unusable, ""), (run.ExitCode, run.Output));
            Assert.StartsWith("There is no ", run.Error, StringComparison.Ordinal);
        }
    }
}
