namespace RiskTraceGen.Tests;

/// <summary>Handlers as generated code makes them, from what an attribute says.</summary>
public sealed class DeclaredHandlers
{
    [Fact]
    public void ATimeoutThatIsNegativeNamesItsHandler()
        => Assert.StartsWith(
            "The timeout of the handler Alerts.OnDrill must not be negative",
            Assert.Throws<ArgumentOutOfRangeException>("timeoutMilliseconds", static () => new OnDrill(-1)).Message);

    private sealed class OnDrill(int timeoutMilliseconds) : HookHandler<Drill>(TracePoint.Hook("drill", "Alerts.OnDrill"), 0, timeoutMilliseconds, false, false)
    {
        public override ValueTask InvokeAsync(Drill payload, RiskFlow flow, CancellationToken cancellationToken) => default;
    }
}
