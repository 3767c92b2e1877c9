namespace RiskTraceGen.Generator.Tests;

/// <summary>A fallback or a reconciliation is the method that was found to fit, whatever else the broker, or its wrapper, has by that name.</summary>
public sealed class SubstituteTests
{
    private const string Brokers = """
        public class Sized
        {
            [BrokerCall("close", Fallback = nameof(Flatten))] public string Close(int size) => throw new NotSupportedException();
            public string Flatten(int size) => "Sized.Flatten(int)";
        }
        public class Wider : Sized { public string Flatten(long size) => "WRONG"; [BrokerCall("own")] public void Own() { } }
        public class Hiding : Sized { public new int Flatten(int size) => 0; [BrokerCall("own")] public void Own() { } }
        public class Shown : Sized { public new int Flatten => 0; [BrokerCall("own")] public void Own() { } }

        public class Static : Sized { public new static string Flatten(int size) => "WRONG"; [BrokerCall("own")] public void Own() { } }
        #pragma warning disable CS0618
        [Obsolete("old")] public interface IOld { string Flatten(int size) => "IOld.Flatten"; }
        public interface INow : IOld { [BrokerCall("close", Fallback = nameof(Flatten))] string Close(int size) => throw new NotSupportedException(); new int Flatten(int size) => 0; }
        #pragma warning restore CS0618
        public class Now : INow { }

        public interface IDesk { [BrokerCall("close", Fallback = nameof(Flatten))] string Close(string id); string Flatten(string id) => "IDesk.Flatten"; }
        public class Explicit : IDesk { public string Close(string id) => throw new NotSupportedException(); string IDesk.Flatten(string id) => "explicit"; [BrokerCall("own")] public void Own() { } }
        public class Default : IDesk { public string Close(string id) => throw new NotSupportedException(); [BrokerCall("own")] public void Own() { } }
        public interface INewDesk : IDesk { new string Flatten(string id); [BrokerCall("own")] void Own(); }
        public class NewDesk : INewDesk { public string Close(string id) => throw new NotSupportedException(); string INewDesk.Flatten(string id) => "INewDesk.Flatten"; public void Own() { } }

        public class Overloaded
        {
            [BrokerCall("close", Fallback = nameof(Flatten))] public string Close<T>(T id) => throw new NotSupportedException();
            public string Flatten<T>(T id) => "Flatten<T>";
            public string Flatten(object id) => "WRONG";
            [BrokerCall("sell", Fallback = nameof(Drop))] public string Sell(int size) => throw new NotSupportedException();
            public string Drop(int size, CancellationToken token = default) => "Drop(int, token)";
            public string Drop(int size, long price) => "WRONG";
        }

        public interface IQuery { [BrokerCall("place", Reconcile = nameof(Find))] Task<string?> Place(int id); Task<string?> Find(int id); }
        public class Query : IQuery
        {
            public Task<string?> Place(int id) => throw new TimeoutException();
            Task<string?> IQuery.Find(int id) => Task.FromResult<string?>("IQuery.Find");
            public Task<string?> Find(long id) => Task.FromResult<string?>("WRONG");
            [BrokerCall("own")] public void Own() { }
        }

        """;

    [Theory]
    [InlineData("new Sized().Traced(flow).Close(1)", "Sized.Flatten(int)", "flatten")]
    [InlineData("new Wider().Traced(flow).Close(1)", "Sized.Flatten(int)", "flatten")]
    [InlineData("new Hiding().Traced(flow).Close(1)", "Sized.Flatten(int)", "flatten")]
    [InlineData("new Shown().Traced(flow).Close(1)", "Sized.Flatten(int)", "flatten")]
    [InlineData("new Static().Traced(flow).Close(1)", "Sized.Flatten(int)", "flatten")]
    [InlineData("((INow)new Now()).Traced(flow).Close(1)", "IOld.Flatten", "flatten")]
    [InlineData("new Explicit().Traced(flow).Close(\"a\")", "explicit", "flatten")]
    [InlineData("new Default().Traced(flow).Close(\"a\")", "IDesk.Flatten", "flatten")]
    [InlineData("((INewDesk)new NewDesk()).Traced(flow).Close(\"a\")", "INewDesk.Flatten", "flatten")]
    [InlineData("new Overloaded().Traced(flow).Close(\"a\")", "Flatten<T>", "flatten")]
    [InlineData("new Overloaded().Traced(flow).Sell(1)", "Drop(int, token)", "drop")]
    [InlineData("(await new Query().Traced(flow).Place(1))!", "IQuery.Find", "find")]
    public async Task TheMethodThatFitsIsCalledAndRecorded(string call, string expected, string recorded)
    {
        FlowTrace flow = Assert.Single(await TracedProgram.RunAsync(Brokers + $$"""
            public static class Program
            {
                public static async Task RunAsync(RiskTracer tracer)
                {
                    await Task.Yield();
                    using RiskFlow flow = tracer.StartFlow("TEST");
                    flow.Complete({{call}});
                }
            }
            """));

        Assert.Equal(expected, flow.Result);
        Assert.Contains(recorded, flow.Steps.Where(step => step.Kind == StepKind.ApiCall).Select(step => step.Name));
    }

    [Fact]
    public void AMethodThatNoCallMeansTakesOverForNone()
    {
        Generated generated = Consumer.Of("""
            using System.Runtime.CompilerServices;
            using RiskTraceGen;
            public class Desk
            {
                [BrokerCall("close", Fallback = nameof(Flatten))] public void Close(int size) { }
                [OverloadResolutionPriority(-1)] public void Flatten(int size) { }
                public void Flatten(long size) { }
            }
            """).Generate().WithoutComplaints();

        Assert.DoesNotContain("FallBack(", generated["Desk.Traced.g.cs"]);
    }

    [Fact]
    public void WhatTheWrapperCannotHaveIsNotReplacedByAnOverload()
    {
        Generated generated = Consumer.Of("""
            using System.Diagnostics;
            using RiskTraceGen;
            public class Desk
            {
                [BrokerCall("close")] public void Close(long id) { }
                [Conditional("SIMULATION")] public void Close(int id) { }
                [BrokerCall("send")] public void Send(long id) { }
                [Conditional("SIMULATION")] public void Send(int id, int size) { }
            }
            """).Generate().WithoutComplaints();

        Assert.DoesNotContain(" Close(", generated["Desk.Traced.g.cs"]);
        Assert.Contains("public void Send(long id)", generated["Desk.Traced.g.cs"]);
    }
}
