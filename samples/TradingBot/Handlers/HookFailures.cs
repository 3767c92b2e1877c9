using Microsoft.Extensions.Logging;
using RiskTraceGen;

namespace TradingBot.Handlers;

/// <summary>Handlers that did not do their work: an alert that nobody got is worse than none that was sent, so somebody must hear of it.</summary>
public sealed class HookFailures(ILogger<HookFailures> log)
{
    /// <summary>A handler of any hook threw, took too long, or never started.</summary>
    [HookFailure]
    public void OnFailure(HookFailure failure)
        => log.LogError(
            failure.Exception,
            "{Handler} did not handle {Hook}: {Kind} {Reason}, flow {Flow}",
            failure.Handler,
            failure.Hook,
            failure.Kind,
            failure.Reason,
            failure.FlowId);
}
