namespace RiskTraceGen.Generator.Tests;

/// <summary>What the compiler knows of a broker's parameters it knows of the wrapper's too.</summary>
public sealed class CarriedParameterTests
{
    [Fact]
    public async Task WhatIsScopedAndWhatAnInterpolatedStringAsksForIsSaidInTheWrapper()
    {
        FlowTrace flow = Assert.Single(await TracedProgram.RunAsync("""
            using System.Diagnostics.CodeAnalysis;
            using System.Runtime.CompilerServices;
            [InterpolatedStringHandler]
            public struct Note
            {
                public Note(int length, int holes) => Text = "plain:";
                public Note(int length, int holes, bool isOn, string name) => Text = $"{isOn} {name}:";
                public string Text;
                public void AppendLiteral(string text) => Text += text;
                public void AppendFormatted<T>(T value) => Text += value;
            }
            public class Desk
            {
                [BrokerCall("write")] public string Write(bool isOn, string name, [InterpolatedStringHandlerArgument("isOn", "name")] Note note) => note.Text;
                [BrokerCall("fill")] public Span<int> Fill(Span<int> data, scoped ref int written) { written += data.Length; return data; }
                [BrokerCall("all")] public Span<int> All([UnscopedRef] out int written) { written = 1; return new Span<int>(ref written); }
            }
            public static class Program
            {
                public static Task RunAsync(RiskTracer tracer)
                {
                    using RiskFlow flow = tracer.StartFlow("x");
                    TracedDesk desk = new Desk().Traced(flow);
                    int[] data = [1, 2];
                    flow.Complete($"{desk.Write(true, "n", $"v={5}")} {Filled(desk, data).Length}");
                    return Task.CompletedTask;
                }

                private static Span<int> Filled(TracedDesk desk, Span<int> data) { int written = 0; return desk.Fill(data, ref written); }
            }
            """));
        Assert.Equal("True n:v=5 2", flow.Result);
    }
}
