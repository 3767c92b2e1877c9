namespace RiskTraceGen.Generator.Tests;

/// <summary>[Sensitive] holds wherever along an inheritance it is said.</summary>
public sealed class InheritedSecretTests
{
    private const string Values = """
        public class Credentials
        {
            public string Pin { get; set; } = "LEAK";
            public virtual string Code { get; set; } = "LEAK";
            [Sensitive] public virtual string Seed { get; set; } = "LEAK";
            [Sensitive] public virtual string Shown { get; set; } = "LEAK";
        }

        public sealed class DerivedCredentials : Credentials, IAnswered
        {
            [Sensitive] public new string Pin { get; set; } = "LEAK";
            [Sensitive] public override string Code { get; set; } = "LEAK";
            public override string Seed { get; set; } = "LEAK";
            [Sensitive(false)] public override string Shown { get; set; } = "visible";
            public string Answer { get; set; } = "LEAK";
        }

        public interface IAnswered { [Sensitive] string Answer { get; } }

        public record Login(string Pin);
        public record SafeLogin([Sensitive] string Pin, int Attempt) : Login(Pin);
        public sealed record LastLogin(string Pin, int Attempt) : SafeLogin(Pin, Attempt);
        public sealed record OpenLogin([Sensitive(false)] string Pin, int Attempt) : SafeLogin(Pin, Attempt);

        public sealed class Held { [field: Sensitive] public string Key { get; set; } = "LEAK"; public string Open { get; set; } = "visible"; }
        public record HeldLogin([field: Sensitive] string Pin, string User);

        public class Row { public int Id { get; set; } = 1; public List<int>? Lines; public int Kept = 3; public string Text = "text"; public bool Success { get; set; } }
        public sealed class NamedRow : Row { public new string Id { get; set; } = "one"; public new string Lines() => ""; private new int Kept() => 0; public new static int Text; public new bool Success() => true; }

        public class Source { public virtual int Size { get; set; } = 5; public virtual int Next { get; set; } }
        public sealed class CountingSource : Source { public override int Size { get; set; } = 6; public override int Next => throw new Exception("Nobody may run this."); }

        """;

    private const string Brokers = """
        public interface ILogins { [BrokerCall("login")] int Login([Sensitive] string pin, [TraceFormat("X4")] int code, string password); }
        public interface IOrders { [BrokerCall("place")] int Place([Sensitive] string key); }
        public class Suite : ILogins, IOrders
        {
            public virtual int Login(string pin, int code, string word) => 1;
            int IOrders.Place(string key) => 2;
        }

        public interface IOpen { [BrokerCall("open")] int Open(string pin); }
        public interface IClosing { [BrokerCall("close")] int Close(string pin); }
        public class Vault : IOpen, IClosing
        {
            int IOpen.Open([Sensitive] string pin) => 1;
            public int Close([Sensitive] string pin) => 2;
        }

        public abstract class Desk { [BrokerCall("send")] public virtual int Send([Sensitive] string pin, [TraceFormat("X4")] int code, [Sensitive] string shown) => 1; }
        public class DerivedDesk : Desk
        {
            public override int Send(string pin, int code, [Sensitive(false)] string shown) => 2;
            [BrokerCall("own")] public int Own() => 3;
        }

        """;

    [Theory]
    [InlineData("DerivedCredentials", "new()", "pin: (redacted), code: (redacted), seed: (redacted), shown: visible, answer: (redacted)")]
    [InlineData("SafeLogin", "new(\"LEAK\", 1)", "pin: (redacted), attempt: 1")]
    [InlineData("LastLogin", "new(\"LEAK\", 1)", "pin: (redacted), attempt: 1")]
    [InlineData("OpenLogin", "new(\"visible\", 1)", "pin: visible, attempt: 1")]
    [InlineData("Held", "new()", "key: (redacted), open: visible")]
    [InlineData("HeldLogin", "new(\"LEAK\", \"visible\")", "pin: (redacted), user: visible")]
    [InlineData("NamedRow", "new()", "kept: 3, id: one")]
    [InlineData("CountingSource", "new()", "size: 6")]
    public async Task TheMostDerivedMemberDecides(string type, string value, string expected)
    {
        string call = Assert.Single(await CallsOf(
            Values + $$"""public interface IBroker { [BrokerCall("send")] void Send({{type}} value); } public sealed class Broker : IBroker { public void Send({{type}} value) { } }""",
            $"((IBroker)new Broker()).Traced(flow).Send({value});"));
        Assert.Equal($"value: {type} {{ {expected} }}", call);
    }

    [Theory]
    [InlineData("new Suite().Traced(flow).Login(\"LEAK\", 255, \"LEAK\")", "pin: (redacted); code: 00FF; word: (redacted); result: 1")]
    [InlineData("new Suite().Traced(flow).Place(\"LEAK\")", "key: (redacted); result: 2")]
    [InlineData("new Vault().Traced(flow).Open(\"LEAK\")", "pin: (redacted); result: 1")]
    [InlineData("new Vault().Traced(flow).Close(\"LEAK\")", "pin: (redacted); result: 2")]
    [InlineData("new DerivedDesk().Traced(flow).Send(\"LEAK\", 255, \"visible\")", "pin: (redacted); code: 00FF; shown: visible; result: 2")]
    public async Task WhatAMethodOverridesAndImplementsSpeaksForItsParameters(string call, string expected)
        => Assert.Equal(expected, Assert.Single(await CallsOf(Brokers, call + ";")));

    [Fact]
    public async Task TheTextOfASecretArgumentIsAsSecretAsTheArgument()
    {
        const string Desk = """
            public sealed class Desk
            {
                [BrokerCall("login")] public int Login([Sensitive] string pin, string user, [System.Runtime.CompilerServices.CallerArgumentExpression("pin")] string? text = null, [System.Runtime.CompilerServices.CallerArgumentExpression("user")] string? who = null) => 1;
            }

            """;
        Assert.Equal("pin: (redacted); user: visible; text: (redacted); who: \"visible\"; result: 1", Assert.Single(await CallsOf(Desk, "new Desk().Traced(flow).Login(\"LEAK\", \"visible\");")));
    }

    private static async Task<string[]> CallsOf(string declarations, string body)
    {
        IReadOnlyList<FlowTrace> flows = await TracedProgram.RunAsync(declarations + $$"""

            public static class Program
            {
                public static Task RunAsync(RiskTracer tracer)
                {
                    using RiskFlow flow = tracer.StartFlow("TEST");
                    {{body}}
                    flow.Complete("done");
                    return Task.CompletedTask;
                }
            }
            """);
        return [.. Assert.Single(flows).Steps.Where(step => step.Kind == StepKind.ApiCall).Select(step => string.Join("; ", step.Fields))];
    }
}
