using RiskTraceGen.Tool.Commands;
using RiskTraceGen.Tool.Output;

namespace RiskTraceGen.Tool.Tests.Export;

/// <summary>Where an export goes: nothing that was there is lost to it, and nothing is left behind.</summary>
public sealed class ExportTargetTests(DeskJournal journal) : IClassFixture<DeskJournal>, IDisposable
{
    private readonly TemporaryDirectory _target = new();

    private string File => Path.Combine(_target.Path, "day.csv");

    public void Dispose() => _target.Dispose();

    [Fact]
    public async Task ADirectoryIsRefusedAndNothingIsLeftBehind()
    {
        Directory.CreateDirectory(File);

        ToolRun run = await ExportAsync(File);

        Assert.Equal(ExitCode.Unusable, run.ExitCode);
        Assert.Contains("is a directory", run.Error, StringComparison.Ordinal);
        Assert.Equal([File], Directory.EnumerateFileSystemEntries(_target.Path));
    }

    [Fact]
    public async Task AFileIsReplacedAndWhatStandsBesideItIsNot()
    {
        await System.IO.File.WriteAllTextAsync(File, "old");
        await System.IO.File.WriteAllTextAsync(File + ".part", "somebody's");

        Assert.Equal(ExitCode.Done, (await ExportAsync(File)).ExitCode);

        Assert.StartsWith("flow,type,", await System.IO.File.ReadAllTextAsync(File), StringComparison.Ordinal);
        Assert.Equal("somebody's", await System.IO.File.ReadAllTextAsync(File + ".part"));
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(_target.Path).Count());
    }

    [Fact]
    public async Task WhatALinkPointsToIsReplacedAndNotTheLink()
    {
        string real = Path.Combine(_target.Path, "real.csv");
        await System.IO.File.WriteAllTextAsync(real, "old");
        System.IO.File.CreateSymbolicLink(File, real);

        Assert.Equal(ExitCode.Done, (await ExportAsync(File)).ExitCode);

        Assert.Equal(real, System.IO.File.ResolveLinkTarget(File, returnFinalTarget: true)?.FullName);
        Assert.StartsWith("flow,type,", await System.IO.File.ReadAllTextAsync(real), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatHoldsNothingIsWrittenToAsItIs()
    {
        // As a device or a pipe: put another file in the place of /dev/null, and every program on the machine suffers.
        await System.IO.File.WriteAllTextAsync(File, "");
        using FileStream same = System.IO.File.Open(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        Assert.Equal(ExitCode.Done, (await ExportAsync(File)).ExitCode);

        using var reader = new StreamReader(same);
        Assert.StartsWith("flow,type,", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsStoppedLeavesTheTargetAsItWas()
    {
        string empty = Path.Combine(_target.Path, "empty.csv");
        await System.IO.File.WriteAllTextAsync(File, "old");
        await System.IO.File.WriteAllTextAsync(empty, "");
        foreach (string file in (string[])[File, empty, Path.Combine(_target.Path, "new.csv")])
        {
            string[] arguments = ["export", journal.Path, "--format", "csv", "-o", file];
            Assert.Equal(ExitCode.Interrupted, await ToolCommand.RunAsync(arguments, new Terminal(TextWriter.Null, TextWriter.Null), new CancellationToken(canceled: true)).InTime());
        }

        Assert.Equal("old", await System.IO.File.ReadAllTextAsync(File));
        Assert.Equal("", await System.IO.File.ReadAllTextAsync(empty));
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(_target.Path).Count());
    }

    private Task<ToolRun> ExportAsync(string file) => ToolRun.Of("export", journal.Path, "--format", "csv", "-o", file);
}
