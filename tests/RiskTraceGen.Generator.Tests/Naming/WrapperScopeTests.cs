namespace RiskTraceGen.Generator.Tests;

/// <summary>Names of a broker's members and parameters that mean something else in generated code.</summary>
public sealed class WrapperScopeTests
{
    [Fact]
    public async Task ParametersMayBeNamedAsWhatTheWrapperUses()
    {
        IReadOnlyList<FlowTrace> flows = await TracedProgram.RunAsync("""
            public sealed record SubmitArguments(int Size);
            public interface IBroker
            {
                [BrokerCall("submit")] int Submit(SubmitArguments Flow, int TracePoints, int _broker, int BrokerAttempt);
                [BrokerCall("again")] int Again(int attempt, int brokerAttempt, int exception, int failure);
                [BrokerCall("fields")] int Fields(int size, int _size);
                [BrokerCall("list")] int List(int[] sizes);
                [BrokerCall("generic")] Exception Generic<Exception, Flow>(Exception value, Flow other);
                [BrokerCall("points")] int TracePointsAsync();
                [BrokerCall("text")] int ToStringAsync(int[] sizes);
                int SubmitArguments { get; }
                string Math { get; }
                string RecordWriter { get; }
                string TracePoint();
                int Untraced(int _broker, int Flow);
                int this[int _broker] { get; }
            }

            public sealed class Broker : IBroker
            {
                public int Submit(SubmitArguments Flow, int TracePoints, int _broker, int BrokerAttempt) => Flow.Size + TracePoints + _broker + BrokerAttempt;
                public int Again(int attempt, int brokerAttempt, int exception, int failure) => attempt + brokerAttempt + exception + failure;
                public int Fields(int size, int _size) => size * _size;
                public int List(int[] sizes) => sizes.Length;
                public Exception Generic<Exception, Flow>(Exception value, Flow other) => value;
                public int TracePointsAsync() => 1;
                public int ToStringAsync(int[] sizes) => 1;
                public int SubmitArguments => 1;
                public string Math => "";
                public string RecordWriter => "";
                public string TracePoint() => "";
                public int Untraced(int _broker, int Flow) => _broker - Flow;
                public int this[int _broker] => _broker;
            }

            public static class Program
            {
                public static Task RunAsync(RiskTracer tracer)
                {
                    using RiskFlow flow = tracer.StartFlow("x");
                    TracedBroker broker = new Broker().Traced(flow);
                    int sum = broker.Submit(new SubmitArguments(1), 2, 3, 4) + broker.Again(5, 6, 7, 8) + broker.Fields(9, 10) + broker.List(new[] { 11 });
                    sum += broker.Untraced(12, 13) + broker[14] + broker.Generic(15, 16) + broker.SubmitArguments;
                    if (sum != 10 + 26 + 90 + 1 - 1 + 14 + 15 + 1) throw new InvalidOperationException(sum.ToString());
                    return Task.CompletedTask;
                }
            }
            """);
        TraceStep call = Assert.Single(Assert.Single(flows).Steps, step => step.Name == "fields");
        Assert.Equal(["9", "10"], call.Fields.Take(2).Select(field => field.ToString()!.Split(": ")[1]));
    }

    [Fact]
    public void TypeParametersMayBeCalledAsTheTypesThatHoldACall()
        => Consumer.Of("""
            using RiskTraceGen;
            public interface IDesk
            {
                [BrokerCall("send")] SendResultEncoder[] Send<SendArguments, SendResultEncoder>(SendArguments order, SendResultEncoder more);
                [BrokerCall("retried", Retries = 1)] RetriedInvocation Retried<RetriedInvocation>(RetriedInvocation order);
            }
            """).Generate().WithoutComplaints();

    [Fact]
    public void ATypeParameterCalledAsAMemberOfTheWrapperTakesNothingElseWithIt()
    {
        Generated generated = Consumer.Of("""
            using RiskTraceGen;
            public interface IDesk<TracePoints> { [BrokerCall("a")] int Send(TracePoints order); }
            public interface IBase { int Send(); int Other(); }
            public interface IOther<Send> : IBase { [BrokerCall("b")] int Place(Send order); }
            """).Generate().WithoutComplaints();
        Assert.DoesNotContain(generated.Files, file => file.Name.StartsWith("IDesk", StringComparison.Ordinal));
        Assert.Contains("int Other()", generated["IOther{Send}.Traced.g.cs"]);
    }

    [Fact]
    public void TypeParametersOfABrokerHideTypes()
        => Consumer.Of("""
            using RiskTraceGen;
            public interface IBroker<Exception, SubmitArguments, TracePoint>
            {
                [BrokerCall("submit")] Exception Submit(SubmitArguments arguments, TracePoint[] points, int TracePoints);
            }
            """).Generate().WithoutComplaints();
}
