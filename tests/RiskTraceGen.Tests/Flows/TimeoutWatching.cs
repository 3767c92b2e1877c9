using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

public sealed class TimeoutWatching
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _expired = [];

    [Fact]
    public async Task EachIsToldOnceWhenItsTimeIsOverWhateverTheOrderOfTheirBeginnings()
    {
        await using RiskTracer tracer = Tracers.Create(_time);
        tracer.Watch.Begin(Of("late", 500));
        tracer.Watch.Begin(Of("early", 20));
        tracer.Watch.Begin(Of("between", 300));
        _time.Advance(TimeSpan.FromMilliseconds(19));
        Assert.Empty(_expired);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["early"], _expired);
        _time.Advance(TimeSpan.FromMilliseconds(280));
        Assert.Equal(["early", "between"], _expired);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["early", "between", "late"], _expired);
    }

    [Fact]
    public async Task WhatHasEndedIsNotToldAndWhatHasExpiredCannotEnd()
    {
        await using RiskTracer tracer = Tracers.Create(_time);
        Once ended = Of("ended", 100), expired = Of("expired", 100);
        tracer.Watch.Begin(ended);
        tracer.Watch.Begin(expired);
        Assert.True(tracer.Watch.TryEnd(ended));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["expired"], _expired);
        Assert.False(tracer.Watch.TryEnd(expired));
        // Used again, its time begins anew.
        tracer.Watch.Begin(ended);
        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Single(_expired);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["expired", "ended"], _expired);
    }

    [Fact]
    public async Task ATimeoutIsLongerThanATimerCounts()
    {
        await using RiskTracer tracer = Tracers.Create(_time, static o => o.AbandonFlowsAfter = null);
        tracer.Watch.Begin(Of("patient", (int)TimeSpan.FromDays(24).TotalMilliseconds));
        _time.Advance(TimeSpan.FromDays(24) - TimeSpan.FromMilliseconds(1));
        Assert.Empty(_expired);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["patient"], _expired);
    }

    // A call that the user's code still waits for is not left without its timeout because the tracer has stopped.
    [Fact]
    public async Task WhatIsStillWatchedWhenTheTracerStopsKeepsItsTimeout()
    {
        RiskTracer tracer = Tracers.Create(_time);
        tracer.Watch.Begin(Of("call", 100));
        await tracer.StopAsync().InTime();
        Assert.Empty(_expired);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(["call"], _expired);
    }

    private Once Of(string name, int milliseconds) => new(_expired, name, TimeSpan.FromMilliseconds(milliseconds));

    private sealed class Once : Watched
    {
        private readonly List<string> _expired;
        private readonly string _name;

        public Once(List<string> expired, string name, TimeSpan timeout)
        {
            _expired = expired;
            _name = name;
            Timeout = timeout;
        }

        protected internal override void OnExpired() => _expired.Add(_name);
    }
}
