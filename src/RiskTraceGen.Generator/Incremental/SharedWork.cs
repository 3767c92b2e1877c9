using System.Runtime.ExceptionServices;

namespace RiskTraceGen.Generator.Incremental;

/// <summary>Work that processors share, and that fails as it would on one of them: with what was thrown, so that the compiler can tell its user.</summary>
internal static class SharedWork
{
    public static void ForEach<T>(IEnumerable<T> items, Action<T> action, bool isConcurrent, CancellationToken cancellationToken)
    {
        try
        {
            Parallel.ForEach(items, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = isConcurrent ? -1 : 1 }, action);
        }
        catch (AggregateException failures)
        {
            // Work that is called off may fail for that reason.
            cancellationToken.ThrowIfCancellationRequested();
            ExceptionDispatchInfo.Capture(failures.InnerExceptions[0]).Throw();
        }
    }
}
