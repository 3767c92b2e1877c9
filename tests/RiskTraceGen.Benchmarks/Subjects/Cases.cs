using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;
using ZLogger;

namespace RiskTraceGen.Benchmarks.Subjects;

/// <summary>What is compared: each case once, for the quick table and for BenchmarkDotNet alike.</summary>
public sealed class Cases : IDisposable
{
    private const string Contract = "CON.F.US.MNQ.Z25";
    private const int Size = 3;
    private const decimal Price = 21_345.25m;

    // More than a round of the quick table makes: a span that is dropped for want of room would cost less.
    private const int SpansInFlight = 16_384;

    private readonly InstantBroker _broker = new();
    private readonly Handlers _handlers = new();
    private readonly RiskFlow _flow;
    private readonly TracedBenchmarkBroker _traced;
    private readonly RiskDispatcher _dispatcher;
    private readonly ActivitySource _activities = new("RiskTraceGen.Benchmarks");
    private readonly ActivitySource _exported = new("RiskTraceGen.Benchmarks.Exported");
    private readonly TracerProvider _provider;
    private readonly TracerProvider _exporting;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private int _raised;

    public Cases()
    {
        Tracer = new RiskTracer(new RiskTracerOptions());
        _dispatcher = RiskTracing.Module.CreateDispatcher(Tracer, type => type == typeof(Handlers) ? _handlers : null);
        _flow = Tracer.StartFlow("BENCHMARK");
        _traced = ((IBenchmarkBroker)_broker).Traced(_flow);
        _provider = Sdk.CreateTracerProviderBuilder().AddSource(_activities.Name).SetSampler(new AlwaysOnSampler()).Build();
        _exporting = Sdk.CreateTracerProviderBuilder().AddSource(_exported.Name).SetSampler(new AlwaysOnSampler())
            .AddProcessor(new BatchActivityExportProcessor(new NoExporter(), maxQueueSize: SpansInFlight)).Build();
        _loggers = LoggerFactory.Create(static logging => logging.SetMinimumLevel(LogLevel.Information).AddZLoggerStream(Stream.Null));
        _logger = _loggers.CreateLogger("broker");
    }

    public RiskTracer Tracer { get; }

    public long NoTracing() => _broker.PlaceOrderAsync(Contract, Size, Price).Result;

    public static long TwoClockReads() => Stopwatch.GetTimestamp() + Stopwatch.GetTimestamp();

    public long TracedCall() => _traced.PlaceOrderAsync(Contract, Size, Price).Result;

    /// <summary>Policies that are not needed: the first attempt succeeds.</summary>
    public long TracedCallWithPolicies() => _traced.PlaceOrderWithPoliciesAsync(Contract, Size, Price).Result;

    /// <summary>A span that nobody is given: the least that the SDK can do.</summary>
    public long OpenTelemetrySpan() => Span(_activities);

    /// <summary>A span that is handed on, to an exporter that drops it: what a record in the journal has behind it.</summary>
    public long ExportedOpenTelemetrySpan() => Span(_exported);

    public long ZLoggerLines()
    {
        _logger.ZLogInformation($"place_order contract_id {Contract} size {Size} price {Price}");
        long order = _broker.PlaceOrderAsync(Contract, Size, Price).Result;
        _logger.ZLogInformation($"place_order success {order}");
        return order;
    }

    /// <summary>Raises, and lets the caller go on; <see cref="AwaitHandlers"/> waits for the handlers.</summary>
    public long RaiseFiveHooks()
    {
        _raised++;
        _flow.Raise(new BreachDetected("max_contracts", Contract, Size, 2));
        return _raised;
    }

    public long DispatchToFourRules() => _dispatcher.DispatchAsync(new PriceChanged(Contract, Price, Size)).Result.Count;

    /// <summary>Waits until every handler of every raise so far has run.</summary>
    public void AwaitHandlers() => SpinWait.SpinUntil(() => _handlers.Runs == _raised * 5);

    public void Dispose()
    {
        _flow.Dispose();
        Tracer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _provider.Dispose();
        _exporting.Dispose();
        _activities.Dispose();
        _exported.Dispose();
        _loggers.Dispose();
    }

    private long Span(ActivitySource source)
    {
        using Activity activity = source.StartActivity("place_order")!;
        activity.SetTag("contract_id", Contract);
        activity.SetTag("size", Size);
        activity.SetTag("price", Price);
        return _broker.PlaceOrderAsync(Contract, Size, Price).Result;
    }

    private sealed class NoExporter : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch) => ExportResult.Success;
    }
}
