using Microsoft.Extensions.Logging;

namespace RiskTraceGen;

/// <summary>Logs each alert: whoever watches the log of a bot must not need its trace to hear that something failed.</summary>
internal static class AlertLog
{
    private static readonly Action<ILogger, string, string, long, string, Exception?> Alert = LoggerMessage.Define<string, string, long, string>(
        LogLevel.Critical, new EventId(2, nameof(Alert)), "{Source}: {Alert} (flow {Flow}){Exception}");

    /// <summary>A callback that logs.</summary>
    public static Action<RiskAlert> To(ILogger logger)
        => alert => Alert(logger, alert.Source, alert.Message, alert.FlowId, alert.Exception is { } exception ? Environment.NewLine + exception : "", null);
}
