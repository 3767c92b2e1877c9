using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Polly;
using Polly.Retry;

namespace RiskTraceGen.Tests;

/// <summary>What exceptions and results of broker calls mean, and who says so.</summary>
public sealed class Classification
{
    public static TheoryData<Exception, CallFailure> Meanings => new()
    {
        { new TimeoutException(), CallFailure.Ambiguous },
        { new OperationCanceledException(), CallFailure.Ambiguous },
        { new TaskCanceledException(), CallFailure.Ambiguous },
        { new IOException(), CallFailure.Ambiguous },
        { new WebSocketException(), CallFailure.Ambiguous },
        { new SocketException((int)SocketError.ConnectionReset), CallFailure.Ambiguous },
        { new SocketException((int)SocketError.ConnectionRefused), CallFailure.Transient },
        { new SocketException((int)SocketError.HostNotFound), CallFailure.Transient },
        { new JsonException(), CallFailure.Ambiguous },
        { new FormatException(), CallFailure.Ambiguous },
        { new KeyNotFoundException(), CallFailure.Ambiguous },
        { new InvalidCastException(), CallFailure.Ambiguous },
        { Http(HttpStatusCode.TooManyRequests), CallFailure.Transient },
        { Http(HttpStatusCode.RequestTimeout), CallFailure.Ambiguous },
        { Http(HttpStatusCode.BadRequest), CallFailure.Permanent },
        { Http(HttpStatusCode.UnprocessableEntity), CallFailure.Permanent },
        { Http(HttpStatusCode.InternalServerError), CallFailure.Ambiguous },
        { Http(HttpStatusCode.ServiceUnavailable), CallFailure.Ambiguous },
        { new HttpRequestException(HttpRequestError.NameResolutionError), CallFailure.Transient },
        { new HttpRequestException(HttpRequestError.ConnectionError), CallFailure.Transient },
        { new HttpRequestException(HttpRequestError.ResponseEnded), CallFailure.Ambiguous },
        { new HttpRequestException("", new SocketException((int)SocketError.ConnectionRefused)), CallFailure.Transient },
        { new HttpRequestException("", new SocketException((int)SocketError.ConnectionReset)), CallFailure.Ambiguous },
        { new ArgumentException(), CallFailure.Permanent },
        { new NotSupportedException(), CallFailure.Permanent },
        { new ObjectDisposedException("client"), CallFailure.Permanent },
        { new InvalidOperationException(), CallFailure.Transient },
        { new AggregateException(), CallFailure.Transient },
        { new AggregateException(new InvalidOperationException(), new TimeoutException(), new ArgumentException()), CallFailure.Ambiguous },
        { new AggregateException(new InvalidOperationException(), new ArgumentException()), CallFailure.Permanent },
    };

    [Theory]
    [MemberData(nameof(Meanings), DisableDiscoveryEnumeration = true)]
    public void AnExceptionMeansByDefault(Exception exception, CallFailure meaning) => Assert.Equal(meaning, CallClassifier.Default.Classify("call", exception));

    [Fact]
    public async Task AnExceptionIsNeverASuccess()
    {
        await using RiskTracer tracer = Tracers.Create(new FakeTimeProvider(), static options => options.Classifier = new Scripted(_ => CallFailure.None));
        var script = new CallScript { OnAttempt = static number => CallScript.Answer($"attempt {number}", "transient", throws: true) };

        Assert.Equal("attempt 1", await CallScript.SeenAsync(script.RunAsync(Retried, tracer.StartFlow("TEST"))));
        Assert.Equal(1, (await tracer.StatisticsAsync()).BrokerCalls.Failed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AClassifierThatThrowsIsAsIfItWereNotThere(bool throws)
    {
        await using RiskTracer tracer = Tracers.Create(new FakeTimeProvider(), static options => options.Classifier = new Scripted(static _ => throw new IOException("the classifier")));
        var script = new CallScript { OnAttempt = number => CallScript.Answer($"attempt {number}", "permanent", throws) };

        Assert.Equal("attempt 1", await CallScript.SeenAsync(script.RunAsync(Retried, tracer.StartFlow("TEST"))));
        Assert.Equal(1, (await tracer.StatisticsAsync()).BrokerCalls.Failed);
    }

    // Policies hold without a trace: with a tracer that is disabled the user's classifier is asked all the same.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TheUsersClassifierIsAskedWhetherTheTracerRecordsOrNot(bool enabled)
    {
        await using RiskTracer tracer = Tracers.Create(new FakeTimeProvider(), options =>
        {
            options.Enabled = enabled;
            options.Classifier = new FillClassifier();
            options.Pipelines["now"] = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { Delay = TimeSpan.Zero }).Build();
        });
        var raised = new TaskCompletionSource<CriticalFailure>(TaskCreationOptions.RunContinuationsAsynchronously);
        tracer.Hooks.Attach<CriticalFailure>("critical_failure", (failure, _, _) =>
        {
            raised.SetResult(failure);
            return default;
        });
        CallPolicy policy = CallScript.Policy("taught", static point => new CallPolicy(point) { Pipeline = "now" });
        var recovering = new CallScript { OnAttempt = static number => CallScript.Answer($"attempt {number}", number == 1 ? "transient" : "ok", throws: false) };
        var failing = new CallScript { OnAttempt = static number => CallScript.Answer($"attempt {number}", "permanent", throws: false) };
        RiskFlow flow = tracer.StartFlow("TEST");

        Assert.Equal("attempt 2", await CallScript.SeenAsync(recovering.RunAsync(policy, flow)));
        Assert.Equal("attempt 1", await CallScript.SeenAsync(failing.RunAsync(policy, flow)));
        Assert.Equal("taught", (await raised.Task.InTime()).Source);
        Assert.Equal(1, flow.Slot!.FailedCalls(flow.Id));
    }

    [Fact]
    public async Task ASuccessThatCannotBeReadLeavesTheQuestionOpen()
    {
        await using RiskTracer tracer = Tracers.Create(new FakeTimeProvider());
        ValueTask<Fill?> call = CallScript.Policy("unreadable").RunAsync<Fill?, UnreadableEncoder, Unreadable>(tracer.StartFlow("TEST"), default);

        Assert.Equal("attempt", (await call.InTime())!.By);
        Assert.Equal(1, (await tracer.StatisticsAsync()).BrokerCalls.Ambiguous);
    }

    private static CallPolicy Retried => CallScript.Policy("classified", static point => new CallPolicy(point) { Retries = 1 });

    private static HttpRequestException Http(HttpStatusCode status) => new("", null, status);

    private sealed class Scripted(Func<object?, CallFailure> says) : CallClassifier
    {
        public override CallFailure Classify(string call, Exception exception) => says(exception);

        public override CallFailure Classify<TResult>(string call, TResult result, CallOutcome outcome) => says(result);
    }

    private readonly struct UnreadableEncoder : IResultEncoder<Fill?>
    {
        public void Write(ref RecordWriter writer, Fill? value) => throw new NotSupportedException();

        public CallOutcome Classify(Fill? value) => throw new NotSupportedException();
    }

    private readonly struct Unreadable : IBrokerInvocation<Fill?>
    {
        public CancellationToken CancellationToken => CancellationToken.None;

        public void Write(ref RecordWriter writer)
        {
        }

        public BrokerAnswer<Fill?> Invoke() => BrokerAnswer.Returned<Fill?>(new Fill("attempt", "ok"));
    }
}
