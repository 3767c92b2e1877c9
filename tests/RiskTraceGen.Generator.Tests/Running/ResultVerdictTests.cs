namespace RiskTraceGen.Generator.Tests;

/// <summary>A result that says of itself that the call failed makes it a failed call, whatever kind of type says so and whatever of it can be recorded.</summary>
public sealed class ResultVerdictTests
{
    private const string Declarations = """
        public interface IOrderResult { bool Success { get; } }
        public interface INamedResult : IOrderResult { string Name { get; } }
        public interface IAccepted { bool Success { get; } }
        public interface IBoth : IOrderResult, IAccepted { }
        public interface IComputed { string? Error { get; } bool Succeeded => Error is null; }
        public interface INewer : IOrderResult { new bool Success { get; } }
        public interface IParsed<TSelf> where TSelf : IParsed<TSelf> { static abstract TSelf Parse(string text); bool IsSuccess { get; } }
        public sealed record Own(bool Success) : IOrderResult;
        public sealed class Named(bool success) : INamedResult { public bool Success => success; public string Name => throw new Exception("a getter ran"); }
        public sealed class Hidden(bool success) : IOrderResult { bool IOrderResult.Success => success; }
        public sealed class Both(bool success) : IBoth { bool IOrderResult.Success => true; bool IAccepted.Success => success; }
        public sealed class Computed(string? error) : IComputed { string? IComputed.Error => error; }
        public sealed class Newer(bool success) : INewer { bool IOrderResult.Success => !success; bool INewer.Success => success; }
        public sealed class Parsed(bool success) : IParsed<Parsed> { public static Parsed Parse(string text) => new(true); public bool IsSuccess => success; }
        public class Overridable { public virtual bool Success => true; }
        public sealed class Overriding(bool success) : Overridable { public override bool Success => success; }
        public abstract class Abstract { public abstract bool IsSuccess { get; } }
        public sealed class Concrete(bool success) : Abstract { public override bool IsSuccess => success; }
        public readonly struct Closed { private readonly bool _failed; public Closed(bool success) => _failed = !success; public bool Success => !_failed; }
        public struct Open { public bool Success; }
        public sealed record Answer<T>(bool Success, T Value);
        [TraceFormat] public sealed record Formatted(bool Success);
        public sealed record Old([property: Obsolete("look at Code")] bool Success, int Code);

        """;

    // The type of the result, and how an answer is made of the word whether it succeeded.
    private static readonly (string Type, string Made)[] Rows =
    [
        ("IOrderResult", "new Hidden({0})"), ("IOrderResult?", "new Own({0})"), ("INamedResult", "new Named({0})"), ("IBoth", "new Both({0})"), ("IComputed", "new Computed({0} ? null : \"no\")"), ("INewer", "new Newer({0})"),
        ("Hidden", "new Hidden({0})"), ("Overridable", "new Overriding({0})"), ("Abstract", "new Concrete({0})"), ("Closed", "new Closed({0})"), ("Closed?", "new Closed({0})"), ("Open", "new Open {{ Success = {0} }}"),
        ("Own", "new Own({0})"), ("Own?", "new Own({0})"), ("Answer<string?>", "new Answer<string?>({0}, null)"), ("Formatted", "new Formatted({0})"), ("(bool Success, string Id)", "({0}, \"7\")"), ("Old", "new Old({0}, 3)"),
    ];

    [Fact]
    public async Task EveryTypeIsAskedInEveryFormOfACall()
    {
        string[] forms = ["{0}", "Task<{0}>", "ValueTask<{0}>"];
        var calls = Rows.SelectMany(row => forms, (row, form) => (Returns: string.Format(null, form, row.Type), row.Type, row.Made)).ToList();
        IReadOnlyList<FlowTrace> flows = await TracedProgram.RunAsync(Declarations + $$"""
            #pragma warning disable CS0618 // an obsolete verdict is among them
            public interface IBroker
            {
                {{string.Join("\n    ", calls.Select((call, number) => $"[BrokerCall(\"c{number}\")] {call.Returns} C{number}(bool succeeds);"))}}
                [BrokerCall("bounded")] T Bounded<T>(T result) where T : IOrderResult;
                [BrokerCall("derived")] Task<T> DerivedAsync<T>(T result) where T : Abstract;
                [BrokerCall("generic")] Task<Answer<T>> GenericAsync<T>(Answer<T> result);
                [BrokerCall("parsed")] IParsed<Parsed> Parse(bool succeeds);
            }

            public sealed class Broker : IBroker
            {
                {{string.Join("\n    ", calls.Select((call, number) => $"public {call.Returns} C{number}(bool succeeds) => {Answer(call.Returns, call.Type, string.Format(null, call.Made, "succeeds"))};"))}}
                public T Bounded<T>(T result) where T : IOrderResult => result;
                public Task<T> DerivedAsync<T>(T result) where T : Abstract => Task.FromResult(result);
                public Task<Answer<T>> GenericAsync<T>(Answer<T> result) => Task.FromResult(result);
                public IParsed<Parsed> Parse(bool succeeds) => new Parsed(succeeds);
            }

            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    IBroker plain = new Broker();
                    foreach (bool succeeds in new[] { true, false })
                    {
                        using RiskFlow flow = tracer.StartFlow(succeeds ? "SUCCEEDS" : "FAILS");
                        TracedBroker broker = plain.Traced(flow);
                        {{string.Join("\n            ", calls.Select((call, number) => $"{(call.Returns.Contains("Task", StringComparison.Ordinal) ? "await " : "")}broker.C{number}(succeeds);"))}}
                        broker.Bounded(new Own(succeeds));
                        await broker.DerivedAsync(new Concrete(succeeds));
                        await broker.GenericAsync(new Answer<int>(succeeds, 1));
                        broker.Parse(succeeds);
                        flow.Complete("done");
                    }
                }
            }
            """);

        foreach ((string flow, string outcome) in new[] { ("SUCCEEDS", "success"), ("FAILS", "failed") })
        {
            TraceStep[] made = [.. flows.Single(trace => trace.Type == flow).Steps.Where(static step => step.Kind == StepKind.ApiCall)];
            Assert.Equal(calls.Count + 4, made.Length);
            string[] types = [.. calls.Select(static call => call.Returns), "bounded", "derived", "generic", "parsed"];
            Assert.Empty(made.Zip(types).Where(pair => pair.First.Outcome != outcome).Select(pair => $"{pair.Second}: {pair.First.Outcome}, not {outcome}"));
        }
    }

    [Fact]
    public async Task AnInterfaceThatSaysNoIsTriedAgainAndReplaced()
    {
        TraceStep[] calls = await CallsOf(
            """
            [BrokerCall("close", Fallback = nameof(FlattenAsync))] ValueTask<IOrderResult> CloseAsync(int number);
            ValueTask<IOrderResult> FlattenAsync(int number);
            """,
            """
            public ValueTask<IOrderResult> CloseAsync(int number) => new(new Hidden(false));
            public ValueTask<IOrderResult> FlattenAsync(int number) => new(new Named(true));
            """,
            """if (!(await broker.CloseAsync(3)).Success) throw new Exception("not replaced");""");
        Assert.Equal([("close", "failed", "result: (Hidden)"), ("flatten", "success", "result: (Named)")], calls.Select(static call => (call.Name, call.Outcome, call.Fields.Single(static field => field.Name == "result").ToString())));
    }

    [Fact]
    public async Task ASuccessThatCannotBeReadIsAmbiguousAndTheCallersAllTheSame()
    {
        TraceStep call = Assert.Single(await CallsOf(
            """[BrokerCall("close")] Task<IOrderResult> CloseAsync();""",
            """
            private sealed class Unreadable : IOrderResult { public int Asked; public bool Success { get { Asked++; throw new Exception("no"); } } }
            private readonly Unreadable _result = new();
            public int Asked => _result.Asked;
            public Task<IOrderResult> CloseAsync() => Task.FromResult<IOrderResult>(_result);
            """,
            """if (await broker.CloseAsync() is null || ((Broker)plain).Asked != 1) throw new Exception("asked otherwise");"""));
        Assert.Equal(("ambiguous", "result: (Unreadable)", null), (call.Outcome, Assert.Single(call.Fields).ToString(), call.Exception));
    }

    private static string Answer(string returns, string type, string made)
        => returns.StartsWith("Task<", StringComparison.Ordinal) ? $"Task.FromResult<{type}>({made})" : returns.StartsWith("ValueTask<", StringComparison.Ordinal) ? $"new({made})" : made;

    private static async Task<TraceStep[]> CallsOf(string members, string implementation, string body)
    {
        IReadOnlyList<FlowTrace> flows = await TracedProgram.RunAsync(Declarations + $$"""
            public interface IBroker
            {
                {{members}}
            }

            public sealed class Broker : IBroker
            {
                {{implementation}}
            }

            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    IBroker plain = new Broker();
                    using RiskFlow flow = tracer.StartFlow("TEST");
                    TracedBroker broker = plain.Traced(flow);
                    {{body}}
                    flow.Complete("done");
                }
            }
            """);
        return [.. Assert.Single(flows).Steps.Where(static step => step.Kind == StepKind.ApiCall)];
    }
}
