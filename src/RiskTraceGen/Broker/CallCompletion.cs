using System.Threading.Tasks.Sources;

namespace RiskTraceGen;

/// <summary>What a caller gets of a call with policies, in whatever form its method has: a result that is there, or one that is under way.</summary>
internal readonly struct CallCompletion<T>
{
    private readonly T _result;
    private readonly Task? _task;
    private readonly object? _source;
    private readonly short _token;

    /// <param name="result">The result.</param>
    /// <param name="task">The broker's own task, if it answered with one.</param>
    public CallCompletion(T result, Task? task)
    {
        _result = result;
        _task = task;
    }

    /// <param name="source">An <see cref="IValueTaskSource{T}"/> and <see cref="IValueTaskSource"/>.</param>
    /// <param name="token">Its token.</param>
    public CallCompletion(object source, short token)
    {
        _result = default!;
        _source = source;
        _token = token;
    }

    public ValueTask<T> AsValueTask() => _source is null ? new ValueTask<T>(_result) : new ValueTask<T>((IValueTaskSource<T>)_source, _token);

    public ValueTask AsPlainValueTask() => _source is null ? default : new ValueTask((IValueTaskSource)_source, _token);

    public Task<T> AsTask() => _task as Task<T> ?? AsValueTask().AsTask();

    public Task AsPlainTask() => _task ?? AsPlainValueTask().AsTask();

    /// <summary>Blocks until the result is there.</summary>
    public T Wait() => _source is null ? _result : AsValueTask().AsTask().GetAwaiter().GetResult();
}
