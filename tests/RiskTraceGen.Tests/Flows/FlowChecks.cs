namespace RiskTraceGen.Tests;

public sealed class FlowChecks
{
    [Theory]
    [InlineData(5, 2, true)]
    [InlineData(2, 2, false)]
    [InlineData(1, 2, false)]
    public async Task ALimitFromAboveIsStillAllowed(int value, int limit, bool breached)
    {
        await using RiskTracer tracer = Tracers.Create();
        RiskFlow flow = tracer.StartFlow("CHECK");
        Assert.Equal(breached, flow.Exceeds("Size check", value, limit));
        Assert.Equal(limit > value, flow.FallsBelow("Margin check", value, limit));
        flow.Complete("DONE");

        TraceStep[] checks = [.. (await tracer.FlowAsync(1)).StepsOf(StepKind.EvalDetail)];
        Assert.Equal(2, checks.Length);
        Assert.Equal(breached, checks[0].Failed);
        Assert.Equal(value, checks[0].Field("value"));
        Assert.Equal(limit, checks[0].Field("limit"));
    }

    [Theory]
    [InlineData(3, 2, true, false)]
    [InlineData(2, 2, true, true)]
    [InlineData(1, 2, false, true)]
    public async Task ALimitThatMustNotBeTouched(int value, int limit, bool reaches, bool fallsTo)
    {
        await using RiskTracer tracer = Tracers.Create();
        RiskFlow flow = tracer.StartFlow("CHECK");
        Assert.Equal(reaches, flow.Reaches("Loss check", value, limit));
        Assert.Equal(fallsTo, flow.FallsTo("Equity check", value, limit));
        flow.Complete("DONE");

        Assert.Equal(
            [$"Loss check: {value} {(reaches ? ">=" : "<")} {limit}", $"Equity check: {value} {(fallsTo ? "<=" : ">")} {limit}"],
            (await tracer.FlowAsync(1)).StepsOf(StepKind.EvalDetail).Select(step => step.Text));
        Assert.Throws<InsufficientDataException>(() => flow.Reaches("loss", double.NaN, 1));
        Assert.Throws<InsufficientDataException>(() => flow.FallsTo<decimal?>("equity", null, 1));
    }

    [Fact]
    public async Task BelowTheFullLevelOnlyCrossedLimitsAreRecorded()
    {
        await using RiskTracer tracer = Tracers.Create(configure: o => o.Level = TraceLevel.Breaches);
        RiskFlow flow = tracer.StartFlow("CHECK");
        flow.Exceeds("quiet", 1, 2);
        flow.Exceeds("loud", 3, 2);
        tracer.Level = TraceLevel.All;
        flow.Check("shown", breached: false);
        flow.Complete("DONE");

        Assert.Equal(["loud", "shown"], (await tracer.FlowAsync(1)).StepsOf(StepKind.EvalDetail).Select(s => s.Name));
    }

    [Fact]
    public async Task AValueThatMayBeMissingIsRecordedByValue()
    {
        await using RiskTracer tracer = Tracers.Create();
        RiskFlow flow = tracer.StartFlow("CHECK");
        Assert.True(flow.Exceeds<decimal?>("loss", 2.5m, 1m));
        Assert.True(flow.Exceeds<double?>("volatility", 2.5, 1));
        Assert.True(flow.Exceeds<int?>("size", 5, 2));
        flow.Emit<long?>("nothing", null);
        flow.Complete("DONE");

        TraceStep[] steps = [.. (await tracer.FlowAsync(1)).Steps];
        Assert.Equal(["loss: 2.5 > 1", "volatility: 2.5 > 1", "size: 5 > 2"], steps.Where(s => s.Kind == StepKind.EvalDetail).Select(s => s.Text));
    }

    [Fact]
    public async Task WhatIsNotANumberOrMissingIsNeverAPass()
    {
        await using RiskTracer tracer = Tracers.Create();
        using RiskFlow flow = tracer.StartFlow("CHECK");

        Assert.Equal("loss: the value is not a number", Assert.Throws<InsufficientDataException>(() => flow.Exceeds("loss", double.NaN, 1)).Message);
        Assert.Equal("loss: the limit is not a number", Assert.Throws<InsufficientDataException>(() => flow.FallsBelow("loss", 1f, float.NaN)).Message);
        Assert.Equal("loss: the value is missing", Assert.Throws<InsufficientDataException>(() => flow.Exceeds<decimal?>("loss", null, 1m)).Message);
        Assert.Equal("loss: the limit is missing", Assert.Throws<InsufficientDataException>(() => flow.Exceeds("loss", "a", null)).Message);
        Assert.Throws<InsufficientDataException>(() => flow.Exceeds<double?>("loss", double.NaN, 1));
        Assert.Throws<InsufficientDataException>(() => flow.Exceeds("loss", Half.NaN, (Half)1));
        Assert.Throws<InsufficientDataException>(() => flow.Exceeds<Half?>("loss", Half.NaN, (Half)1));
        Assert.Throws<InsufficientDataException>(() => flow.Exceeds<float?>("loss", 1, float.NaN));
        Assert.Throws<InsufficientDataException>(() => flow.Exceeds<object>("loss", 1.0, double.NaN));
        Assert.Throws<InsufficientDataException>(() => RiskFlow.None.Exceeds("loss", double.NaN, 1));
    }
}
