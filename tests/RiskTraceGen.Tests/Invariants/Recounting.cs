namespace RiskTraceGen.Tests;

/// <summary>A recount of records that have been tampered with finds what is wrong with them: a check that cannot fail proves nothing.</summary>
public sealed class Recounting : IAsyncLifetime
{
    private readonly RecordLog _log = new();
    private RecordRow[] _rows = [];

    public static TheoryData<string, string> Damages => new()
    {
        { "no FlowEnd", "has 0 ends" },
        { "two FlowEnd", "has 2 ends" },
        { "no FlowStart", "comes before its flow" },
        { "no HookEnd", "has 0 outcomes" },
        { "two HookEnd", "has 2 outcomes" },
        { "no HookBegin", "of which 0 ran or were skipped" },
        { "no Raise", "critical_failure was raised 0 times" },
        { "no CallEnd", "has 0 outcomes" },
        { "two CallEnd", "has 2 outcomes" },
        { "no CallBegin", "ends what has not begun" },
        { "no CallConclusion", "has 0 conclusions" },
        { "two CallConclusion", "has 2 conclusions" },
        { "no RuleVerdict", "verdicts of" },
        { "two RuleVerdict", "has 2 verdicts" },
        { "no Alert", "has no alert beside it" },
        { "stray HookEnd", "has an end that is not its own" },
        { "stray CallEnd", "has an end that is not its own" },
        { "stray RuleVerdict", "verdicts of" },
        { "stray Raise", "comes before its flow" },
    };

    [Fact]
    public void WhatATracerRecordsIsInOrder() => Assert.Empty(new Recount(_rows, rulesOfAnEvent: 2).Violations);

    [Theory]
    [MemberData(nameof(Damages))]
    public void WhatIsWrongIsSaid(string damage, string violation)
    {
        string[] words = damage.Split(' ');
        int place = Array.FindIndex(_rows, row => row.Type == Enum.Parse<RecordType>(words[1]));
        RecordRow row = _rows[place];
        RecordRow stray = row with { Header = row.Header with { Flow = row.Flow + 1 } };
        IEnumerable<RecordRow> rows = words[0] switch
        {
            "no" => _rows.Where(other => other != row),
            "two" => _rows.Append(row with { Position = _rows[^1].Position + 8 }),
            _ => _rows.Select(other => other == row ? stray : other),
        };

        Assert.Contains(new Recount(rows, rulesOfAnEvent: 2).Violations, said => said.Contains(violation, StringComparison.Ordinal));
    }

    /// <summary>One event, with a breach, a handler, and a call that fails and has no other chance.</summary>
    public async ValueTask InitializeAsync()
    {
        await using RiskTracer tracer = Tracers.Create(configure: options => options.Records.Add(_log));
        tracer.Hooks.Attach<BreachDetected>("on_breach", static (_, _, _) => default);
        CallPolicy policy = CallScript.Policy("recounted", static point => new CallPolicy(point) { Retries = 1 });
        var script = new CallScript { OnAttempt = static number => CallScript.Answer($"attempt {number}", "permanent", throws: true) };
        await tracer.Dispatcher(new ScriptedRules<Tick>(
            async (_, flow, _) =>
            {
                await Record.ExceptionAsync(() => script.RunAsync(policy, flow).AsTask());
                return RuleResult.Breach("too much");
            },
            static (_, _, _) => new(RuleResult.Pass))).DispatchAsync(new Tick(1)).InTime();
        Assert.True((await tracer.StopAsync(TimeSpan.FromMinutes(1)).InTime()).Drained);
        _rows = [.. _log.Rows.Where(static row => row.Type != RecordType.Definition)];
    }

    public ValueTask DisposeAsync() => default;
}
