using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace RiskTraceGen;

/// <summary>
/// What a broker call hands back, whatever its form: a result, a task or a value task. Read once, as a value task. Made by <see cref="BrokerAnswer"/>.
/// </summary>
/// <typeparam name="T">The result; <see cref="NoResult"/> for calls without one.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly struct BrokerAnswer<T>
{
    private readonly ValueTask<T> _task;

    // A value task without a result cannot be turned into one with a result without an allocation: it is kept beside.
    private readonly ValueTask _plain;
    private readonly Form _form;

    internal BrokerAnswer(ValueTask<T> task, bool isTask)
    {
        _task = task;
        _form = isTask ? Form.Task : Form.ValueTask;
    }

    internal BrokerAnswer(ValueTask plain, bool isTask)
    {
        _plain = plain;
        _form = isTask ? Form.PlainTask : Form.PlainValueTask;
    }

    private enum Form : byte
    {
        ValueTask,
        Task,
        PlainValueTask,
        PlainTask,
    }

    /// <summary>Whether the answer is there; of a source that cannot be asked nobody knows.</summary>
    internal bool IsCompleted
    {
        get
        {
            try
            {
                return IsPlain ? _plain.IsCompleted : _task.IsCompleted;
            }
            catch (Exception)
            {
                return false;
            }
        }
    }

    private bool IsPlain => _form >= Form.PlainValueTask;

    internal void UnsafeOnCompleted(Action continuation)
    {
        if (IsPlain)
            _plain.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(continuation);
        else
            _task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(continuation);
    }

    /// <summary>What an attempt failed of that threw: a task may have failed of more than awaiting it shows.</summary>
    internal Exception FailureOf(Exception thrown) => Task is { IsFaulted: true } task ? PendingTask.FailureOf(task) : thrown;

    internal T GetResult()
    {
        if (!IsPlain)
            return _task.GetAwaiter().GetResult();

        _plain.GetAwaiter().GetResult();
        return default!;
    }

    private static async ValueTask<T> WithoutResultAsync(ValueTask plain)
    {
        await plain.ConfigureAwait(false);
        return default!;
    }

    internal ValueTask<T> AsValueTask() => IsPlain ? WithoutResultAsync(_plain) : _task;

    /// <summary>The broker's own task, where it has answered with one: whoever called gets that very task.</summary>
    internal Task? Task => _form switch
    {
        Form.Task => _task.AsTask(),
        Form.PlainTask => _plain.AsTask(),
        _ => null,
    };
}

/// <summary>Makes answers of what broker methods return. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class BrokerAnswer
{
    /// <summary>The answer of a call that has returned nothing.</summary>
    public static BrokerAnswer<NoResult> Done => new(new ValueTask<NoResult>(default(NoResult)), isTask: false);

    /// <summary>The answer of a call that has returned.</summary>
    /// <param name="result">What it returned.</param>
    public static BrokerAnswer<T> Returned<T>(T result) => new(new ValueTask<T>(result), isTask: false);

    /// <summary>An answer that is under way.</summary>
    /// <param name="task">The broker's task; of one that is missing nobody knows what it would have said.</param>
    public static BrokerAnswer<T> Of<T>(Task<T>? task) => new(new ValueTask<T>(task ?? Task.FromException<T>(Missing())), isTask: true);

    /// <summary>An answer that is under way.</summary>
    /// <param name="task">The broker's task.</param>
    public static BrokerAnswer<T> Of<T>(ValueTask<T> task) => new(task, isTask: false);

    /// <summary>An answer without a result that is under way.</summary>
    /// <param name="task">The broker's task; of one that is missing nobody knows what it would have said.</param>
    public static BrokerAnswer<NoResult> Of(Task? task) => new(new ValueTask(task ?? Task.FromException(Missing())), isTask: true);

    /// <summary>An answer without a result that is under way.</summary>
    /// <param name="task">The broker's task.</param>
    public static BrokerAnswer<NoResult> Of(ValueTask task) => new(task, isTask: false);

    internal static InvalidDataException Missing() => new("The broker returned null where a task belongs: what became of the call cannot be known.");
}
