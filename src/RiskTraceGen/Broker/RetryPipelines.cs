using System.Collections.Concurrent;
using Polly;
using Polly.Retry;

namespace RiskTraceGen;

/// <summary>The Polly pipelines that broker calls enter after a failure: one for each call, or one of the user's by name.</summary>
internal sealed class RetryPipelines(
    TimeProvider time, IReadOnlyDictionary<string, ResiliencePipeline> named, Func<double>? jitter, Action<CallPolicy> onMissing)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private readonly ConcurrentDictionary<CallPolicy, ResiliencePipeline?> _pipelines = new();

    /// <summary>Those of calls through <see cref="RiskFlow.None"/>.</summary>
    public static RetryPipelines Untraced { get; } = new(TimeProvider.System, new Dictionary<string, ResiliencePipeline>(), null, static _ => { });

    /// <summary>The pipeline of a call; <see langword="null"/> when it is made once only.</summary>
    public ResiliencePipeline? Of(CallPolicy policy)
    {
        if (_pipelines.TryGetValue(policy, out ResiliencePipeline? pipeline))
            return pipeline;

        // One at a time: that one is missing is told once.
        lock (_gate)
            return _pipelines.GetOrAdd(policy, Make);
    }

    /// <summary>Whether the user has given a pipeline of this name.</summary>
    public bool Has(string name) => named.ContainsKey(name);

    private ResiliencePipeline? Make(CallPolicy policy)
    {
        if (policy.Pipeline is { } name)
        {
            if (named.TryGetValue(name, out ResiliencePipeline? given))
                return given;

            onMissing(policy);
        }

        if (policy.Retries == 0)
            return null;

        var retry = new RetryStrategyOptions
        {
            Name = policy.Point.Name,
            MaxRetryAttempts = policy.Retries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = policy.Backoff,
            MaxDelay = policy.Backoff > LongestDelay ? policy.Backoff : LongestDelay,
            // Whether there may be another attempt has been decided by what the pipeline is handed: a failure, or a result.
            ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Exception is not null),
        };
        if (jitter is not null)
            retry.Randomizer = jitter;
        return new ResiliencePipelineBuilder { Name = policy.Point.Name, TimeProvider = time }.AddRetry(retry).Build();
    }
}
