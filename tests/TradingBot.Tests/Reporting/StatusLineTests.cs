using RiskTraceGen;
using TradingBot.Reporting;

namespace TradingBot.Tests.Reporting;

public sealed class StatusLineTests : IDisposable
{
    private readonly Screen _screen = new();
    private readonly StatusLine _line;
    private readonly TextWriter _output;
    private readonly TextWriter _errors;
    private int _width = 80;

    public StatusLineTests()
    {
        _line = new StatusLine(_screen, () => _width);
        _output = _line.Beside(_screen);
        _errors = _line.Beside(_screen);
    }

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
        _screen.Dispose();
    }

    [Fact]
    public void EachStatusReplacesTheOneBefore()
    {
        _line.Show("100 flows, 12 breaches");
        _line.Show("101 flows");

        Assert.Equal(["101 flows"], _screen.Lines);
    }

    [Fact]
    public void WhatIsPrintedTakesItsPlace()
    {
        _line.Show("a status that is longer than what follows");
        _output.WriteLine("a breach");
        _line.Show("status");
        _errors.WriteLine("an error");

        Assert.Equal(["a breach", "an error", ""], _screen.Lines);
    }

    [Fact]
    public void ItComesBackBelowWhatWasPrinted()
    {
        _line.Show("status 1");
        _output.Write("first line\nsecond line\n");
        _line.Show("status 2");

        Assert.Equal(["first line", "second line", "status 2"], _screen.Lines);
    }

    [Fact]
    public void ALineThatIsJustBeingPrintedIsNotTouched()
    {
        _output.Write("half a ");
        _line.Show("status");
        _output.Write('l');
        _output.WriteLine("ine");
        _line.Show("status");

        Assert.Equal(["half a line", "status"], _screen.Lines);
    }

    [Theory]
    [InlineData(10, "123456789")]
    [InlineData(1, "")]
    [InlineData(0, "")]
    public void ItNeverReachesTheLastColumn(int width, string shown)
    {
        _width = width;
        _line.Show("123456789012345");

        Assert.Equal([shown], _screen.Lines);
    }

    // Half a number would be another one.
    [Theory]
    [InlineData(25, "100 flows | 12 breaches")]
    [InlineData(24, "100 flows | 12 breaches")]
    [InlineData(23, "100 flows")]
    [InlineData(10, "100 flows")]
    [InlineData(9, "100 flow")]
    public void APartThatHasNoRoomIsLeftOut(int width, string shown)
    {
        _width = width;
        _line.Show("100 flows | 12 breaches | 1,234 updates");

        Assert.Equal([shown], _screen.Lines);
    }

    [Fact]
    public void ClearedItLeavesNothing()
    {
        _line.Show("status");
        _line.Clear();
        _line.Clear();
        _output.WriteLine("summary");

        Assert.Equal(["summary", ""], _screen.Lines);
    }

    // No escape sequence at all: nothing that NO_COLOR could forbid, and nothing that an old terminal would show as it is.
    [Fact]
    public void ItUsesNoControlCharacterButTheCarriageReturn()
    {
        _line.Show("status");
        _output.WriteLine("breach");
        _line.Show("status");
        _line.Clear();

        Assert.DoesNotContain(_screen.ToString(), c => char.IsControl(c) && c is not ('\r' or '\n'));
    }

    [Theory]
    [InlineData(TraceLevel.Breaches, false, "xterm-256color", true)]
    [InlineData(TraceLevel.All, false, null, true)]
    [InlineData(TraceLevel.Quiet, false, "xterm-256color", false)]
    [InlineData(TraceLevel.Breaches, true, "xterm-256color", false)]
    [InlineData(TraceLevel.Breaches, false, "dumb", false)]
    public void ItIsForTerminalsAndForThoseWhoWantToSeeSomething(TraceLevel level, bool redirected, string? term, bool wanted)
        => Assert.Equal(wanted, StatusLine.IsWanted(level, redirected, name => name == "TERM" ? term : null));
}
