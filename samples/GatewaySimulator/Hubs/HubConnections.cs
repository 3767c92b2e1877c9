using GatewaySimulator.Faults;
using Microsoft.AspNetCore.SignalR;

namespace GatewaySimulator.Hubs;

/// <summary>Who is connected to which hub. Safe for threads.</summary>
public sealed class HubConnections(FaultLog log)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string Hub, HubCallerContext Context)> _connections = [];

    internal void Add(string hub, HubCallerContext context)
    {
        lock (_lock)
            _connections[context.ConnectionId] = (hub, context);
    }

    internal void Remove(HubCallerContext context)
    {
        lock (_lock)
            _connections.Remove(context.ConnectionId);
    }

    /// <summary>Breaks the connections to a hub, as a cable that comes out.</summary>
    public void Drop(string hub)
    {
        foreach (HubCallerContext context in Connected().Where(connection => connection.Hub == hub).Select(connection => connection.Context))
        {
            log.Add(new InjectedFault(FaultKind.HubDropped, hub));
            context.GetHttpContext()?.Abort();
        }
    }

    /// <summary>Ends every session, as a gateway does that closes for the day: nobody is to come back.</summary>
    public void EndSessions()
    {
        foreach ((_, HubCallerContext context) in Connected())
            context.Abort();
    }

    private (string Hub, HubCallerContext Context)[] Connected()
    {
        lock (_lock)
            return [.. _connections.Values];
    }
}
