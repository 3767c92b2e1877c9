using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>A handler is either wired by the real generator or reported: never both, never neither.</summary>
public sealed class HandlerAgreementTests
{
    [Theory]
    [InlineData(true, "public class Alerts { [Hook(\"on_breach\")] public void On(BreachDetected breach, TracedTradingSuite suite) { } }")]
    [InlineData(true, "public interface IVenue<T> { [BrokerCall(\"send\")] void Send(T order); } public class Alerts { [Hook(\"on_breach\")] public void On(BreachDetected breach, TracedVenue<string> venue) { } }")]
    [InlineData(true, "public abstract class Alerts { [Hook(\"on_breach\")] public static void On(BreachDetected breach) { } }")]
    [InlineData(true, "public partial class Alerts { [Hook(\"on_breach\")] public partial void On(BreachDetected breach); public partial void On(BreachDetected breach) { } }")]
    [InlineData(true, "public partial class Alerts { public partial void On(BreachDetected breach); [Hook(\"on_breach\")] public partial void On(BreachDetected breach) { } }")]
    [InlineData(true, "public class Alerts { [HookFailure] public void Failed(HookFailure failure) { } }")]
    [InlineData(false, "public class Alerts(TracedTradingSuite suite) { [Hook(\"on_breach\")] public void On(BreachDetected breach) => suite.Ping(); }")]
    [InlineData(false, "public class Alerts { [Hook(\"on_breach\")] public void On(BreachDetected breach, string text) { } }")]
    [InlineData(false, "public class Alerts { [Hook(\"on_breach\")] public int On(BreachDetected breach) => 1; }")]
    [InlineData(false, "public class Alerts { [Hook(\"on_breach\")] public void On(BreachDetected? breach) { } }")]
    [InlineData(false, "public abstract class Alerts { [Hook(\"on_breach\")] public void On(BreachDetected breach) { } }")]
    [InlineData(false, "public struct Alerts { [Hook(\"on_breach\")] public void On(BreachDetected breach) { } }")]
    [InlineData(false, "public class Alerts { [Hook(\"on_breach\")] public async void On(BreachDetected breach) => await Task.Yield(); }")]
    [InlineData(false, "public partial class Alerts { [Hook(\"on_breach\")] public partial void On(BreachDetected breach); public async partial void On(BreachDetected breach) => await Task.Yield(); }")]
    [InlineData(false, "public class Alerts { public int Left { [Hook(\"on_breach\")] get => 1; } }")]
    [InlineData(false, "public class Alerts { [HookFailure] public void Failed(string text) { } }")]
    public async Task A_handler_is_wired_or_reported(bool isWired, string source)
    {
        (bool generated, int reports) = await JudgeAsync(source);
        Assert.Equal((isWired, isWired ? 0 : 1), (generated, reports));
    }

    [Fact]
    public async Task A_misplaced_annotation_takes_no_other_handler_with_it()
    {
        (bool generated, int reports) = await JudgeAsync(
            "public class Alerts { public int Left { [Hook(\"on_breach\")] get => 1; } [Hook(\"on_breach\")] public void On(BreachDetected breach) { } }");
        Assert.Equal((true, 1), (generated, reports));
    }

    private static async Task<(bool Generated, int Reports)> JudgeAsync(string source)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        Compilation compilation = GeneratedBot.Compile([Bot.Usings, Bot.Broker, source], cancellationToken);
        IReadOnlyList<Diagnostic> found = await GeneratedBot.DiagnosticsAsync(compilation, cancellationToken);
        Assert.DoesNotContain(found, static diagnostic => diagnostic.Id.StartsWith("CS", StringComparison.Ordinal));
        return (
            compilation.GetSymbolsWithName(static name => name.EndsWith("Handler", StringComparison.Ordinal), SymbolFilter.Type, cancellationToken).Any(),
            found.Count(static diagnostic => diagnostic.Id is "RTG0202" or "RTG0207"));
    }
}
