using System.Buffers.Binary;

namespace RiskTraceGen.Tests;

public sealed class FlowLifetime
{
    [Fact]
    public async Task FlowsAreNumberedFromOne()
    {
        await using RiskTracer tracer = Tracers.Create();
        long[] ids = [.. Enumerable.Range(0, 3).Select(_ =>
        {
            using RiskFlow flow = tracer.StartFlow("STARTUP");
            return flow.Id;
        })];

        Assert.Equal([1, 2, 3], ids);
    }

    [Fact]
    public async Task TheFirstCompletionDecides()
    {
        await using RiskTracer tracer = Tracers.Create();
        using (RiskFlow flow = tracer.StartFlow("STARTUP", "config.json"))
        {
            flow.Complete("READY");
            flow.Complete("NOT_READY");
        }

        FlowTrace trace = await tracer.FlowAsync(1);
        Assert.Equal("READY", trace.Result);
        Assert.True(trace.Completed);
        Assert.False(trace.Abandoned);
        Assert.Single(trace.StepsOf(StepKind.FlowEnd));
        Assert.Equal("config.json", Assert.Single(trace.TriggerFields).Value);
    }

    [Fact]
    public async Task AFlowDisposedOfWithoutAResultIsAbandoned()
    {
        await using RiskTracer tracer = Tracers.Create();
        tracer.StartFlow("STARTUP").Dispose();

        FlowTrace trace = await tracer.FlowAsync(1);
        Assert.True(trace.Abandoned);
        Assert.False(trace.Completed);
        Assert.Equal(new FlowStatistics(1, 0, 1), (await tracer.StatisticsAsync()).Flows);
    }

    [Fact]
    public async Task AHandleThatWasPassedInCannotCompleteTheFlow()
    {
        await using RiskTracer tracer = Tracers.Create();
        Exception? thrown = null;
        RiskDispatcher dispatcher = tracer.Dispatcher(new ScriptedRules<Tick>((_, flow, _) =>
        {
            thrown = Record.Exception(() => flow.Complete("MINE"));
            flow.Dispose();
            return new(RuleResult.Pass);
        }));
        await dispatcher.DispatchAsync(new Tick(1)).InTime();

        Assert.StartsWith("Flow 1 is completed by whoever started it", Assert.IsType<InvalidOperationException>(thrown).Message);
        Assert.Equal("PASS", (await tracer.FlowAsync(1)).Result);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task AFlowNeedsAType(string? type)
    {
        await using RiskTracer tracer = Tracers.Create();
        Assert.Equal("type", Assert.ThrowsAny<ArgumentException>(() => tracer.StartFlow(type!)).ParamName);
        Assert.Empty(tracer.ActiveFlows);
    }

    [Fact]
    public async Task TheTraceIdIsTheTracersRandomNumberAndTheFlowsOwn()
    {
        await using RiskTracer tracer = Tracers.Create();
        using RiskFlow first = tracer.StartFlow("A");
        using RiskFlow second = tracer.StartFlow("B");
        Span<byte> one = stackalloc byte[RiskFlow.TraceIdSize];
        Span<byte> two = stackalloc byte[RiskFlow.TraceIdSize];
        first.WriteTraceId(one);
        second.WriteTraceId(two);

        Assert.Equal(one[..8], two[..8]);
        Assert.True(one[..8].ContainsAnyExcept((byte)0));
        Assert.Equal(1, BinaryPrimitives.ReadInt64BigEndian(one[8..]));
        Assert.Equal(2, BinaryPrimitives.ReadInt64BigEndian(two[8..]));
        Assert.Contains("16 bytes", Assert.Throws<ArgumentException>(() => first.WriteTraceId(new byte[15])).Message);
    }

    [Fact]
    public async Task AFlowThatHasEndedNoLongerHasATypeOrAToken()
    {
        await using RiskTracer tracer = Tracers.Create();
        RiskFlow flow = tracer.StartFlow("STARTUP");
        Assert.Equal("STARTUP", flow.Type);
        flow.Complete("DONE");
        using RiskFlow next = tracer.StartFlow("NEXT");

        Assert.Equal("", flow.Type);
        Assert.False(flow.CancellationToken.CanBeCanceled);
    }
}
