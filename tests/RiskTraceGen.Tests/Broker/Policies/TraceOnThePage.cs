namespace RiskTraceGen.Tests;

/// <summary>The trace that docs/broker-calls.md shows is what is recorded.</summary>
public sealed class TraceOnThePage
{
    [Fact]
    public async Task IsWhatIsRecorded()
    {
        var time = new WaitedClock();
        await using RiskTracer tracer = Tracers.Create(time);
        RiskFlow flow = tracer.StartFlow("FLATTEN");
        var silent = new TaskCompletionSource<Close?>();
        var desk = new FakeDesk();
        desk.On[nameof(IPolicedDesk.CloseAsync)] = number => number == 1 ? silent.Task : new Close(false, null);
        desk.On[nameof(IPolicedDesk.FindAsync)] = static _ => null;
        desk.On[nameof(IPolicedDesk.FlattenAsync)] = static _ => new Close(true, "market order 42");
        ValueTask<Close?> call = desk.Traced(flow).CloseAsync("MNQZ5");
        time.Advance(TimeSpan.FromSeconds(1));
        await time.PassWaitAsync();

        Assert.Equal("market order 42", (await call.InTime())!.By);
        time.Advance(TimeSpan.FromMilliseconds(250));
        silent.SetResult(new Close(true, "close order 7"));
        flow.Complete("FLATTENED");
        string page = (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "broker-calls.md"), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        string tree = new FlowTreeFormatter(new FlowTreeOptions()).Format(await tracer.FlowAsync(flow.Id));
        int shown = page.IndexOf("[Flow-1]", StringComparison.Ordinal);
        Assert.Equal(tree, page[shown..page.IndexOf("```", shown, StringComparison.Ordinal)]);
    }
}
