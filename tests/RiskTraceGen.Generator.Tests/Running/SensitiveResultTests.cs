namespace RiskTraceGen.Generator.Tests;

/// <summary>[return: Sensitive] keeps what a call returns out of the trace, and nothing else of the call.</summary>
public sealed class SensitiveResultTests
{
    private const string Broker = """
        public sealed record Session(string Word, int Seconds);
        public sealed record Answer(bool Success, string Word);

        public interface IDesk
        {
            [BrokerCall("call")] [return: Sensitive] string Text(string user);
            [BrokerCall("call")] [return: Sensitive] Session Record();
            [BrokerCall("call")] [return: Sensitive] Task<string> TaskAsync();
            [BrokerCall("call")] [return: Sensitive] Task<Session?> LateTaskAsync();
            [BrokerCall("call")] [return: Sensitive] ValueTask<Session> ValueTaskAsync();
            [BrokerCall("call")] [return: Sensitive] ValueTask<string[]> LateValueTaskAsync();
            [BrokerCall("call")] [return: Sensitive] (string Word, int Seconds) Tuple();
            [BrokerCall("call")] [return: Sensitive] int? Number();
            [BrokerCall("call")] [return: Sensitive] T Open<T>(T value);
            [BrokerCall("call")] [return: Sensitive] dynamic Dynamic();
            [BrokerCall("call")] [return: Sensitive] IEnumerable<string> Listed();
            [BrokerCall("call")] [return: Sensitive] IEnumerable<string> Lazy();
            [BrokerCall("call")] [return: Sensitive] IEnumerator<string> Walked();
            [BrokerCall("call")] [return: Sensitive] Answer Refused();
            [BrokerCall("call")] [return: Sensitive] Task<string> FaultyAsync();
            [BrokerCall("call")] [return: Sensitive] void Nothing();
            [BrokerCall("call", Retries = 1)] [return: Sensitive] Task<string> RepeatedAsync();
            [BrokerCall("call", Fallback = nameof(InsteadAsync))] Task<string> ReplacedAsync();
            [return: Sensitive] Task<string> InsteadAsync();
        }

        public sealed class Desk : IDesk
        {
            public static readonly TaskCompletionSource<Session?> Later = new();
            private int _tries;
            public string Text(string user) => "LEAK";
            public Session Record() => new("LEAK", 4711);
            public Task<string> TaskAsync() => Task.FromResult("LEAK");
            public Task<Session?> LateTaskAsync() => Later.Task;
            public ValueTask<Session> ValueTaskAsync() => new(new Session("LEAK", 4711));
            public async ValueTask<string[]> LateValueTaskAsync() { await Task.Yield(); return ["LEAK"]; }
            public (string Word, int Seconds) Tuple() => ("LEAK", 4711);
            public int? Number() => 4711;
            public T Open<T>(T value) => value;
            public dynamic Dynamic() => "LEAK";
            public IEnumerable<string> Listed() => ["LEAK"];
            public IEnumerable<string> Lazy() { yield return "LEAK"; }
            public IEnumerator<string> Walked() { yield return "LEAK"; }
            public Answer Refused() => new(false, "LEAK");
            public Task<string> FaultyAsync() => Task.FromException<string>(new InvalidOperationException("why"));
            public void Nothing() { }
            public Task<string> RepeatedAsync() => _tries++ == 0 ? throw new InvalidOperationException("once") : Task.FromResult("LEAK");
            public Task<string> ReplacedAsync() => throw new InvalidOperationException("never");
            public Task<string> InsteadAsync() => Task.FromResult("LEAK");
        }

        """;

    private const string Contracts = """
        public abstract class Base { [BrokerCall("call")] [return: Sensitive] public abstract string Inherited(); [BrokerCall("call")] [return: Sensitive] public abstract string Cleared(); }
        public interface IContract { [BrokerCall("call")] string Contracted(); }
        public interface ISecret { [return: Sensitive] string Implemented(); }
        public sealed class Desk : Base, IContract, ISecret
        {
            public override string Inherited() => "LEAK";
            [return: Sensitive(false)] public override string Cleared() => "shown";
            [return: Sensitive] string IContract.Contracted() => "LEAK";
            [BrokerCall("call")] public string Implemented() => "LEAK";
            [BrokerCall("call")] public string GetToken() => "shown";
        }

        """;

    [Theory]
    [InlineData("desk.Text(\"me\")", "success: user: me; result: (redacted)")]
    [InlineData("desk.Record()", "success: result: (redacted)")]
    [InlineData("await desk.TaskAsync()", "success: result: (redacted)")]
    [InlineData("var late = desk.LateTaskAsync(); Desk.Later.SetResult(new(\"LEAK\", 4711)); await late", "success: result: (redacted)")]
    [InlineData("await desk.ValueTaskAsync()", "success: result: (redacted)")]
    [InlineData("await desk.LateValueTaskAsync()", "success: result: (redacted)")]
    [InlineData("desk.Tuple()", "success: result: (redacted)")]
    [InlineData("desk.Number()", "success: result: (redacted)")]
    [InlineData("desk.Open(7)", "success: value: 7; result: (redacted)")]
    [InlineData("desk.Dynamic()", "success: result: (redacted)")]
    [InlineData("desk.Listed()", "success: result: (redacted)")]
    [InlineData("desk.Lazy()", "handed over: result: (redacted)")]
    [InlineData("desk.Walked()", "handed over: result: (redacted)")]
    [InlineData("desk.Refused()", "failed: result: (redacted)")]
    [InlineData("desk.Nothing()", "success: ")]
    [InlineData("await desk.RepeatedAsync()", "success: result: (redacted)")]
    public async Task Keeps_a_result_out_of_the_trace(string call, string expected)
    {
        FlowTrace flow = await FlowOf(Broker + Program($"TracedDesk desk = ((IDesk)new Desk()).Traced(flow); {call};"));
        TraceStep step = flow.Steps.Last(step => step.Kind == StepKind.ApiCall);
        Assert.Equal(expected, $"{step.Outcome}: {string.Join("; ", step.Fields)}");
        Assert.DoesNotContain("LEAK", Everything(flow), StringComparison.Ordinal);
        Assert.DoesNotContain("4711", Everything(flow), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_what_the_caller_gets_and_why_a_call_failed()
    {
        FlowTrace flow = await FlowOf(Broker + Program("""
            TracedDesk desk = ((IDesk)new Desk()).Traced(flow);
            if (desk.Text("") != "LEAK" || await desk.TaskAsync() != "LEAK" || desk.Tuple().Seconds != 4711)
                throw new Exception("not what the broker returned");
            try { await desk.FaultyAsync(); } catch (InvalidOperationException) { }
            """));
        Assert.Equal("why", flow.Steps.Last(step => step.Kind == StepKind.ApiCall).Exception?.Message);
    }

    [Fact]
    public async Task Is_said_of_a_fallback_by_itself()
    {
        FlowTrace flow = await FlowOf(Broker + Program("await ((IDesk)new Desk()).Traced(flow).ReplacedAsync();"));
        Assert.Contains(flow.Steps, step => string.Join("; ", step.Fields) == "result: (redacted)");
        Assert.DoesNotContain("LEAK", Everything(flow), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_every_item_of_a_stream_out_of_the_trace()
    {
        FlowTrace flow = await FlowOf("""
            public sealed class Desk { [BrokerCall("words")] [return: Sensitive] public async IAsyncEnumerable<string> WordsAsync() { yield return "LEAK"; await Task.Yield(); yield return "LEAK"; } }

            """ + Program("await foreach (string word in new Desk().Traced(flow).WordsAsync()) { if (word != \"LEAK\") throw new Exception(word); }"));
        Assert.Equal(2, Everything(flow).Split("(redacted)").Length - 1);
        Assert.DoesNotContain("LEAK", Everything(flow), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Inherited", "result: (redacted)")]
    [InlineData("Contracted", "result: (redacted)")]
    [InlineData("Implemented", "result: (redacted)")]
    [InlineData("Cleared", "result: shown")]
    [InlineData("GetToken", "result: shown")]
    public async Task Is_said_wherever_the_method_is_declared(string method, string expected)
    {
        FlowTrace flow = await FlowOf(Contracts + Program($"new Desk().Traced(flow).{method}();"));
        Assert.Equal(expected, string.Join("; ", Assert.Single(flow.Steps, step => step.Kind == StepKind.ApiCall).Fields));
    }

    private static async Task<FlowTrace> FlowOf(string program) => Assert.Single(await TracedProgram.RunAsync(program));

    private static string Everything(FlowTrace flow) => string.Join('\n', flow.Steps.Select(step => $"{step.Name} {step.Outcome} {string.Join("; ", step.Fields)} {step}"));

    private static string Program(string body) => $$"""
        public static class Program
        {
            public static async Task RunAsync(RiskTracer tracer)
            {
                using RiskFlow flow = tracer.StartFlow("TEST");
                {{body}}
                flow.Complete("done");
                await Task.CompletedTask;
            }
        }
        """;
}
