namespace RiskTraceGen;

/// <summary>
/// Marks a method of the broker boundary: calls through the generated wrapper (<c>broker.Traced(flow)</c>) are recorded with arguments, result,
/// outcome and latency. On an assembly it names a method of a type that cannot be annotated.
/// </summary>
/// <remarks>
/// With <see cref="Retries"/>, <see cref="TimeoutMilliseconds"/>, <see cref="Fallback"/>, <see cref="Reconcile"/> or <see cref="Pipeline"/> the call has
/// policies: docs/broker-calls.md says what happens for each outcome. Without them the caller sees what the broker returns or throws, and nothing else happens.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Assembly, AllowMultiple = true, Inherited = false)]
public sealed class BrokerCallAttribute : Attribute
{
    /// <summary>Marks the method that the attribute stands on.</summary>
    /// <param name="name">The call's name in traces, for example <c>close_position_direct</c>.</param>
    public BrokerCallAttribute(string name) => Name = name;

    /// <summary>Marks every overload of a method of another type; for use on the assembly.</summary>
    /// <param name="type">The broker type, often somebody else's.</param>
    /// <param name="member">The method's name.</param>
    public BrokerCallAttribute(Type type, string member)
    {
        Type = type;
        Member = member;
    }

    /// <summary>The call's name in traces; by default the method's name in snake case, without <c>Async</c>.</summary>
    public string? Name { get; set; }

    /// <summary>The broker type that the assembly form names.</summary>
    public Type? Type { get; }

    /// <summary>The method that the assembly form names.</summary>
    public string? Member { get; }

    /// <summary>
    /// How often the call is made again after an attempt that failed for a transient reason, from 0 (the default)
    /// to 100. Delays grow exponentially, with jitter.
    /// </summary>
    public int Retries { get; set; }

    /// <summary>
    /// Milliseconds before the first retry, about, from 1 to 3,600,000; 0 (the default) means 200. Later ones wait
    /// longer, at most a minute each, or this long if it is more.
    /// </summary>
    public int BackoffMilliseconds { get; set; }

    /// <summary>
    /// Milliseconds after which an attempt is given up, up to a day; 0 (the default) for never. The broker is not interrupted: what it answers later is
    /// recorded as a late answer, and until then nobody knows whether the order exists, so the attempt is ambiguous.
    /// </summary>
    public int TimeoutMilliseconds { get; set; }

    /// <summary>
    /// The method of the same type that takes over when the call has definitely failed: same parameters (but for a cancellation token),
    /// same return type. It is traced as a fallback, with its own policies but for its own fallback.
    /// </summary>
    public string? Fallback { get; set; }

    /// <summary>
    /// Whether making the call twice does no more than making it once, so that it may be made again when nobody knows whether the first one arrived.
    /// </summary>
    public bool Idempotent { get; set; }

    /// <summary>Makes the call again also after an ambiguous attempt although it is not <see cref="Idempotent"/>: the order may then exist twice.</summary>
    public bool RetryAmbiguous { get; set; }

    /// <summary>
    /// Lets <see cref="Fallback"/> run also when the outcome stayed ambiguous: what the call did may then be done a second time, in another way.
    /// </summary>
    public bool FallbackOnAmbiguous { get; set; }

    /// <summary>
    /// The method of the same type that finds out what became of an ambiguous attempt: same parameters (but for a cancellation token), same
    /// return type. Its result is taken as the call's; <see langword="null"/> says that the broker knows of no such order, which makes the
    /// attempt a definite failure; if it fails, the outcome stays ambiguous. For a call without a result it returns a
    /// <see cref="CallOutcome"/> instead. It is asked without the caller's token: give it a timeout of its own.
    /// </summary>
    public string? Reconcile { get; set; }

    /// <summary>
    /// The name of a Polly pipeline in <see cref="RiskTracerOptions.Pipelines"/> that takes the place of retries and back-off. It is entered
    /// after the first attempt has failed in a way that allows another, and sees that failure first.
    /// </summary>
    public string? Pipeline { get; set; }
}
