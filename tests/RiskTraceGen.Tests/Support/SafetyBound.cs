namespace RiskTraceGen.Tests;

/// <summary>Turns a hang into a failure. Nothing waits this long unless it hangs: no test depends on the length.</summary>
internal static class SafetyBound
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);

    public static Task InTime(this Task task) => task.WaitAsync(Bound);

    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Bound);

    public static Task InTime(this ValueTask task) => task.AsTask().InTime();

    public static Task<T> InTime<T>(this ValueTask<T> task) => task.AsTask().InTime();

    public static void InTime(this Thread thread) => Assert.True(thread.Join(Bound), "the thread hangs");

    public static void SpinInTime(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, Bound), "what was waited for never came");

    public static void WaitInTime(this ManualResetEventSlim signal) => Assert.True(signal.Wait(Bound), "the signal was never given");
}
