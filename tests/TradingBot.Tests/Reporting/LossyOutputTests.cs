using TradingBot.CommandLine;

namespace TradingBot.Tests.Reporting;

public sealed class LossyOutputTests
{
    [Fact]
    public void WhatCannotBeWrittenIsSaidOnceAndTheRestIsWritten()
    {
        var told = new List<string>();
        using var disk = new SmallDisk();
        using var output = new LossyOutput(disk, told.Add);
        output.WriteLine("fits");
        Assert.Equal((false, ExitCode.Done), (output.HasLost, output.CodeOf(ExitCode.Done)));

        disk.IsFull = true;
        output.Write('x');
        output.Write("does not");
        output.Write(['f', 'i', 't'], 0, 3);
        output.Flush();
        Assert.Equal(["standard output cannot be written, and what is printed is lost: no space"], told);

        disk.IsFull = false;
        output.Write("again".AsSpan());
        Assert.Equal($"fits{Environment.NewLine}again", disk.ToString());
        Assert.Equal((ExitCode.Failed, ExitCode.Interrupted), (output.CodeOf(ExitCode.Done), output.CodeOf(ExitCode.Interrupted)));
    }

    private sealed class SmallDisk : StringWriter
    {
        public bool IsFull { get; set; }

        public override void Write(char value) => Write([value], 0, 1);

        public override void Write(string? value) => Write(value!.ToCharArray(), 0, value.Length);

        public override void Write(char[] buffer, int index, int count)
        {
            if (IsFull)
                throw new IOException("no space");
            base.Write(buffer, index, count);
        }

        public override void Flush() => Write([], 0, 0);
    }
}
