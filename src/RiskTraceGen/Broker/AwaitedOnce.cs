using System.Threading.Tasks.Sources;

namespace RiskTraceGen;

/// <summary>
/// Says what is wrong when the value task of a traced call is used otherwise than by awaiting it once: its source may be another call's by then.
/// </summary>
internal static class AwaitedOnce
{
    /// <exception cref="InvalidOperationException">The value task has been read before.</exception>
    public static void RequireFresh(short token, short version)
    {
        if (token != version)
            throw new InvalidOperationException("The value task of a traced broker call was used after it had been read. Await it, once.");
    }

    /// <summary>Only a finished call may be used again.</summary>
    /// <exception cref="InvalidOperationException">The value task has been read before, or is read too early.</exception>
    public static void RequireEnd<T>(in ManualResetValueTaskSourceCore<T> core, short token)
    {
        RequireFresh(token, core.Version);
        if (core.GetStatus(token) == ValueTaskSourceStatus.Pending)
            throw new InvalidOperationException("The value task of a traced broker call was read before it had completed. Await it, once.");
    }
}
