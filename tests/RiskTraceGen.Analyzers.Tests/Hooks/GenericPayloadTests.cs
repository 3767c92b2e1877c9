using RiskTraceGen.Analyzers.Hooks;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>A handler takes a generic payload with its type arguments; the hook is that of the payload as it is declared.</summary>
public sealed class GenericPayloadTests
{
    private const string Source = """
        public sealed record Order(string Id);
        [HookEvent("filled")] public sealed record Filled<T>(T Order, int Size);
        public class Venue<TMarket> { [HookEvent("halted")] public readonly record struct Halted(TMarket Market); }
        public sealed class Alerts
        {
            [Hook("filled")] public void On(Filled<Order> filled) { }
            [Hook("halted")] public static void On(Venue<string>.Halted halted) { }
        }

        static class Program
        {
            static void Main() { }
            static void Run(RiskFlow flow)
            {
                flow.Raise(new Filled<Order>(new Order("7"), 3));
                flow.Raise(new Venue<string>.Halted("CME"));
            }
        }
        """;

    [Fact]
    public Task Its_hook_exists() => new AnalyzerTest<UnknownHook>(Source).RunAsync();

    [Fact]
    public Task Its_raise_is_heard() => new AnalyzerTest<UnheardRaise>(Source).Executable().RunAsync();

    [Fact]
    public Task Its_handler_is_called() => new AnalyzerTest<NeverRaised>(Source).Executable().RunAsync();

    [Fact]
    public Task Its_handler_is_wired() => new AnalyzerTest<UnwiredHandler>(Source).RunAsync();

    [Fact]
    public Task A_handler_that_leaves_it_open_is_not_wired()
        => new AnalyzerTest<UnwiredHandler>("""[HookEvent("filled")] public sealed record Filled<T>(T Order); public class Alerts { [Hook("filled")] public void [|On|]<T>(Filled<T> filled) { } }""").RunAsync();
}
