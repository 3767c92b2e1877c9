using System.Runtime.InteropServices;
using TradingBot.CommandLine;

namespace TradingBot.Tests.Hosting;

public sealed class SignalTests
{
    [Theory]
    [InlineData(PosixSignal.SIGINT, PosixSignal.SIGINT, true)]
    [InlineData(PosixSignal.SIGTERM, PosixSignal.SIGINT, true)]
    [InlineData(PosixSignal.SIGINT, PosixSignal.SIGTERM, false)]
    [InlineData(PosixSignal.SIGTERM, PosixSignal.SIGTERM, false)]
    [InlineData(PosixSignal.SIGHUP, PosixSignal.SIGHUP, false)]
    public void TheFirstSignalStopsTheRunAndASecondCtrlCEndsAtOnce(PosixSignal first, PosixSignal second, bool ends)
    {
        var codes = new List<int>();
        var told = new List<string>();
        using var interruption = new Interruption(codes.Add, why => told.Add($"{why} ({codes.Count} codes so far)"));
        var context = new PosixSignalContext(first);
        interruption.Stop(context);
        Assert.True(context.Cancel);
        Assert.True(interruption.Token.IsCancellationRequested);
        Assert.Empty(codes);

        interruption.Stop(new PosixSignalContext(second));
        Assert.Equal(ExitCode.Of(first), interruption.CodeOf(ExitCode.Interrupted));
        Assert.Equal(ExitCode.Failed, interruption.CodeOf(ExitCode.Failed));
        Assert.Equal(ends ? [ExitCode.Interrupted] : [], codes);
        Assert.Equal(ends ? [$"{Interruption.LeftAtOnce} (0 codes so far)"] : [], told);
    }
}
