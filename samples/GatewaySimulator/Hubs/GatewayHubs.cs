#pragma warning disable CS1591 // The methods are those of the reference, and say what they do.
using GatewaySimulator.Exchange;
using GatewaySimulator.Hosting;
using Microsoft.AspNetCore.SignalR;

namespace GatewaySimulator.Hubs;

/// <summary>A hub that knows who is there.</summary>
public abstract class TrackedHub(HubConnections connections, string name) : Hub
{
    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context);
        return base.OnDisconnectedAsync(exception);
    }

    private protected Task JoinAsync(string group)
    {
        connections.Add(name, Context);
        return Groups.AddToGroupAsync(Context.ConnectionId, group);
    }

    private protected Task LeaveAsync(string group) => Groups.RemoveFromGroupAsync(Context.ConnectionId, group);
}

/// <summary>What happens to an account.</summary>
public sealed class UserHub(HubConnections connections, SimulatedExchange exchange) : TrackedHub(connections, Name)
{
    internal const string Name = "user";

    public Task SubscribeAccounts() => JoinAsync("accounts");

    public Task UnsubscribeAccounts() => LeaveAsync("accounts");

    public Task SubscribeOrders(int accountId) => JoinAsync(GroupOf("orders", accountId));

    public Task UnsubscribeOrders(int accountId) => LeaveAsync(GroupOf("orders", accountId));

    public Task SubscribePositions(int accountId) => JoinAsync(GroupOf("positions", accountId));

    public Task UnsubscribePositions(int accountId) => LeaveAsync(GroupOf("positions", accountId));

    public Task SubscribeTrades(int accountId) => JoinAsync(GroupOf("trades", accountId));

    public Task UnsubscribeTrades(int accountId) => LeaveAsync(GroupOf("trades", accountId));

    private string GroupOf(string subject, int accountId)
        => accountId == exchange.Account.Id ? $"{subject}:{accountId}" : throw new HubException($"there is no account {accountId}");
}

/// <summary>What happens in the market. The first who asks for quotes starts the day.</summary>
public sealed class MarketHub(HubConnections connections, ContractList contracts, MarketDay day) : TrackedHub(connections, Name)
{
    internal const string Name = "market";

    public async Task SubscribeContractQuotes(string contractId)
    {
        await JoinAsync(GroupOf("quotes", contractId));
        day.Begin();
        if (day.IsOver)
            Context.Abort();
    }

    public Task UnsubscribeContractQuotes(string contractId) => LeaveAsync(GroupOf("quotes", contractId));

    public Task SubscribeContractTrades(string contractId) => JoinAsync(GroupOf("trades", contractId));

    public Task UnsubscribeContractTrades(string contractId) => LeaveAsync(GroupOf("trades", contractId));

    public Task SubscribeContractMarketDepth(string contractId) => JoinAsync(GroupOf("depth", contractId));

    public Task UnsubscribeContractMarketDepth(string contractId) => LeaveAsync(GroupOf("depth", contractId));

    private string GroupOf(string subject, string contractId)
        => contracts.Find(contractId) is null ? throw new HubException($"there is no contract {contractId}") : $"{subject}:{contractId}";
}
