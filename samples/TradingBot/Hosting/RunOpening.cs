using RiskTraceGen;
using TradingBot.Broker;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Market;
using TradingBot.Risk;

namespace TradingBot.Hosting;

/// <summary>
/// What happens before the first price: the trace is told which rules these are, which limits each has, what an earlier run decided to close and what it
/// barred, the connections are there, and whoever overrides the holds of an earlier run, or stops this one, does it now, by name.
/// </summary>
public sealed class RunOpening(
    BotOptions options, BotSettings settings, TradingGate gate, Decisions decisions, IBrokerState broker, MarketClock clock, RiskDispatcher dispatcher)
{
    /// <summary>Opens the run. To be called once, when the clock shows market time.</summary>
    public async ValueTask OpenAsync()
    {
        Note();

        while (broker.TryTake(out HubStateChanged connection))
            await dispatcher.DispatchAsync(connection);
        if (options.EnabledBy is { } name)
        {
            using RiskFlow flow = dispatcher.Tracer.StartFlow("TRADING_ENABLED", name);
            int lifted = gate.Enable(name, clock.Now, flow);
            flow.Complete(lifted == 0 ? "NOTHING_WAS_DISABLED" : "ENABLED");
        }
    }

    /// <summary>
    /// Pulls the kill switch, if somebody asked for that. What an earlier run has left at the broker has to be in the books by then, or it would be left there.
    /// </summary>
    public async ValueTask PullKillSwitchAsync()
    {
        if (options.DisabledBy is { } by)
            await dispatcher.DispatchAsync(new KillSwitchPulled(by, "on the command line", clock.Now));
    }

    private void Note()
    {
        using RiskFlow flow = dispatcher.Tracer.StartFlow("RUN_OPENED");
        flow.Emit("rules_version", RuleVersion.Current);
        foreach ((string rule, string hash) in settings.LimitHashes)
            flow.Emit("rule_limits", $"{rule} {hash}");
        foreach (string decision in decisions.OfEarlierRun)
            flow.Emit("decision_of_earlier_run", decision);
        foreach (TradingHold hold in gate.OfEarlierRun.Where(hold => hold.Stands(clock.Now)))
            flow.Emit("hold_of_earlier_run", hold.InWords());
        flow.Complete("OPENED");
    }
}
