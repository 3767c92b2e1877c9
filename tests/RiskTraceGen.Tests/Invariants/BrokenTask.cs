using System.Threading.Tasks.Sources;

namespace RiskTraceGen.Tests;

/// <summary>How a value task of somebody's own making breaks the rules of its interface.</summary>
public enum Breakage
{
    /// <summary>It has been awaited before: it can neither be asked nor be waited for.</summary>
    AwaitedBefore,

    /// <summary>It cannot be waited for.</summary>
    SubscriptionThrows,

    /// <summary>It calls, and says that it will not.</summary>
    SubscriptionCallsAndThrows,

    /// <summary>It calls again.</summary>
    CallsTwice,

    /// <summary>It has ended, and does not say how.</summary>
    ResultThrows,
}

/// <summary>The source of a value task that breaks the rules of its interface.</summary>
internal sealed class BrokenTask<T>(Breakage breakage, T result) : IValueTaskSource<T>, IValueTaskSource
{
    public ValueTask<T> Task => new(this, 0);

    public ValueTask PlainTask => new(this, 0);

    public T GetResult(short token) => breakage == Breakage.ResultThrows ? throw new InvalidOperationException("no result") : result;

    void IValueTaskSource.GetResult(short token) => GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => breakage switch
    {
        Breakage.AwaitedBefore => throw new InvalidOperationException("awaited before"),
        Breakage.ResultThrows => ValueTaskSourceStatus.Succeeded,
        _ => ValueTaskSourceStatus.Pending,
    };

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        if (breakage is Breakage.SubscriptionCallsAndThrows or Breakage.CallsTwice)
            continuation(state);
        if (breakage == Breakage.CallsTwice)
            continuation(state);
        if (breakage is Breakage.AwaitedBefore or Breakage.SubscriptionThrows or Breakage.SubscriptionCallsAndThrows)
            throw new InvalidOperationException("cannot be waited for");
    }
}
