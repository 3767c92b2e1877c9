using TradingBot.Configuration;
using TradingBot.Domain;

namespace TradingBot.Strategy;

/// <summary>
/// Fades moves away from a moving average: sells what has risen too far, buys what has fallen too far, adds while the move goes on, and takes its profit at
/// the average. It wins small and often, and now and then it is very wrong: the kind of strategy that risk rules are for.
/// </summary>
public sealed class MeanReversionStrategy(StrategySettings settings)
{
    private const string EntryPurpose = "entry", AddPurpose = "add", ExitPurpose = "exit";

    /// <summary>Why the stop of a position is sent.</summary>
    internal const string StopPurpose = "stop";

    private readonly Dictionary<string, ContractState> _states = [];

    /// <summary>What to do now that a bar has closed.</summary>
    public IReadOnlyList<StrategyAction> OnBar(in BarClosed bar, StrategyView view)
    {
        if (!_states.TryGetValue(bar.ContractId, out ContractState? state))
            _states.Add(bar.ContractId, state = new ContractState(settings.AverageBars));

        state.Add(bar);
        if (state.Average is not { } average || state.Range is not { } range || range == 0)
            return [];
        if (IsUnderWay(view))
            return [];

        return view.Position is { } position
            ? Manage(bar, view, position, state, average, range)
            : Enter(bar, view, state, average, range);
    }

    /// <summary>What the stop of a position needs now, and nothing else: no further bar will be seen.</summary>
    public IReadOnlyList<StrategyAction> Protect(StrategyView view)
    {
        if (view.Position is not { } position || !_states.TryGetValue(view.Contract.Id, out ContractState? state) || IsUnderWay(view))
            return [];
        if (state.EntryRange == 0 && state.Range is null or 0)
            return [];

        var actions = new List<StrategyAction>();
        TakeOver(position, state, state.Range ?? 0);
        KeepStop(actions, view, position, state, position.Size > 0 ? OrderSide.Sell : OrderSide.Buy);
        return actions;
    }

    /// <summary>Whether an answer from the market is on its way.</summary>
    private static bool IsUnderWay(StrategyView view) => view.IsClosing || view.Working.Any(order => order.Value.Type == OrderType.Market);

    private void TakeOver(Position position, ContractState state, decimal range)
    {
        if (state.EntryRange == 0)
            state.TakeOver(position.AveragePrice, range, settings.MaxAdds);
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
        decimal stop = StopFor(bar.Close, isLong: side == OrderSide.Buy, view, state);
        return [new StrategyAction.Place(new OrderRequest(bar.ContractId, side, OrderType.Market, size, Purpose: EntryPurpose, PlannedStop: stop))];
    }

    private List<StrategyAction> Manage(in BarClosed bar, StrategyView view, Position position, ContractState state, decimal average, decimal range)
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

        TakeOver(position, state, range);
        var actions = new List<StrategyAction>();
        KeepStop(actions, view, position, state, exitSide);
        KeepAddition(actions, view, isLong, state);
        return actions;
    }

    /// <summary>
    /// One stop for the whole position; when the size has changed it is moved, so that there is one at every moment. A tighter one that
    /// somebody else has set stays where it is. Of several that an earlier run has left the tightest.
    /// </summary>
    private void KeepStop(List<StrategyAction> actions, StrategyView view, Position position, ContractState state, OrderSide exitSide)
    {
        int size = Math.Abs(position.Size);
        decimal price = StopFor(position.AveragePrice, isLong: position.Size > 0, view, state);
        var stop = new OrderRequest(view.Contract.Id, exitSide, OrderType.Stop, size, StopPrice: price, Purpose: StopPurpose, ReduceOnly: true);
        (string? id, OrderRequest? working) = view.Working.Where(order => order.Value.Purpose == StopPurpose)
            .OrderBy(order => order.Value.Distance())
            .FirstOrDefault();
        if (id is not null && working.Size == size)
            return;

        if (working is not null && working.Side == exitSide && working.StopPrice != state.StopPrice && working.Distance() < stop.Distance())
            stop = stop with { StopPrice = working.StopPrice };
        else
            state.StopPrice = price;
        actions.Add(id is null ? new StrategyAction.Place(stop) : new StrategyAction.Change(id, stop with { Tag = working!.Tag }));
    }

    private decimal StopFor(decimal entry, bool isLong, StrategyView view, ContractState state)
    {
        decimal distance = settings.StopAtr * state.EntryRange;
        return view.Contract.Product.RoundToTick(entry + (isLong ? -distance : distance));
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
            view.Contract.Id, isLong ? OrderSide.Buy : OrderSide.Sell, OrderType.Limit, size, LimitPrice: price, Purpose: AddPurpose,
            PlannedStop: StopFor(view.Position!.AveragePrice, isLong, view, state))));
    }

    private static List<StrategyAction> CancelAll(IEnumerable<KeyValuePair<string, OrderRequest>> working)
        => [.. working.Select(order => new StrategyAction.Cancel(order.Key))];
}
