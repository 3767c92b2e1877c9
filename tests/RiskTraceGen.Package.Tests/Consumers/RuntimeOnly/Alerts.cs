using RiskTraceGen;

public static class Alerts
{
    [Hook("on_breach")]
    public static void Notify(BreachDetected breach)
    {
    }
}
