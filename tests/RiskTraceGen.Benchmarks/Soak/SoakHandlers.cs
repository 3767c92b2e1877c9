namespace RiskTraceGen.Benchmarks.Soak;

/// <summary>What a flow of the soak raises.</summary>
[HookEvent("soak_alarm")]
public readonly record struct SoakAlarm(int Number);

/// <summary>Two handlers, of which one fails now and then, and one hangs now and then until later.</summary>
internal sealed class SoakHandlers
{
    private const int FailsEach = 20;
    private const int HangsEach = 1_000;

    private TaskCompletionSource? _hanging;

    public long Raised { get; private set; }

    public long Failed { get; private set; }

    public long Hung { get; private set; }

    public void AttachTo(RiskTracer tracer)
    {
        tracer.Hooks.Attach<SoakAlarm>("soak_alarm", (_, _, _) => Raised % FailsEach == 0 ? throw new InvalidOperationException("no line") : default, new HookOptions { Name = "Fails" });
        tracer.Hooks.Attach<SoakAlarm>(
            "soak_alarm", (_, _, _) => Raised % HangsEach == 0 ? new ValueTask(_hanging!.Task) : default, new HookOptions { Name = "Hangs", Timeout = TimeSpan.FromMilliseconds(20) });
    }

    /// <summary>Raises, and waits; what hung before ends first.</summary>
    public async ValueTask RaiseAsync(RiskFlow flow)
    {
        Release();
        Raised++;
        Failed += Raised % FailsEach == 0 ? 1 : 0;
        if (Raised % HangsEach == 0)
        {
            Hung++;
            _hanging = new TaskCompletionSource();
        }

        await flow.RaiseAsync(new SoakAlarm((int)Raised));
    }

    public void Release()
    {
        _hanging?.SetResult();
        _hanging = null;
    }
}
