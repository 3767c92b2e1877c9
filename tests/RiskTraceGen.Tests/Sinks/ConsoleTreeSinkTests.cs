using System.Text;

namespace RiskTraceGen.Tests;

public sealed class ConsoleTreeSinkTests : IDisposable
{
    private readonly HandMadeJournal _journal = new();
    private readonly RecordingWriter _writer = new();
    private TraceLevel _level;

    public void Dispose()
    {
        _journal.Dispose();
        _writer.Dispose();
    }

    [Theory]
    [InlineData(TraceLevel.Quiet, new long[0])]
    [InlineData(TraceLevel.Breaches, new long[] { 2, 3, 4, 5, 6, 7 })]
    [InlineData(TraceLevel.All, new long[] { 1, 2, 3, 4, 5, 6, 7, 8 })]
    public void The_level_decides_which_flows_are_printed(TraceLevel level, long[] expected)
    {
        _level = level;
        WriteOneOfEach();
        _journal.ReadInto(Assembler());

        Assert.Equal(expected, _writer.Writes.Select(tree => long.Parse(tree[6..tree.IndexOf(']')])));
    }

    [Fact]
    public void The_level_may_change_from_flow_to_flow()
    {
        FlowAssembler assembler = Assembler();
        for (int flow = 1; flow <= 3; flow++)
        {
            _level = flow == 2 ? TraceLevel.All : TraceLevel.Quiet;
            _journal.Start(flow);
            _journal.End(flow, 1, "PASS");
            _journal.ReadInto(assembler);
        }

        Assert.StartsWith("[Flow-2]", Assert.Single(_writer.Writes));
    }

    [Fact]
    public void A_flow_is_one_write()
    {
        _level = TraceLevel.All;
        WriteOneOfEach();
        _journal.ReadInto(Assembler());

        Assert.All(_writer.Writes, tree => Assert.EndsWith("\n", tree));
        Assert.Equal(8, _writer.Writes.Count);
    }

    [Fact]
    public void A_utf8_terminal_gets_symbols_and_colour_and_other_outputs_do_not()
    {
        Assert.True(Options(Encoding.UTF8, redirected: false) is { Symbols: true, Color: true, Ascii: false });
        Assert.True(Options(Encoding.UTF8, redirected: true) is { Symbols: false, Color: false, Ascii: false });
        Assert.True(Options(Encoding.Latin1, redirected: false) is { Symbols: false, Color: false, Ascii: true });
        Assert.True(Options(Encoding.UTF8, redirected: false, ("NO_COLOR", "1")) is { Symbols: true, Color: false });
        Assert.True(Options(Encoding.UTF8, redirected: false, ("TERM", "dumb")) is { Symbols: false, Color: false });
        Assert.True(ConsoleTreeSink.OptionsFor(Encoding.UTF8, false, windows: true, _ => null) is { Symbols: true, Color: false });
        Assert.True(ConsoleTreeSink.OptionsFor(Encoding.UTF8, false, windows: true, name => name == "WT_SESSION" ? "1" : null) is { Symbols: true, Color: true });
    }

    private static FlowTreeOptions Options(Encoding encoding, bool redirected, params (string Name, string Value)[] environment)
        => ConsoleTreeSink.OptionsFor(encoding, redirected, windows: false, name => environment.FirstOrDefault(entry => entry.Name == name).Value);

    private FlowAssembler Assembler() => new(_journal.Clock, [new ConsoleTreeSink(_writer)], 0, () => _level);

    private void WriteOneOfEach()
    {
        Action<long>[] content =
        [
            flow => _journal.Verdict(flow, HandMadeJournal.DailyLoss, 1, 2, RuleSeverity.Pass),
            flow => _journal.Verdict(flow, HandMadeJournal.DailyLoss, 1, 2, RuleSeverity.Breach, "over"),
            flow => _journal.Verdict(flow, HandMadeJournal.DailyLoss, 1, 2, RuleSeverity.Error, "threw"),
            flow => _journal.EndCall(flow, 2, _journal.BeginCall(flow, 1), CallOutcome.Ambiguous),
            flow => _journal.BeginCall(flow, 1),
            flow => _journal.EndHook(flow, 2, HandMadeJournal.Notify, _journal.BeginHook(flow, 1, HandMadeJournal.Notify, 0), HandlerOutcome.Abandoned),
            flow => _journal.Append(RecordType.Alert, flow, 1, (ref w) => w.String("journal")),
            flow => _journal.EndCall(flow, 2, _journal.BeginCall(flow, 1)),
        ];
        for (int flow = 1; flow <= content.Length; flow++)
        {
            _journal.Start(flow);
            content[flow - 1](flow);
            _journal.End(flow, 3, "DONE");
        }
    }

    private sealed class RecordingWriter : StringWriter
    {
        public List<string> Writes { get; } = [];

        public override void Write(string? value) => Writes.Add(value ?? "");

        public override void Write(char value) => Writes.Add(value.ToString());
    }
}
