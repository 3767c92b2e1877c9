namespace RiskTraceGen.Generator.Tests;

/// <summary>What is kept out of the trace of a call is kept out of that of its fallback and of its query, which get the same arguments and answer in its place.</summary>
public sealed class SubstituteSecretTests
{
    private const string Desk = """
        [assembly: BrokerCall(typeof(Vendor), "Open", Fallback = "Instead")]

        public class Fails { protected static string Never() => throw new InvalidOperationException("never"); protected static string Lost() => throw new TimeoutException("lost"); }
        public class Said : Fails
        {
            [BrokerCall("open", Fallback = nameof(Instead))] [return: Sensitive] public string Open([Sensitive] string word, int size) => Never();
            public string Instead(string text, int count) => text;
        }
        public class Named : Fails
        {
            [BrokerCall("open", Fallback = nameof(Instead))] [return: Sensitive] public string Open(string password, int size) => Never();
            public string Instead(string text, int count) => text;
        }
        public class Late : Fails
        {
            [BrokerCall("open", Fallback = nameof(InsteadAsync))] [return: Sensitive] public async Task<string> OpenAsync([Sensitive] string word, int size, CancellationToken token = default) { await Task.Yield(); return Never(); }
            public async Task<string> InsteadAsync(CancellationToken token, string text, int count) { await Task.Yield(); return text; }
        }
        public class Marked : Fails
        {
            [BrokerCall("open", Fallback = nameof(Instead))] [return: Sensitive] public string Open([Sensitive] string word, int size) => Never();
            [BrokerCall("instead", Retries = 1)] public string Instead(string text, int count) => text;
        }
        public class Second : Fails
        {
            [BrokerCall("open", Fallback = nameof(Instead))] public string First(string word, int size) => Never();
            [BrokerCall("open", Fallback = nameof(Instead))] [return: Sensitive] public string Open([Sensitive] string word, int size) => Never();
            public string Instead(string text, int count) => text;
        }
        public class Chained : Fails
        {
            [BrokerCall("open", Fallback = nameof(Next))] [return: Sensitive] public string Open([Sensitive] string word, int size) => Never();
            [BrokerCall("next", Fallback = nameof(Instead))] public string Next(string word, int size) => Never();
            [BrokerCall("instead", Fallback = nameof(Next))] public string Instead(string text, int count) => text;
        }
        public class Generic : Fails
        {
            [BrokerCall("open", Fallback = nameof(Instead))] [return: Sensitive] public List<T> Open<T>([Sensitive] T word, int size) { Never(); return []; }
            public List<T> Instead<T>(T text, int count) => [text];
        }
        public interface IContract { [return: Sensitive] string Open([Sensitive] string word, int size); }
        public class Contracted : Fails, IContract
        {
            [BrokerCall("open", Fallback = nameof(Instead))] public string Open(string word, int size) => Never();
            public string Instead(string text, int count) => text;
        }
        public class Hidden : Said { public new int Instead(string text, int count) => 0; [BrokerCall("own")] public void Own() { } }
        public class Vendor : Fails
        {
            [return: Sensitive] public string Open([Sensitive] string word, int size) => Never();
            public string Instead(string text, int count) => text;
        }
        public class Asked : Fails
        {
            [BrokerCall("open", Reconcile = nameof(Find))] [return: Sensitive] public string? Open([Sensitive] string word, int size) => Lost();
            public string? Find(string text, int count) => text;
        }
        public class Open : Fails
        {
            [BrokerCall("open", Fallback = nameof(Instead))] [return: Sensitive] public string Call([Sensitive] string word, int size) => Never();
            [return: Sensitive(false)] public string Instead([Sensitive(false)] string text, int count) => text;
        }
        public class Other : Fails
        {
            [BrokerCall("open", Fallback = nameof(Instead))] public string Call([Sensitive(false)] string token, [Sensitive] int size) => Never();
            public string Instead(string password, int count) => "shown";
        }

        """;

    [Theory]
    [InlineData("new Said().Traced(flow).Open(\"LEAK\", 7)", "text: (redacted); count: 7; result: (redacted)")]
    [InlineData("new Said().Traced(flow).Instead(\"LEAK\", 7)", "text: (redacted); count: 7; result: (redacted)")]
    [InlineData("new Named().Traced(flow).Open(\"LEAK\", 7)", "text: (redacted); count: 7; result: (redacted)")]
    [InlineData("await new Late().Traced(flow).OpenAsync(\"LEAK\", 7)", "text: (redacted); count: 7; result: (redacted)")]
    [InlineData("new Marked().Traced(flow).Open(\"LEAK\", 7)", "text: (redacted); count: 7; result: (redacted)")]
    [InlineData("new Second().Traced(flow).Open(\"LEAK\", 7)", "text: (redacted); count: 7; result: (redacted)")]
    [InlineData("new Chained().Traced(flow).Next(\"LEAK\", 7)", "text: (redacted); count: 7; result: (redacted)")]
    [InlineData("new Generic().Traced(flow).Open(\"LEAK\", 7)", "text: (redacted); count: 7; result: (redacted)")]
    [InlineData("new Contracted().Traced(flow).Open(\"LEAK\", 7)", "text: (redacted); count: 7; result: (redacted)")]
    [InlineData("new Hidden().Traced(flow).Open(\"LEAK\", 7)", "text: (redacted); count: 7; result: (redacted)")]
    [InlineData("new Vendor().Traced(flow).Open(\"LEAK\", 7)", "text: (redacted); count: 7; result: (redacted)")]
    [InlineData("new Asked().Traced(flow).Open(\"LEAK\", 7)", "text: (redacted); count: 7; result: (redacted)")]
    public async Task Takes_over_what_is_kept_out_of_the_call(string call, string expected)
    {
        FlowTrace flow = await FlowOf(call);
        Assert.Equal(expected, string.Join("; ", flow.Steps.Last(step => step.Kind == StepKind.ApiCall).Fields));
        Assert.DoesNotContain("LEAK", string.Join('\n', flow.Steps.Select(step => $"{step} {string.Join("; ", step.Fields)}")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("new Open().Traced(flow).Call(\"shown\", 7)", "text: shown; count: 7; result: shown")]
    [InlineData("new Other().Traced(flow).Call(\"LEAK\", 7)", "password: (redacted); count: (redacted); result: shown")] // what is let through there is let through nowhere else
    public async Task Has_its_own_say(string call, string expected)
        => Assert.Equal(expected, string.Join("; ", (await FlowOf(call)).Steps.Last(step => step.Kind == StepKind.ApiCall).Fields));

    private static async Task<FlowTrace> FlowOf(string call) => Assert.Single(await TracedProgram.RunAsync(Desk + $$"""
        public static class Program
        {
            public static async Task RunAsync(RiskTracer tracer)
            {
                await Task.Yield();
                using RiskFlow flow = tracer.StartFlow("TEST");
                var answer = {{call}};
                if (answer is null)
                    throw new Exception("no answer");
                flow.Complete("done");
            }
        }
        """));
}
