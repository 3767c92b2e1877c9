using System.Collections.Concurrent;

namespace RiskTraceGen;

/// <summary>
/// How calls that took over for others came out, all in all. A result or an exception speaks of the last attempt only:
/// that an earlier one may have done it after all, and that the call was never made, is told here.
/// </summary>
internal static class Substitutions
{
    private static readonly ConcurrentDictionary<int, CallOutcome> Reported = new();
    private static int _last;

    /// <returns>A number for a call that is about to take over.</returns>
    public static int Next()
    {
        int next = Interlocked.Increment(ref _last);
        return next == 0 ? Next() : next;
    }

    /// <summary>Says how a call came out. Nobody asks about calls that take over for none: their number is 0.</summary>
    public static void Report(int substitution, CallOutcome outcome)
    {
        if (substitution != 0)
            Reported[substitution] = outcome;
    }

    /// <returns>What has been said; nothing where the answer says all there is to say.</returns>
    public static CallOutcome? Take(int substitution) => Reported.TryRemove(substitution, out CallOutcome outcome) ? outcome : null;
}
