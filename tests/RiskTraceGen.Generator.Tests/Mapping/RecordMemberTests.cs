namespace RiskTraceGen.Generator.Tests;

/// <summary>The ways from a rule to a broker call that lead through members which the compiler writes for a record.</summary>
public sealed class RecordMemberTests
{
    private const string Ticket = """
        public class Ticket(TracedDesk desk)
        {
            public override string ToString() => desk.Close(1) ? "closed" : "open";
            public override bool Equals(object? other) => desk.Close(2);
            public override int GetHashCode() => desk.Query();
        }
        """;

    public static TheoryData<string, string, string> Ways => new()
    {
        { "string text = $\"{new Order(new Ticket(desk))}\";", "public record Order(Ticket Ticket);" + Ticket, "Order.ToString > Order.PrintMembers > Ticket.ToString > BrokerCall close" },
        { "string text = $\"{new Order(new Ticket(desk))}\";", "public record struct Order(Ticket Ticket);" + Ticket, "Order.ToString > Order.PrintMembers > Ticket.ToString > BrokerCall close" },
        { "string text = $\"{new Order(desk)}\";", "public record Order(TracedDesk Desk) { public bool Closed => Desk.Close(1); }", "Order.ToString > Order.PrintMembers > Order.Closed > BrokerCall close" },
        { "string text = $\"{new Order(desk)}\";", "public record Order(TracedDesk Desk) { protected virtual bool PrintMembers(System.Text.StringBuilder text) => Desk.Close(1); }", "Order.ToString > Order.PrintMembers > BrokerCall close" },
        { "string text = $\"{new Limit(desk)}\";", "public record Order(TracedDesk Desk) { public bool Closed => Desk.Close(1); } public record Limit(TracedDesk Desk) : Order(Desk);", "Limit.ToString > Limit.PrintMembers > Order.PrintMembers of Limit > Order.Closed of Limit > BrokerCall close" },
        { "string text = $\"{new Order(new Size(desk))}\";", "public record Order(Size? Size); public struct Size(TracedDesk desk) { public override string ToString() => desk.Close(1).ToString(); }", "Order.ToString > Order.PrintMembers > Size.ToString > BrokerCall close" },
        { "bool same = new Order(new Ticket(desk)) == new Order(null!);", "public record Order(Ticket Ticket);" + Ticket, "Order.op_Equality > Order.Equals > Ticket.Equals > BrokerCall close" },
        { "bool other = new Order(new Ticket(desk)) != new Order(null!);", "public record Order(Ticket Ticket);" + Ticket, "Order.op_Inequality > Order.Equals > Ticket.Equals > BrokerCall close" },
        { "bool same = (new Order(new Ticket(desk)), 1) == (new Order(null!), 1);", "public record Order(Ticket Ticket);" + Ticket, "Order.op_Equality > Order.Equals > Ticket.Equals > BrokerCall close" },
        { "bool same = new Order(new Ticket(desk)).Equals((object)1);", "public record Order(Ticket Ticket);" + Ticket, "Order.Equals(object) > Order.Equals(Order) > Ticket.Equals > BrokerCall close" },
        { "bool same = new Order(new Size(desk)) == new Order(default);", "public record struct Order(Size Size); public struct Size(TracedDesk desk) : IEquatable<Size> { public bool Equals(Size other) => desk.Close(1); public override bool Equals(object? other) => false; public override int GetHashCode() => 0; }", "Order.op_Equality > Order.Equals > Size.Equals > BrokerCall close" },
        { "bool same = new Order(desk) == new Order(desk);", "public record Order(TracedDesk Desk) { public virtual bool Equals(Order? other) => Desk.Close(1); public override int GetHashCode() => 0; }", "Order.op_Equality > Order.Equals > BrokerCall close" },
        { "bool same = new Limit(new Ticket(desk)) == new Limit(null!);", "public record Order(Ticket Ticket); public record Limit(Ticket Ticket) : Order(Ticket);" + Ticket, "Limit.op_Equality > Limit.Equals > Order.Equals of Limit > Ticket.Equals > BrokerCall close" },
        { "int hash = new Order(new Ticket(desk)).GetHashCode();", "public record Order(Ticket Ticket);" + Ticket, "Order.GetHashCode > Ticket.GetHashCode > BrokerCall query" },
        { "(int size, bool closed) = new Order(desk);", "public record Order(int Size, bool Closed) { public Order(TracedDesk desk) : this(1, true) => Desk = desk; private TracedDesk Desk { get; } private readonly bool _closed = Closed; public bool Closed => _closed | Desk.Close(1); }", "Order.Deconstruct > Order.Closed > BrokerCall close" },
        { "_ = new Order(desk) with { };", "public record Order(TracedDesk Desk) { protected Order(Order other) => other.Desk.Close(1); }", "Order with > new Order > BrokerCall close" },
        { "_ = new Limit(desk) with { };", "public record Order(TracedDesk Desk) { protected Order(Order other) => other.Desk.Close(1); } public record Limit(TracedDesk Desk) : Order(Desk);", "Limit with > new Limit(Limit) > new Order of Limit > BrokerCall close" },
        { "_ = Get(desk) with { };", "public abstract record Order; public record Limit(TracedDesk Desk) : Order { protected Limit(Limit other) : base(other) => other.Desk.Close(1); }", "Limit with > new Limit > BrokerCall close" },
    };

    [Theory, MemberData(nameof(Ways))]
    public void AWayToABrokerCallIsFollowed(string body, string declarations, string path)
    {
        RulePath rule = Assert.Single(MappedProgram.Of(MapPrograms.Rule(body, "private static Order Get(TracedDesk desk) => default!;", declarations).Generate()).Rules);
        PathStep call = Assert.Single(rule.Steps, step => step.Kind == PathStepKind.BrokerCall);
        Assert.Equal(path, MappedProgram.PathTo(rule, call));
        Assert.DoesNotContain(rule.Steps, step => step.Kind == PathStepKind.NotFollowed);
    }

    [Fact]
    public void ACopyRunsNoInitializer()
    {
        RulePath rule = Assert.Single(MappedProgram.Of(MapPrograms.Rule(
            "_ = order with { Size = 1 };",
            "private static readonly Order order = null!;",
            "public static class Now { public static TracedDesk Desk; } public record Order(int Size) { public bool Closed { get; } = Now.Desk.Close(1); }").Generate()).Rules);
        Assert.Empty(MappedProgram.Steps(rule));
    }
}
