using GatewaySimulator.Hubs;
using ProjectX;

namespace GatewaySimulator.Faults;

/// <summary>Lets events go wrong as the plan says. For the one loop that sends.</summary>
public sealed class FaultyEvents(FaultPlan plan, FaultLog log)
{
    private readonly FaultDice _dice = new(plan, stream: 2);
    private readonly Dictionary<string, OutgoingEvent> _held = [];
    private readonly Dictionary<string, GatewayQuote> _quotes = [];

    /// <summary>What is sent in the place of an event: nothing while it is held back, more when it comes twice or lets one out that was held.</summary>
    internal IReadOnlyList<OutgoingEvent> Disturb(OutgoingEvent next)
    {
        bool isQuote = next.Payload is GatewayQuote;
        if (next.ContractId is not null && !isQuote)
            return [next];      // what the bot does not listen to is of no interest

        // What has changed is told against the quote before: around one that is held back, everything is told.
        OutgoingEvent shaped = Shape(next);
        double roll = _dice.Roll();
        if (_held.Remove(next.Group, out OutgoingEvent? held))
        {
            log.Add(new InjectedFault(isQuote ? FaultKind.QuoteReordered : FaultKind.UserEventReordered, next.Name));
            return [isQuote ? next : shaped, held];
        }

        if (roll < plan.EventRate)
        {
            log.Add(new InjectedFault(isQuote ? FaultKind.QuoteRepeated : FaultKind.UserEventRepeated, next.Name));
            return [shaped, shaped];
        }

        if (roll < 2 * plan.EventRate)
        {
            _held.Add(next.Group, isQuote ? next : shaped);
            return [];
        }

        return [shaped];
    }

    /// <summary>Lets out what is held back and was overtaken by nothing.</summary>
    internal IReadOnlyList<OutgoingEvent> Release()
    {
        OutgoingEvent[] held = [.. _held.Values];
        _held.Clear();
        return held;
    }

    /// <summary>The hub that loses its connections now; null for none.</summary>
    internal string? DropsHub()
    {
        double roll = _dice.Roll();
        return roll >= plan.DropRate ? null : roll < plan.DropRate / 2 ? UserHub.Name : MarketHub.Name;
    }

    /// <summary>Bare, wrapped, or a list; and of a quote, now and then, only what has changed.</summary>
    private OutgoingEvent Shape(OutgoingEvent next)
    {
        double roll = _dice.Roll();
        if (next.Payload is UserEnvelope envelope)
            return roll < 0.4 ? next : next with { Payload = roll < 0.8 ? envelope.Data : new[] { envelope } };

        var quote = (GatewayQuote)next.Payload;
        _quotes.TryGetValue(next.ContractId!, out GatewayQuote? before);
        _quotes[next.ContractId!] = quote;
        return before is null || roll < 0.5 ? next : next with
        {
            Payload = quote with
            {
                BestBid = quote.BestBid == before.BestBid ? null : quote.BestBid,
                BestAsk = quote.BestAsk == before.BestAsk ? null : quote.BestAsk,
                Open = null,
                ChangePercent = null,
            },
        };
    }
}
