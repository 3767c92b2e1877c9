using GatewaySimulator.Faults;
using ProjectX;

namespace GatewaySimulator.Hosting;

/// <summary>What is simulated, for whom, and how badly.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The port on the loopback address; 0 for any that is free.</summary>
    public int Port { get; init; } = 5055;

    /// <summary>How much faster than the wall's the market's clock runs; 0 for as fast as it can be sent.</summary>
    public double Speed { get; init; } = 120;

    /// <summary>Whom it lets in.</summary>
    public string UserName { get; init; } = "demo";

    /// <summary>With which key: no secret, it opens nothing but this simulator.</summary>
    public string ApiKey { get; init; } = "simulator";

    /// <summary>The account that is traded.</summary>
    public string AccountName { get; init; } = "EVAL-50K";

    /// <summary>What is in it, in US dollars.</summary>
    public decimal StartingBalance { get; init; } = 50_000;

    /// <summary>Whether the account may trade.</summary>
    public bool CanTrade { get; init; } = true;

    /// <summary>The number after which orders, trades and positions are counted.</summary>
    public long LastNumber { get; init; }

    /// <summary>How long a token is valid.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How many calls are answered.</summary>
    public RateLimit Limit { get; init; } = new(200, TimeSpan.FromMinutes(1));

    /// <summary>How many calls for bars are answered.</summary>
    public RateLimit BarLimit { get; init; } = new(50, TimeSpan.FromSeconds(30));

    /// <summary>What goes wrong; null for nothing.</summary>
    public FaultPlan? Faults { get; init; }

    /// <summary>What the sizes are drawn from in which orders trade; null for orders that trade whole.</summary>
    public int? PartialFills { get; init; }

    /// <summary>The clock of tokens and limits. The market has its own.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// A number that every earlier simulator is behind, for none takes an order each millisecond: so the numbers of an earlier run are
    /// never taken for today's. JavaScript can count that far, and a position's number is 32 bits wide.
    /// </summary>
    public static long NumberAt(DateTimeOffset now) => now.ToUnixTimeMilliseconds();
}
