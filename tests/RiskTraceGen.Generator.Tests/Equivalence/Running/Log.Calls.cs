namespace RiskTraceGen.Generator.Tests.Equivalence;

// How callers make calls, and what they see of them.
public sealed partial class Log
{
    private readonly List<Outcome> _outcomes = [];
    private TaskCompletionSource _gate = new();
    private CancellationTokenSource _caller = new();
    private Action? _atTheGate;
    private int _call;
    private bool _isRefused;
    private bool _isHandedOver;
    private bool _isStreaming;
    private bool _isElsewhere;

    /// <summary>The token of the caller of the call that is being made.</summary>
    public CancellationToken Token => _caller.Token;

    internal IReadOnlyList<Outcome> Outcomes => _outcomes;

    /// <summary>What calls go through: the broker, or its wrapper.</summary>
    internal Type? Subject { get; private set; }

    public void GoesThrough<T>(T subject) => Subject = typeof(T);

    public CancellationToken CancelledToken()
    {
        _caller.Cancel();
        return _caller.Token;
    }

    /// <summary>Notes that a broker is called.</summary>
    public void Entered(string member)
    {
        Says("entered " + member);
        SaysAmbient("of the caller");
    }

    public void Void(int call, Action make) => Value<object?>(call, () =>
    {
        make();
        return null;
    });

    public void Value<T>(int call, Func<T> make)
    {
        Begin(call);
        try
        {
            EndedWith(make());
        }
        catch (Exception exception)
        {
            EndedBy("threw", exception);
        }

        SaysAmbient("after the call");
    }

    public void Items<T>(int call, Func<IEnumerable<T>> make)
    {
        Begin(call);
        try
        {
            IEnumerable<T> items = make();
            Says("returned items");
            _isHandedOver = items is not ICollection<T>;
            EndedWith(items.ToList());
        }
        catch (Exception exception)
        {
            EndedBy("threw", exception);
        }
    }

    public Task TaskAsync(int call, Func<Task> make) => FollowAsync(call, make, OfTask);

    public Task TaskAsync<T>(int call, Func<Task<T>> make) => FollowAsync(call, make, OfTask<T>);

    public Task BlockedTaskAsync(int call, Func<Task> make) => FollowAsync(call, make, OfTask, blocks: true);

    public Task BlockedTaskAsync<T>(int call, Func<Task<T>> make) => FollowAsync(call, make, OfTask<T>, blocks: true);

    public Task ValueTaskAsTaskAsync(int call, Func<ValueTask> make) => FollowAsync(call, () => make().AsTask(), OfTask, isConverted: true);

    public Task ValueTaskAsTaskAsync<T>(int call, Func<ValueTask<T>> make) => FollowAsync(call, () => make().AsTask(), OfTask<T>, isConverted: true);

    public async Task ValueTaskAsync(int call, Func<ValueTask> make)
    {
        if (!TryMake(call, make, out ValueTask task))
            return;

        SaysReturned(Status(task.IsCompletedSuccessfully, task.IsFaulted, task.IsCanceled));
        if (OpenGate())
            Says("status", Status(task.IsCompletedSuccessfully, task.IsFaulted, task.IsCanceled));
        await EndAsync(async () =>
        {
            await task.ConfigureAwait(false);
            return (object?)null;
        }).ConfigureAwait(false);
    }

    public async Task ValueTaskAsync<T>(int call, Func<ValueTask<T>> make)
    {
        if (!TryMake(call, make, out ValueTask<T> task))
            return;

        SaysReturned(Status(task.IsCompletedSuccessfully, task.IsFaulted, task.IsCanceled));
        if (OpenGate())
            Says("status", Status(task.IsCompletedSuccessfully, task.IsFaulted, task.IsCanceled));
        await EndAsync(async () => (object?)await task.ConfigureAwait(false)).ConfigureAwait(false);
    }

    public async Task PromiseAsync<T>(int call, Func<Promise<T>> make)
    {
        if (!TryMake(call, make, out Promise<T> promise))
            return;

        _isHandedOver = true;
        OpenGate();
        await EndAsync(async () => (object?)await promise).ConfigureAwait(false);
    }

    public async Task StreamAsync<T>(int call, Func<IAsyncEnumerable<T>> make)
    {
        if (!TryMake(call, make, out IAsyncEnumerable<T> stream))
            return;

        Says("returned a stream");
        (_isHandedOver, _isStreaming) = (true, true);
        await EndAsync(async () =>
        {
            var items = new List<T>();
            await foreach (T item in stream.ConfigureAwait(false))
            {
                Says("item", item);
                items.Add(item);
            }

            return (object?)items;
        }).ConfigureAwait(false);
    }

    private async Task FollowAsync(int call, Func<Task> make, Func<Task, Task<object?>> resultOf, bool blocks = false, bool isConverted = false)
    {
        if (!TryMake(call, make, out Task? task))
            return;

        SaysReturned(task is null ? "nothing" : Status(task.IsCompletedSuccessfully, task.IsFaulted, task.IsCanceled));
        // A value task is whoever's it pleases to be.
        if (!isConverted)
            Says("the broker's own task", _answer is not null && ReferenceEquals(task, _answer));
        OpenGate();
        await EndAsync(() =>
        {
            if (blocks)
                task!.GetAwaiter().GetResult();
            return resultOf(task!);
        }).ConfigureAwait(false);
        Says("task", task?.Status);
        Says("failures", task?.Exception?.InnerExceptions);
        if (task is null)
            _outcomes[^1] = _outcomes[^1] with { IsMissing = true };
    }

    private static async Task<object?> OfTask(Task task)
    {
        await task.ConfigureAwait(false);
        return null;
    }

    private static async Task<object?> OfTask<T>(Task task) => await ((Task<T>)task).ConfigureAwait(false);

    private static string Status(bool succeeded, bool failed, bool cancelled)
        => succeeded ? "succeeded" : failed ? "failed" : cancelled ? "cancelled" : "pending";

    private void Begin(int call)
    {
        Says("call", call);
        Ambient.Value = $"caller {call}";
        (_call, _isRefused, _isHandedOver, _isStreaming, _isElsewhere, _answer, _failure, _atTheGate) = (call, false, false, false, false, null, null, null);
        (_gate, _caller) = (new TaskCompletionSource(), new CancellationTokenSource());
    }

    private bool TryMake<T>(int call, Func<T> make, out T made)
    {
        Begin(call);
        try
        {
            made = make();
            return true;
        }
        catch (Exception exception)
        {
            EndedBy("threw", exception);
            made = default!;
            return false;
        }
    }

    private void SaysReturned(string status)
    {
        Says("returned", status);
        SaysAmbient("after the return");
    }

    /// <returns>Whether everything that waited for the gate has run.</returns>
    private bool OpenGate()
    {
        Says("gate opens");
        _gate.SetResult();
        _atTheGate?.Invoke();
        return !_isElsewhere;
    }

    private async Task EndAsync(Func<Task<object?>> end)
    {
        try
        {
            EndedWith(await end().ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            EndedBy("await threw", exception);
        }

        SaysAmbient("after the end");
    }

    private void EndedWith(object? result)
    {
        Says("result", result);
        _outcomes.Add(new Outcome(_call, []) { IsHandedOver = _isHandedOver, IsEnumerated = _isStreaming, SaysItFailed = result?.GetType().GetProperty("Success")?.GetValue(result) is false });
    }

    private void EndedBy(string how, Exception exception)
    {
        Says(how, exception);
        Says("the broker's own exception", ReferenceEquals(exception, _failure));
        if (exception is OperationCanceledException cancelled)
            Says("the caller's token", cancelled.CancellationToken == _caller.Token);
        // Of a task that failed of several things, awaiting shows the first only.
        IEnumerable<Exception> several = _answer?.Exception is { InnerExceptions.Count: > 1 } all ? [all] : [];
        _outcomes.Add(new Outcome(_call, [exception, .. several]) { IsUnmade = _isRefused, IsHandedOver = _isHandedOver, IsEnumerated = _isStreaming });
    }
}
