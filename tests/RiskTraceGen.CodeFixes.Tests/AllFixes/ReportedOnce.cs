namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>For each rule that has a fix, code that it reports once, in a document that stands alone.</summary>
internal static class ReportedOnce
{
    // $ is the document's name.
    private static readonly Dictionary<string, string> Sources = new(StringComparer.Ordinal)
    {
        ["RTG0101"] = "class $ { void Run(ITradingSuite suite, RiskFlow flow) { suite.CancelAll(); } }",
        ["RTG0102"] = "namespace Vendor$ { public interface IOrders { void Submit(); } } class $ { void Run(Vendor$.IOrders orders) => orders.Submit(); }",
        ["RTG0103"] = "class $ { Action Run(ITradingSuite suite, RiskFlow flow) => suite.CancelAll; }",
        ["RTG0104"] = "public interface I$ { [BrokerCall(\"login\")] void Login(string user, string pwd); }",
        ["RTG0201"] = "[HookEvent(\"margin_$\")] record struct Margin$; class $ { [Hook(\"margin_$\")] public void On(Margin$ margin) { } async Task Run(RiskFlow flow) { await Task.Yield(); flow.Raise(new Margin$()); } }",
        ["RTG0202"] = "class $ { [Hook(\"on_breach\")] public async void On(BreachDetected breach) => await Task.Yield(); }",
        ["RTG0203"] = "class $ { [Hook(\"on_breach\")] public void On(BreachDetected breach) { try { Console.Beep(); } catch { } } }",
        ["RTG0204"] = "class $ { [Hook(\"on_braech\")] public void On(BreachDetected breach) { } }",
        ["RTG0205"] = "[HookEvent(\"margin_$\")] record struct Margin$; class $ { void Run(RiskFlow flow) => flow.Raise(new Margin$()); }",
        ["RTG0207"] = "class $ { [Hook(\"on_breach\")] public void On() { } }",
        ["RTG0209"] = "class $ { async Task Run(RiskFlow flow, BreachDetected breach) { await Task.Yield(); _ = flow.RaiseAsync(breach); } }",
        ["RTG0301"] = "[RiskRule(\"rule_$\")] class $ { public bool Check(PositionUpdated position) => true; }",
        ["RTG0303"] = "class $ { public RuleResult Check(PositionUpdated position, RiskFlow flow) => RuleResult.Breach(DateTimeOffset.UtcNow.ToString()); }",
        ["RTG0304"] = "class $ { public async ValueTask<RuleResult> CheckAsync(PositionUpdated position) { await Task.Yield(); Thread.Sleep(5); return RuleResult.Pass; } }",
        ["RTG0305"] = "class $ { public async ValueTask<RuleResult> CheckAsync(PositionUpdated position) { await Task.Yield(); _ = Task.Delay(5); return RuleResult.Pass; } }",
        ["RTG0306"] = "class $ { public async ValueTask<RuleResult> CheckAsync(PositionUpdated position, TracedTradingSuite suite, BreachDetected breach) { await suite.Flow.RaiseAsync(breach); await suite.ClosePositionDirectAsync(\"MNQ\"); return RuleResult.Pass; } }",
        ["RTG0307"] = "class $ { public RuleResult Check(PositionUpdated position) { try { return RuleResult.Breach(position.ContractId); } catch (Exception) { return RuleResult.Pass; } } }",
        ["RTG0401"] = "class $ { async Task Run(TracedTradingSuite suite) { await suite.ClosePositionDirectAsync(\"MNQ\"); } }",
        ["RTG0402"] = "class $ { async Task<OrderResult> Run(TracedTradingSuite suite, CancellationToken token) => await suite.ClosePositionDirectAsync(\"MNQ\"); }",
        ["RTG0404"] = "public interface I$ { [BrokerCall(\"close\", Fallback = \"Flaten\")] bool Close(int order); bool Flatten(int order); }",
        ["RTG0405"] = "class $ { async Task Run(TracedTradingSuite suite) { await Task.Yield(); _ = suite.ClosePositionDirectAsync(\"MNQ\"); } }",
        ["RTG0501"] = "class $ { void Run(RiskTracer tracer) { RiskFlow flow = tracer.StartFlow(\"OPEN\"); flow.Check(\"open\", true); } }",
    };

    /// <param name="id">The rule.</param>
    /// <param name="document">The name of the document, which that of its types goes by.</param>
    public static string By(string id, string document) => Sources[id].Replace("$", document, StringComparison.Ordinal);
}
