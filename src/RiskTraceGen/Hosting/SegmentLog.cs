using Microsoft.Extensions.Logging;

namespace RiskTraceGen;

/// <summary>Logs the hash of each sealed segment: a log that is kept elsewhere is what a journal can be verified against.</summary>
internal static class SegmentLog
{
    private static readonly Action<ILogger, string, long, string, Exception?> Sealed = LoggerMessage.Define<string, long, string>(
        LogLevel.Information, new EventId(1, nameof(Sealed)), "Journal segment {Segment} is sealed: {Records} records, head {Hash}");

    /// <summary>A callback that logs.</summary>
    public static Action<SealedSegment> To(ILogger logger) => segment => Sealed(logger, segment.Name, segment.Records, segment.Hash, null);
}
