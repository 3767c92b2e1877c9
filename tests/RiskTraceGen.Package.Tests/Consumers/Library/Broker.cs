using RiskTraceGen;

namespace Venue;

public interface IBroker
{
    [BrokerCall("close_position")]
    void Close(string contractId);
}

public sealed class PaperBroker : IBroker
{
    public void Close(string contractId)
    {
    }
}
