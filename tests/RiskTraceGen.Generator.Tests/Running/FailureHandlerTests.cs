namespace RiskTraceGen.Generator.Tests;

/// <summary>A failure handler is told once of a failure, however many of its attributes speak of it.</summary>
public sealed class FailureHandlerTests
{
    [Theory]
    [InlineData("[HookFailure, HookFailure(\"margin\")]", "margin,size")]
    [InlineData("[HookFailure(\"margin\"), HookFailure(null)]", "margin,size")]
    [InlineData("[HookFailure(\"margin\"), HookFailure(\"margin\")]", "margin")]
    [InlineData("[HookFailure(\"margin\"), HookFailure(\"size\")]", "margin,size")]
    public async Task AFailureIsToldOnce(string attributes, string expected)
        => await TracedProgram.RunAsync($$"""
            [HookEvent("margin")] public readonly record struct Margin(int Left);
            [HookEvent("size")] public readonly record struct Size(int Contracts);

            public static class Alerts
            {
                public static readonly System.Collections.Concurrent.ConcurrentQueue<string> Told = new();
                [Hook("margin")] public static void On(Margin margin) => throw new InvalidOperationException();
                [Hook("size")] public static void On(Size size) => throw new InvalidOperationException();
                {{attributes}} public static void Failed(HookFailure failure) => Told.Enqueue(failure.Hook);
            }

            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    TradingBot.RiskTracing.Module.CreateDispatcher(tracer, _ => null);
                    using (RiskFlow flow = tracer.StartFlow("TEST"))
                    {
                        await flow.RaiseAsync(new Margin(1));
                        await flow.RaiseAsync(new Size(2));
                        flow.Complete("raised");
                    }

                    // Waits for the handlers.
                    await tracer.DisposeAsync();
                    string told = string.Join(",", Alerts.Told.OrderBy(hook => hook, StringComparer.Ordinal));
                    if (told != "{{expected}}") throw new Exception(told);
                }
            }
            """);
}
