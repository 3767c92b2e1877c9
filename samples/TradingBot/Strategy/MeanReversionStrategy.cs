using TradingBot.Configuration;
using TradingBot.Domain;

namespace TradingBot.Strategy;

/// <summary>
/// Fades moves away from a moving average: sells what has risen too far, buys what has fallen too far, adds while the move goes on, and takes its profit at
/// the average. It wins small and often, and now and then it is very wrong: the kind of strategy that risk rules are for.
/// </summary>
public sealed class MeanReversionStrategy(StrategySettings settings)
{
    private const string EntryPurpose = "entry", AddPurpose = "add", StopPurpose = "stop", ExitPurpose = "exit";

    private readonly Dictionary<string, ContractState> _states = [];

    /// <summary>What to do now that a bar has closed.</summary>
    public IReadOnlyList<StrategyAction> OnBar(in BarClosed bar, StrategyView view)
    {
        if (!_states.TryGetValue(bar.ContractId, out ContractState? state))
            _states.Add(bar.ContractId, state = new ContractState(settings.AverageBars));

        state.Add(bar);
        if (state.Average is not { } average || state.Range is not { } range || range == 0)
            return [];
        if (view.Working.Any(order => order.Value.Type == OrderType.Market))
            return [];      // an answer from the market is on its way

        return view.Position is { } position
            ? Manage(bar, view, position, state, average)
            : Enter(bar, view, state, average, range);
    }

    private List<StrategyAction> Enter(in BarClosed bar, StrategyView view, ContractState state, decimal average, decimal range)
    {
        List<StrategyAction> actions = CancelAll(view.Working);
        decimal distance = (bar.Close - average) / range;
        if (actions.Count > 0 || !view.MayOpen || Math.Abs(distance) < settings.EntryAtr)
            return actions;

        state.Open(bar.Close, range);
        OrderSide side = distance > 0 ? OrderSide.Sell : OrderSide.Buy;
        int size = view.Contract.Product.IsMicro ? settings.MicroSize : settings.MiniSize;
        return [new StrategyAction.Place(new OrderRequest(bar.ContractId, side, OrderType.Market, size, Purpose: EntryPurpose))];
    }

    private List<StrategyAction> Manage(in BarClosed bar, StrategyView view, Position position, ContractState state, decimal average)
    {
        bool isLong = position.Size > 0;
        OrderSide exitSide = isLong ? OrderSide.Sell : OrderSide.Buy;
        if (isLong ? bar.Close >= average : bar.Close <= average)
        {
            List<StrategyAction> exit = CancelAll(view.Working);
            exit.Add(new StrategyAction.Place(
                new OrderRequest(bar.ContractId, exitSide, OrderType.Market, Math.Abs(position.Size), Purpose: ExitPurpose, ReduceOnly: true)));
            return exit;
        }

        var actions = new List<StrategyAction>();
        KeepStop(actions, view, position, state, exitSide);
        KeepAddition(actions, view, isLong, state);
        return actions;
    }

    /// <summary>One stop for the whole position; a new one when the size has changed.</summary>
    private void KeepStop(List<StrategyAction> actions, StrategyView view, Position position, ContractState state, OrderSide exitSide)
    {
        int size = Math.Abs(position.Size);
        foreach ((string id, OrderRequest order) in view.Working)
        {
            if (order.Purpose != StopPurpose)
                continue;
            if (order.Size == size)
                return;
            actions.Add(new StrategyAction.Cancel(id));
        }

        decimal distance = settings.StopAtr * state.EntryRange;
        decimal price = position.AveragePrice + (exitSide == OrderSide.Sell ? -distance : distance);
        actions.Add(new StrategyAction.Place(new OrderRequest(
            view.Contract.Id, exitSide, OrderType.Stop, size, StopPrice: view.Contract.Product.RoundToTick(price), Purpose: StopPurpose, ReduceOnly: true)));
    }

    /// <summary>One addition waits beyond the last; while nothing may be opened, none.</summary>
    private void KeepAddition(List<StrategyAction> actions, StrategyView view, bool isLong, ContractState state)
    {
        string? waiting = view.Working.FirstOrDefault(order => order.Value.Purpose == AddPurpose).Key;
        if (!view.MayOpen)
        {
            if (waiting is null)
                return;
            state.Additions--;
            actions.Add(new StrategyAction.Cancel(waiting));
            return;
        }

        if (waiting is not null || state.Additions == settings.MaxAdds)
            return;

        state.Additions++;
        decimal distance = state.Additions * settings.AddAtr * state.EntryRange;
        decimal price = view.Contract.Product.RoundToTick(state.EntryPrice + (isLong ? -distance : distance));
        int size = view.Contract.Product.IsMicro ? settings.MicroAdd : settings.MiniAdd;
        actions.Add(new StrategyAction.Place(new OrderRequest(
            view.Contract.Id, isLong ? OrderSide.Buy : OrderSide.Sell, OrderType.Limit, size, LimitPrice: price, Purpose: AddPurpose)));
    }

    private static List<StrategyAction> CancelAll(IEnumerable<KeyValuePair<string, OrderRequest>> working)
        => [.. working.Select(order => new StrategyAction.Cancel(order.Key))];
}
