using System.Globalization;
using GatewaySimulator.Exchange;
using GatewaySimulator.Faults;
using ProjectX;
using TradingBot.Market;

namespace GatewaySimulator.Hosting;

/// <summary>What the simulator prints when it opens and when it closes.</summary>
internal static class SimulatorReport
{
    public static string Opening(WebApplication app)
    {
        SimulatorOptions options = app.Services.GetRequiredService<SimulatorOptions>();
        string address = SimulatorHost.AddressOf(app).ToString().TrimEnd('/');
        string contracts = string.Join(
            ", ", app.Services.GetRequiredService<ContractList>().All.Where(contract => contract.ActiveContract).Select(contract => contract.Id));
        string pace = options.Speed == 0
            ? "as fast as it can be sent"
            : string.Create(CultureInfo.InvariantCulture, $"{options.Speed:0.###} times as fast as the clock");
        return string.Create(CultureInfo.InvariantCulture, $"""
            {app.Services.GetRequiredService<IMarketFeed>().Description}
            calls    {address}/api, {options.Limit.Calls} in {options.Limit.Window.TotalSeconds:0} s, {options.BarLimit.Calls} for bars in {options.BarLimit.Window.TotalSeconds:0} s
            hubs     {address}/hubs/user and {address}/hubs/market
            login    user {options.UserName}, key {options.ApiKey}: it opens nothing but this simulator
            account  {options.AccountName}, {options.StartingBalance:N2} USD{(options.CanTrade ? "" : "; it may not trade at --speed 0, which is for clients that only read")}
            numbers  after {options.LastNumber.ToString(CultureInfo.InvariantCulture)}: --numbers counts from there again
            market   {contracts}; {pace}, from the moment a client asks for quotes{(options.PartialFills is { } seed ? $"; orders trade in parts, drawn from seed {seed}" : "")}
            faults   {(options.Faults is { } plan ? $"drawn from seed {plan.Seed}" : "none")}
            Ctrl+C ends the simulator.
            """);
    }

    public static string Closing(WebApplication app)
    {
        SimulatedExchange exchange = app.Services.GetRequiredService<SimulatedExchange>();
        IReadOnlyList<Position> open = exchange.Positions;
        IEnumerable<string> faults = app.Services.GetRequiredService<FaultLog>().Faults
            .GroupBy(fault => fault.Kind)
            .OrderBy(faults => faults.Key)
            .Select(faults => $"{faults.Key} {faults.Count()}");
        return string.Create(CultureInfo.InvariantCulture, $"""
            orders   {exchange.Orders.Count:N0}, {exchange.Trades.Count:N0} trades, balance {exchange.Account.Balance:N2} USD
            held     {(open.Count == 0 ? "nothing" : string.Join(", ", open.Select(position => $"{position.SignedSize()} {position.ContractId}")))}
            faults   {string.Join(", ", faults.DefaultIfEmpty("none"))}
            """);
    }
}
