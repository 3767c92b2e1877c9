namespace RiskTraceGen.Tests;

/// <summary>Counts the bytes that the whole process allocates for an operation, once it has warmed up and while nothing reads the journal.</summary>
internal static class AllocatedBytes
{
    private const int Operations = 100;
    private const int Rounds = 10;

    // The least of several rounds: what the operation itself allocates is in each of them, what the test platform does beside it is not.
    public static double PerOperation(RiskTracer tracer, Action operation)
    {
        // On a thread of its own: the test platform's scheduler would make tasks queue what they else run at once.
        var measured = new TaskCompletionSource<long>();
        var thread = new Thread(() => measured.SetResult(LeastOf(tracer, operation)));
        thread.Start();
        thread.InTime();
        return measured.Task.GetAwaiter().GetResult() / (double)Operations;
    }

    private static long LeastOf(RiskTracer tracer, Action operation)
    {
        long least = long.MaxValue;
        for (int round = 0; round <= Rounds; round++)
        {
            tracer.FlushAsync().AsTask().InTime().GetAwaiter().GetResult();
            using IDisposable paused = tracer.PauseSinks();
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < Operations; i++)
                operation();

            long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            if (round > 0)
                least = Math.Min(least, allocated);
        }

        return least;
    }
}
