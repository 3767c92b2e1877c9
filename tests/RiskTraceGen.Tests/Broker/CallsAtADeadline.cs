using Microsoft.Extensions.Time.Testing;

namespace RiskTraceGen.Tests;

/// <summary>Calls that can be cancelled, with and without leave to be made again.</summary>
public interface IDeadlineDesk
{
    [BrokerCall("place_order")]
    Task PlaceAsync(CancellationToken cancellationToken);

    [BrokerCall("place_in_time", TimeoutMilliseconds = 60_000)]
    ValueTask PlaceInTimeAsync(CancellationToken cancellationToken);

    [BrokerCall("close_position", Idempotent = true)]
    Task CloseAsync(CancellationToken cancellationToken);

    [BrokerCall("close_again", Idempotent = true, Retries = 1)]
    ValueTask CloseAgainAsync(CancellationToken cancellationToken);
}

/// <summary>A deadline cancels what is under way in its flow, but not a call whose order could be left half made.</summary>
public sealed class CallsAtADeadline
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly Desk _desk = new();

    [Theory]
    [InlineData(nameof(IDeadlineDesk.PlaceAsync), false)]
    [InlineData(nameof(IDeadlineDesk.PlaceInTimeAsync), false)]
    [InlineData(nameof(IDeadlineDesk.CloseAsync), true)]
    [InlineData(nameof(IDeadlineDesk.CloseAgainAsync), true)]
    public async Task ACallThatHasBegunIsLeftToFinishUnlessItIsIdempotent(string method, bool isCut)
    {
        await using RiskTracer tracer = Tracers.Create(_time, options => options.FlowDeadlines["TEST"] = Deadline);
        RiskFlow flow = tracer.StartFlow("TEST");
        Task call = Call(_desk.Traced(flow), method, flow.CancellationToken);
        _time.Advance(Deadline + TimeSpan.FromMilliseconds(100));
        Assert.True(flow.CancellationToken.IsCancellationRequested);
        Assert.Equal(isCut, _desk.Token.IsCancellationRequested);

        _desk.Answer.TrySetResult();
        await call.InTime();
        // The end of a task is recorded by a continuation beside the caller's own.
        SafetyBound.SpinInTime(() => OkCalls(tracer) == 1);
        flow.Complete("DONE");
        // It lets the flow go only after that.
        SafetyBound.SpinInTime(() => HasEnded(tracer, flow.Id));
        Assert.Equal("success", (await tracer.FlowAsync(flow.Id)).Step(StepKind.ApiCall).Outcome);
    }

    [Fact]
    public async Task TheCallersOwnTokenIsPassedOnAsItIs()
    {
        await using RiskTracer tracer = Tracers.Create(_time, options => options.FlowDeadlines["TEST"] = Deadline);
        using RiskFlow flow = tracer.StartFlow("TEST");
        using var source = new CancellationTokenSource();
        Task call = _desk.Traced(flow).PlaceAsync(source.Token);
        Assert.Equal(source.Token, _desk.Token);
        _desk.Answer.SetResult();
        await call.InTime();
    }

    [Fact]
    public async Task ACallThatHasNotBegunAtTheDeadlineIsGivenTheCancelledToken()
    {
        await using RiskTracer tracer = Tracers.Create(_time, options => options.FlowDeadlines["TEST"] = Deadline);
        using RiskFlow flow = tracer.StartFlow("TEST");
        _time.Advance(Deadline + TimeSpan.FromMilliseconds(100));
        _desk.Answer.SetResult();
        await _desk.Traced(flow).PlaceAsync(flow.CancellationToken).InTime();
        Assert.True(_desk.Token.IsCancellationRequested);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _desk.Traced(flow).PlaceInTimeAsync(flow.CancellationToken));
    }

    private static long OkCalls(RiskTracer tracer)
    {
        tracer.FlushAsync().AsTask().GetAwaiter().GetResult();
        return tracer.Statistics.BrokerCalls.Ok;
    }

    private static bool HasEnded(RiskTracer tracer, long flow)
    {
        tracer.FlushAsync().AsTask().GetAwaiter().GetResult();
        return tracer.RecentFlows.Any(ended => ended.Id == flow);
    }

    private static Task Call(TracedDeadlineDesk desk, string method, CancellationToken cancellationToken) => method switch
    {
        nameof(IDeadlineDesk.PlaceAsync) => desk.PlaceAsync(cancellationToken),
        nameof(IDeadlineDesk.PlaceInTimeAsync) => desk.PlaceInTimeAsync(cancellationToken).AsTask(),
        nameof(IDeadlineDesk.CloseAsync) => desk.CloseAsync(cancellationToken),
        _ => desk.CloseAgainAsync(cancellationToken).AsTask(),
    };

    private sealed class Desk : IDeadlineDesk
    {
        public TaskCompletionSource Answer { get; } = new();

        public CancellationToken Token { get; private set; }

        public Task PlaceAsync(CancellationToken cancellationToken) => Take(cancellationToken);

        public ValueTask PlaceInTimeAsync(CancellationToken cancellationToken) => new(Take(cancellationToken));

        public Task CloseAsync(CancellationToken cancellationToken) => Take(cancellationToken);

        public ValueTask CloseAgainAsync(CancellationToken cancellationToken) => new(Take(cancellationToken));

        private Task Take(CancellationToken cancellationToken)
        {
            Token = cancellationToken;
            return Answer.Task;
        }
    }
}
