using System.Text;
using RiskTraceGen;

namespace ProjectX;

/// <summary>Which gateway, as whom, and how patiently. Addresses are configuration: every firm has its own.</summary>
public sealed record GatewayOptions
{
    /// <summary>Where the calls go, such as <c>https://api.topstepx.com</c>.</summary>
    public required Uri RestAddress { get; init; }

    /// <summary>Where the hubs <c>user</c> and <c>market</c> are, such as <c>https://rtc.topstepx.com/hubs</c>.</summary>
    public required Uri HubsAddress { get; init; }

    /// <summary>Who logs in.</summary>
    public required string UserName { get; init; }

    /// <summary>The key that proves it. Never printed.</summary>
    [Sensitive]
    public required string ApiKey { get; init; }

    /// <summary>How long an answer is waited for; 900 ms by default. After that nobody knows what became of the request.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromMilliseconds(900);

    /// <summary>How long a login or a renewal may take; no order waits for one while it has a token that is valid; ten seconds by default.</summary>
    public TimeSpan LoginTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a request waits for its turn under the limits before it is given up unsent; a second by default.</summary>
    public TimeSpan LimitPatience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many calls the gateway allows; 200 in a minute by default.</summary>
    public RateLimit Limit { get; init; } = new(200, TimeSpan.FromMinutes(1));

    /// <summary>How many calls for bars it allows; 50 in half a minute by default.</summary>
    public RateLimit BarLimit { get; init; } = new(50, TimeSpan.FromSeconds(30));

    /// <summary>How many of the calls are kept for orders, besides those for closes: no order waits behind a search. 30 by default.</summary>
    public int OrderReserve { get; init; } = 30;

    /// <summary>
    /// How many of the calls are kept for closing positions and withdrawing orders: they wait behind nothing else
    /// but what decides whether they are needed. 30 by default.
    /// </summary>
    public int CloseReserve { get; init; } = 30;

    /// <summary>How many of these are kept, from closes too, for asking what is held and what has traded; four by default.</summary>
    public int LookReserve { get; init; } = 4;

    /// <summary>How old a token may become before it is renewed; 23 of the 24 hours by default.</summary>
    public TimeSpan RenewTokenAfter { get; init; } = TimeSpan.FromHours(23);

    /// <summary>How old a token may become before the gateway does not take it any more; 24 hours by default.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long one attempt to connect a hub may take; five seconds by default.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a hub is told that we are there; fifteen seconds by default.</summary>
    public TimeSpan HubKeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a hub may say nothing, not even that it is there, before its connection counts as lost; half a
    /// minute by default, twice the time between two such messages.
    /// </summary>
    public TimeSpan HubSilence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a lost hub is looked for before it counts as gone; two minutes by default, so that rules which watch the connection have their say first.
    /// </summary>
    public TimeSpan ReconnectPatience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How many market events may wait for the bot; 4,096 by default. When they are that many, the connection waits, and nothing is dropped.</summary>
    public int EventCapacity { get; init; } = 4_096;

    /// <summary>The clock of limits, timeouts and the token's age.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    private bool PrintMembers(StringBuilder text)
    {
        text.Append("RestAddress = ").Append(RestAddress).Append(", HubsAddress = ").Append(HubsAddress).Append(", UserName = ").Append(UserName);
        return true;
    }
}
