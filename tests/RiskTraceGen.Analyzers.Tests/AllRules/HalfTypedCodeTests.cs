using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>A program that touches every rule, and that references modules, cut off after every third token and with tokens left out: no analyzer may throw.</summary>
public sealed class HalfTypedCodeTests
{
    private const int Seed = 20251123;

    private const string Program = """
        [assembly: BrokerCall(typeof(IVenue), "SubmitAsync", Name = "place_order"), FlowDeadline(" ", 5)]

        interface IVenue { Task SubmitAsync<T>(T order, params int[] sizes); }

        [HookEvent("margin_call")] readonly record struct MarginCall(string AccountId, decimal Shortfall);

        [RiskRule("max_contracts", Category = "exposure")]
        sealed partial class Rule(ITradingSuite suite, IVenue? venue)
        {
            internal async ValueTask<RuleResult> CheckAsync(PositionUpdated position, TracedTradingSuite traced, RiskFlow flow, CancellationToken token)
            {
                flow.Raise(new MarginCall("50K", 1m));
                var outcome = await flow.RaiseAsync(new BreachDetected("max_contracts", position.ContractId)).ConfigureAwait(false);
                Task<HookOutcome> first = flow.RaiseAsync(new MarginCall("50K", 2m)).AsTask(), second = first;
                await Task.WhenAll(first, second, Task.CompletedTask);
                _ = flow.RaiseAsync(new MarginCall("50K", 3m));
                foreach (var each in new[] { second }.Where(task => task.Result.Failed > DateTime.Now.Hour)) { _ = Task.Run(() => each); continue; }
                try { await flow.RaiseAsync(new MarginCall("50K", 4m)); if (token.CanBeCanceled) return RuleResult.Breach(""); } catch (Exception) { }
                outcome = position.Size > 0 ? second.Result : outcome;
                await (venue?.SubmitAsync<string>("sell", 1, 2) ?? Task.CompletedTask);
                Expression<Action<ITradingSuite>> tree = each => each.CancelAll();
                Func<Task> later = async () => await suite.ClosePositionDirectAsync(position.ContractId, token);
                return await Local() is { Success: true } ? RuleResult.Breach("flattened") : RuleResult.Pass;
                ValueTask<OrderResult> Local() => traced.ClosePositionDirectAsync(position.ContractId);
            }
        }

        [RiskRule("max_contracts", TimeoutMilliseconds = -1)] class Second : ITradingSuite { public RuleResult Evaluate() { try { return default; } catch { return RuleResult.Pass; } } public bool Check(in PositionUpdated position) => true; }

        static class Alerts
        {
            [Hook("on_breach", Order = 1)] internal static void Notify(BreachDetected breach) { }
            [Hook("margin_call")] internal static async void Again(MarginCall call, RiskFlow flow) { try { Thread.Sleep(5); flow.Raise(call); } catch { Console.Beep(); } }
            static IDisposable Attach(HookSet hooks) => hooks.Attach<MarginCall>("margin_call", static (call, flow, token) => { flow.Raise(call); return default; });
            [HookFailure("flow_timeout")] internal static void Failed(HookFailure failure) { }
            static void Main() => new Second().CancelAll();
        }
        """;

    [Fact]
    public Task Nothing_throws_wherever_the_text_ends()
        => SurviveAsync(Tokens().Where(static (_, index) => index % 3 == 0).Select(static token => (Program[..token.Span.End], $"cut off at {token.Span.End}")));

    [Fact]
    public Task Nothing_throws_whichever_tokens_are_missing()
    {
        var random = new Random(Seed);
        SyntaxToken[] tokens = [.. Tokens()];
        return SurviveAsync(Enumerable.Range(0, 75).Select(round =>
        {
            var lost = Enumerable.Range(0, 1 + random.Next(4)).Select(_ => random.Next(tokens.Length)).ToHashSet();
            return (string.Concat(tokens.Where((_, place) => !lost.Contains(place)).Select(static token => token.ToFullString())), $"seed {Seed}, round {round}");
        }));
    }

    private static async Task SurviveAsync(IEnumerable<(string Text, string Name)> texts)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        var rest = CSharpCompilation.Create(
            "Bot",
            [Parse(Bot.Usings), Parse(Bot.Broker), Parse(Bot.Wrapper)],
            [
                .. Basic.Reference.Assemblies.Net100.References.All, Package.Reference,
                OtherAssembly.Make("Desk", Module("Desk")), OtherAssembly.Make("Risk", Module("Risk")),
            ],
            new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        foreach ((string text, string name) in texts)
        {
            ImmutableArray<Diagnostic> found = await rest
                .AddSyntaxTrees(Parse(text))
                .WithAnalyzers([.. RuleCatalog.Analyzers])
                .GetAnalyzerDiagnosticsAsync(cancellationToken);
            Assert.True(found.All(static diagnostic => diagnostic.Id != "AD0001"), $"{name}: {found.FirstOrDefault(static diagnostic => diagnostic.Id == "AD0001")}\n{text}");
        }
    }

    private static IEnumerable<SyntaxToken> Tokens() => Parse(Program).GetRoot(TestContext.Current.CancellationToken).DescendantTokens();

    private static string Module(string name) => $$"""
        [assembly: RiskTraceGen.RiskModule(typeof({{name}}Limit))]
        [RiskTraceGen.RiskRule("max_contracts")] public class {{name}}Limit { }
        """;

    private static SyntaxTree Parse(string text)
        => CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest), cancellationToken: TestContext.Current.CancellationToken);
}
