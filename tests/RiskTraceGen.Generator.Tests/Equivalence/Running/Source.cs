using System.Threading.Tasks.Sources;

namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>Value tasks that stand on a source of the broker's own, which may be asked for its result once.</summary>
public static class Source
{
    public static ValueTask Of<T>(Task<T> task) => new(new Once<T>(task), Once<T>.Token);

    public static ValueTask<T> OfResult<T>(Task<T> task) => new(new Once<T>(task), Once<T>.Token);

    private sealed class Once<T>(Task<T> task) : IValueTaskSource<T>, IValueTaskSource
    {
        public const short Token = 7;

        private bool _isUsed;

        public T GetResult(short token)
        {
            Check(token);
            _isUsed = true;
            return task.GetAwaiter().GetResult();
        }

        void IValueTaskSource.GetResult(short token) => GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token)
        {
            Check(token);
            return task.Status switch
            {
                TaskStatus.RanToCompletion => ValueTaskSourceStatus.Succeeded,
                TaskStatus.Faulted => ValueTaskSourceStatus.Faulted,
                TaskStatus.Canceled => ValueTaskSourceStatus.Canceled,
                _ => ValueTaskSourceStatus.Pending,
            };
        }

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        {
            Check(token);
            var awaiter = task.ConfigureAwait((flags & ValueTaskSourceOnCompletedFlags.UseSchedulingContext) != 0).GetAwaiter();
            if ((flags & ValueTaskSourceOnCompletedFlags.FlowExecutionContext) != 0)
                awaiter.OnCompleted(() => continuation(state));
            else
                awaiter.UnsafeOnCompleted(() => continuation(state));
        }

        private void Check(short token)
        {
            if (token != Token || _isUsed)
                throw new InvalidOperationException("the source was used twice");
        }
    }
}
