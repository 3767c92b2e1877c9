using RiskTraceGen;
using TradingBot.Configuration;
using TradingBot.Domain;
using TradingBot.Risk;

namespace TradingBot.Rules.Integrity;

/// <summary>Nothing is opened while a connection to the broker has been down for too long, or its token is about to expire.</summary>
[RiskRule(Name, Category = "integrity")]
public sealed class ConnectivityLossRule(ConnectivityLimits limits, TradingGate gate)
{
    private const string Name = "connectivity_loss";

    private readonly Dictionary<string, Connection> _hubs = [];

    /// <summary>A connection came up or went down.</summary>
    public RuleResult Check(HubStateChanged state, RiskFlow flow)
    {
        DateTimeOffset? down = state.IsConnected ? null
            : _hubs.GetValueOrDefault(state.Hub).DownSince ?? state.Time;
        _hubs[state.Hub] = new Connection(down, state.TokenIssued);
        return Judge(state.Time, flow);
    }

    /// <summary>Time passes, also for a connection that is down.</summary>
    public RuleResult Check(ClockTick tick, RiskFlow flow) => Judge(tick.Time, flow);

    private RuleResult Judge(DateTimeOffset now, RiskFlow flow)
    {
        if (_hubs.Count == 0)
            return RuleResult.InsufficientData("no connection has said yet how it is");

        if (Trouble(now, flow) is { } reason)
            return gate.Block(Name, contractId: null, reason, now, flow) ? RuleResult.Breach(reason) : RuleResult.Pass;
        gate.Lift(Name, contractId: null, now, flow);
        return RuleResult.Pass;
    }

    private string? Trouble(DateTimeOffset now, RiskFlow flow)
    {
        foreach ((string hub, Connection connection) in _hubs)
        {
            if (connection.DownSince is { } down && flow.Exceeds("Seconds without connection", (now - down).TotalSeconds, limits.MaxDownSeconds))
                return $"{hub} has been down since {down:u}";
            if (connection.TokenIssued is { } issued && flow.Exceeds("Age of the token in minutes", (now - issued).TotalMinutes, limits.MaxTokenMinutes))
                return $"the token of {hub} is from {issued:u}";
        }

        return null;
    }

    private readonly record struct Connection(DateTimeOffset? DownSince, DateTimeOffset? TokenIssued);
}
