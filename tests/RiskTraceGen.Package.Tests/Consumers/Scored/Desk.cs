using RiskTraceGen;

namespace Scored;

[HookEvent("margin_call")]
public readonly record struct MarginCall(decimal Shortfall);

public interface IDesk
{
    [BrokerCall("cancel")]
    void Cancel(int order);
}

public static class Desk
{
    [BrokerCall("cancel_all")]
    public static void CancelAll()
    {
    }
}

public sealed class QuietDesk(IDesk inner) : IDesk
{
    public void Cancel(int order) => inner.Cancel(order);
}

public sealed class Guard
{
    [Hook("margin_call")]
    public void On(MarginCall call)
    {
    }

    public void Use(IDesk desk, RiskFlow flow)
    {
        desk.Traced(flow).Cancel(1);
        desk.Cancel(2);
#pragma warning disable RTG0101
        desk.Cancel(3);
#pragma warning restore RTG0101
        flow.Raise(new MarginCall(4));
    }
}
