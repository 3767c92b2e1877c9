namespace RiskTraceGen.Tests;

/// <summary>A payload of the tests' own.</summary>
[HookEvent("drill")]
public readonly record struct Drill(int Number);

/// <summary>What was raised of a hook, taken down on the thread that raised it.</summary>
internal sealed class Raised<TPayload>
{
    private readonly List<TPayload> _payloads = [];

    public Raised(RiskTracer tracer, string hook) => tracer.Hooks.Attach<TPayload>(hook, (payload, _, _) =>
    {
        lock (_payloads)
            _payloads.Add(payload);
        return default;
    }, new HookOptions { Inline = true });

    public TPayload[] Payloads
    {
        get
        {
            lock (_payloads)
                return [.. _payloads];
        }
    }
}

/// <summary>A handler whose end the test decides.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _open = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the handler has been entered.</summary>
    public Task Entered => _entered.Task;

    public CancellationToken Token { get; private set; }

    public void Open()
    {
        _open.Set();
        _opened.TrySetResult();
    }

    /// <summary>Holds the calling thread until the gate is opened.</summary>
    public ValueTask Block(CancellationToken cancellationToken = default)
    {
        Token = cancellationToken;
        _entered.TrySetResult();
        _open.WaitInTime();
        return default;
    }

    /// <summary>Hangs without holding a thread until the gate is opened.</summary>
    public async ValueTask Hang(CancellationToken cancellationToken = default)
    {
        Token = cancellationToken;
        _entered.TrySetResult();
        await _opened.Task;
    }
}
