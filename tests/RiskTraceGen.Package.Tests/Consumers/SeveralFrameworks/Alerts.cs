#if NET
using RiskTraceGen;
#endif

public static class Alerts
{
#if NET
    [Hook("on_breach")]
    public static void Notify(BreachDetected breach)
    {
    }
#endif
}
