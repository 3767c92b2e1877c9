#if NET
using RiskTraceGen;
#endif

public interface IBroker
{
#if NET
    [BrokerCall("close_position")]
#endif
    void Close(string contractId);
}
