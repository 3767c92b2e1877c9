using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>A program that touches every rule, cut off at many places and with single tokens left out: no analyzer may throw.</summary>
public sealed class HalfTypedCodeTests
{
    private const string Program = """
        [assembly: BrokerCall(typeof(IVenue), "SubmitAsync", Name = "place_order")]

        interface IVenue { Task SubmitAsync<T>(T order, params int[] sizes); }

        [HookEvent("margin_call")] readonly record struct MarginCall(string AccountId, decimal Shortfall);

        [RiskRule("max_contracts", Category = "exposure")]
        sealed partial class Rule(ITradingSuite suite, IVenue? venue)
        {
            internal async ValueTask<RuleResult> CheckAsync(PositionUpdated position, TracedTradingSuite traced, RiskFlow flow, CancellationToken token)
            {
                flow.Raise(new MarginCall("50K", 1m));
                var outcome = await flow.RaiseAsync(new BreachDetected("max_contracts", position.ContractId)).ConfigureAwait(false);
                await (venue?.SubmitAsync<string>("sell", 1, 2) ?? Task.CompletedTask);
                Expression<Action<ITradingSuite>> tree = each => each.CancelAll();
                Func<Task> later = async () => await suite.ClosePositionDirectAsync(position.ContractId, token);
                return await Local() is { Success: true } ? RuleResult.Breach("flattened") : RuleResult.Pass;
                ValueTask<OrderResult> Local() => traced.ClosePositionDirectAsync(position.ContractId);
            }
        }

        [RiskRule("max_contracts")] class Second : ITradingSuite { public bool Check(in PositionUpdated position) => true; }

        static class Alerts
        {
            [Hook("on_breach", Order = 1)] internal static void Notify(BreachDetected breach) { }
            [HookFailure("margin_call")] internal static void Failed(HookFailure failure) { }
        }
        """;

    [Fact]
    public Task Nothing_throws_wherever_the_text_ends()
        => SurviveAsync(Enumerable.Range(0, Program.Length / 13).Select(static index => Program[..(index * 13)]));

    [Fact]
    public Task Nothing_throws_whichever_token_is_missing()
        => SurviveAsync(Parse(Program).GetRoot(TestContext.Current.CancellationToken).DescendantTokens().Where(static (_, index) => index % 3 == 0)
            .Select(static token => Program.Remove(token.SpanStart, token.Span.Length)));

    private static async Task SurviveAsync(IEnumerable<string> texts)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        var whole = CSharpCompilation.Create(
            "TradingBot",
            [Parse(Bot.Usings), Parse(Bot.Broker), Parse(Bot.Wrapper)],
            [.. Basic.Reference.Assemblies.Net100.References.All, Package.Reference],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        foreach (string text in texts)
        {
            ImmutableArray<Diagnostic> found = await whole
                .AddSyntaxTrees(Parse(text))
                .WithAnalyzers([.. RuleCatalog.Analyzers])
                .GetAnalyzerDiagnosticsAsync(cancellationToken);
            Assert.True(found.All(static diagnostic => diagnostic.Id != "AD0001"), $"{found.FirstOrDefault(static diagnostic => diagnostic.Id == "AD0001")}\n{text}");
        }
    }

    private static SyntaxTree Parse(string text)
        => CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest), cancellationToken: TestContext.Current.CancellationToken);
}
