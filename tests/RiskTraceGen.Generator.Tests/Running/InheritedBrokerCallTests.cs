namespace RiskTraceGen.Generator.Tests;

/// <summary>A wrapper traces what its broker inherits: methods that an attribute of the assembly names, and methods that implement annotated ones.</summary>
public sealed class InheritedBrokerCallTests
{
    private const string Named = """
        public interface IConnection<T> { int Submit(T order); void Close(); }
        public interface IClient : IConnection<string> { int Query(); }
        public class Client : IClient { public int Submit(string order) => 1; public int Query() => 2; public void Close() { } }
        public class Socket { public virtual int Send(int bytes) => 1; public int Send(string text) => 2; public int Receive() => 3; }
        public class Line : Socket { }
        public class Spare : Line { public override int Send(int bytes) => 4; }
        public class Fallback : Socket { [BrokerCall("own")] public int Own() => 5; }
        public interface IDesk { int Place(); [BrokerCall("cancel")] int Cancel(); }

        """;

    private const string Implementing = """
        public interface IOrders { [BrokerCall("place")] int Place(string id); }
        public interface IQuotes { [BrokerCall("quote")] int Quote(); }
        public class Base { public int Place(string id) => 1; public virtual int Quote() => 2; public int Quote(int depth) => 3; }
        public class Desk : Base, IOrders, IQuotes { }
        public class LateDesk : Desk { public override int Quote() => 4; [BrokerCall("own")] public int Own() => 5; }

        """;

    [Theory]
    [InlineData("IClient", "Submit", "Name = \"order\"", "((IClient)new Client()).Traced(flow).Submit(\"x\")", "order: order: x; result: 1")]
    [InlineData("Line", "Send", "", "new Line().Traced(flow).Send(7)", "send: bytes: 7; result: 1")]
    [InlineData("Line", "Send", "", "new Line().Traced(flow).Send(\"y\")", "send: text: y; result: 2")]
    [InlineData("Line", "Send", "", "new Spare().Traced(flow).Send(7)", "send: bytes: 7; result: 4")]
    [InlineData("Socket", "Send", "", "new Fallback().Traced(flow).Send(7)", "send: bytes: 7; result: 1")]
    [InlineData("IDesk", "Place", "", "((IDesk)null!).Traced(flow)", null)]
    public async Task WhatAnAttributeOfTheAssemblyNamesMayBeInherited(string type, string member, string more, string call, string? expected)
    {
        string attribute = $"[assembly: BrokerCall(typeof({type}), \"{member}\"{(more.Length > 0 ? ", " + more : "")})]\n";
        Assert.Equal(expected is null ? [] : [expected], await CallsOf(attribute + Named, call));
    }

    [Theory]
    [InlineData("new Line().Traced(flow).Send(7)", "line: bytes: 7; result: 1")]
    [InlineData("new Socket().Traced(flow).Send(7)", "socket: bytes: 7; result: 1")]
    [InlineData("new Fallback().Traced(flow).Send(7)", "socket: bytes: 7; result: 1")]
    public async Task WhatIsSaidOfABrokerItselfComesFirst(string call, string expected)
        => Assert.Equal(
            [expected],
            await CallsOf("[assembly: BrokerCall(typeof(Socket), \"Send\", Name = \"socket\"), BrokerCall(typeof(Line), \"Send\", Name = \"line\")]\n" + Named, call));

    [Fact]
    public async Task AnotherMethodOfTheBaseIsNotTraced()
        => Assert.Empty(await CallsOf("[assembly: BrokerCall(typeof(Line), \"Send\")]\n" + Named, "new Line().Traced(flow).Receive()"));

    [Theory]
    [InlineData("new Desk().Traced(flow).Place(\"a\")", "place: id: a; result: 1")]
    [InlineData("new Desk().Traced(flow).Quote()", "quote: result: 2")]
    [InlineData("new LateDesk().Traced(flow).Place(\"a\")", "place: id: a; result: 1")]
    [InlineData("new LateDesk().Traced(flow).Quote()", "quote: result: 4")]
    [InlineData("new LateDesk().Traced(flow).Quote(9)", null)]
    public async Task AMethodOfABaseClassMayImplementAnAnnotatedOne(string call, string? expected)
        => Assert.Equal(expected is null ? [] : [expected], await CallsOf(Implementing, call));

    private static async Task<string[]> CallsOf(string declarations, string call)
    {
        IReadOnlyList<FlowTrace> flows = await TracedProgram.RunAsync(declarations + $$"""

            public static class Program
            {
                public static Task RunAsync(RiskTracer tracer)
                {
                    using RiskFlow flow = tracer.StartFlow("TEST");
                    _ = {{call}};
                    flow.Complete("done");
                    return Task.CompletedTask;
                }
            }
            """);
        return [.. Assert.Single(flows).Steps.Where(step => step.Kind == StepKind.ApiCall).Select(step => $"{step.Name}: {string.Join("; ", step.Fields)}")];
    }
}
