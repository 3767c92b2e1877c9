using System.Diagnostics;
using System.Text;

namespace RiskTraceGen.Tool.Tests.Process;

/// <summary>The tool as a process of its own.</summary>
public sealed class ToolProcessTests(DeskJournal journal) : IClassFixture<DeskJournal>
{
    [Fact]
    public async Task AListingIsPlainUtf8InAPipe()
    {
        ToolRun run = await RunAsync("flows", journal.Path, "--breaches");

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Equal(["Flow-2"], run.Flows);
        Assert.Equal((await ToolRun.Of("flows", journal.Path, "--breaches")).Lines, run.Lines);
    }

    [Theory]
    [InlineData(ExitCode.NotSo, "show", "DIR", "99")]
    [InlineData(ExitCode.Unusable, "show", "DIR")]
    [InlineData(ExitCode.Unusable, "flows", "DIR/missing")]
    public async Task FailuresAreExitCodesAndMessages(int exitCode, params string[] arguments)
    {
        ToolRun run = await RunAsync([.. arguments.Select(argument => argument.Replace("DIR", journal.Path, StringComparison.Ordinal))]);

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public async Task WhoseReaderGoesAwayGoesToo()
    {
        // As under "| head -1": it must not read on for nobody.
        using var directory = new TemporaryDirectory();
        await using var tracer = new RiskTracer(new RiskTracerOptions { JournalDirectory = directory.Path, SegmentBytes = 64 << 10 });
        tracer.StartFlow("BEFORE").Complete("DONE");
        using System.Diagnostics.Process process = Start("tail", directory.Path, "--follow");
        Assert.Contains("BEFORE", await process.StandardOutput.ReadLineAsync().InTime(), StringComparison.Ordinal);

        try
        {
            process.StandardOutput.Close();
            tracer.StartFlow("AFTER").Complete("DONE");

            await process.WaitForExitAsync().InTime();
            Assert.Equal((ExitCode.ReaderGone, ""), (process.ExitCode, await process.StandardError.ReadToEndAsync()));
        }
        finally
        {
            process.Kill();
        }
    }

    private static async Task<ToolRun> RunAsync(params string[] arguments)
    {
        using System.Diagnostics.Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().InTime();
        return new ToolRun(process.ExitCode, await output, await error);
    }

    private static System.Diagnostics.Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(ToolRun).Assembly.Location.Replace("RiskTraceGen.Tool.Tests.dll", "risktrace.dll", StringComparison.Ordinal), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = Path.GetTempPath(),
        };
        return System.Diagnostics.Process.Start(start)!;
    }
}
