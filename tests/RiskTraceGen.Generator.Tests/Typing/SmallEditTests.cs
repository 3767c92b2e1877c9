namespace RiskTraceGen.Generator.Tests.Typing;

/// <summary>Edits that look as if they declared nothing new, and change what is generated all the same.</summary>
public sealed class SmallEditTests
{
    private const string Text = """
        using System.Threading.Tasks;
        using RiskTraceGen;

        namespace Bot;

        public static class Names
        {
            public const string Place = "place";
        }

        public enum Side { Buy = 1, Sell = 2 }

        public sealed class Order
        {
            public string Id { get; set; } = "";
            public int Size { get; }
        }

        public interface IDesk
        {
            [BrokerCall(Names.Place)] Task<Order> PlaceAsync(Order order, Side side, string account = null!, int size = 1);
        }

        public static class Counter
        {
            private static readonly int Start = 1;

            public static int Next()
            {
                return Start + 1;
            }
        }
        """;

    [Theory]
    [InlineData("\"place\"", "\"place_order\"")]
    [InlineData("Sell = 2", "Sell = 3")]
    [InlineData("int Size { get; }", "int Size { get => 1; }")]
    [InlineData("int Size { get; }", "int Size => 1;")]
    [InlineData("int size = 1", "int size = 2")]
    [InlineData("public int Size { get; }", "private int Size { get; }")]
    [InlineData("public interface IDesk", "#nullable disable\npublic interface IDesk")]
    [InlineData("namespace Bot;", "#nullable disable annotations\nnamespace Bot;")]
    [InlineData("public sealed class Order", "#if !NEVER\n#else\n#endif\n[TraceFormat] public sealed class Order")]
    [InlineData("namespace Bot;", "[assembly: FlowDeadline(\"STARTUP\", 5)]\nnamespace Bot;")]
    [InlineData("    [BrokerCall(Names.Place)]", "//  [BrokerCall(Names.Place)]")]
    public void AreSeen(string before, string after)
    {
        var project = new TypedProject(Text);
        IReadOnlyList<(string Name, string Text)> files = project.Files;
        Assert.Contains(before, Text, StringComparison.Ordinal);
        project.Type(Text.Replace(before, after, StringComparison.Ordinal));
        project.CompareWithAFreshRun();
        Assert.NotEqual(files, project.Files);
        project.Type(Text);
        Assert.Equal(files, project.Files);
    }

    [Theory]
    [InlineData("return Start + 1;", "#nullable disable\n        return Start + 2;")]
    [InlineData("Start = 1;", "Start = 2;")]
    [InlineData("public sealed class Order", "/// <summary>An order.</summary>\n\n#pragma warning disable CS1591\npublic sealed class Order")]
    [InlineData("int Next()\n    {\n        return Start + 1;\n    }", "int Next()\n    {\n        return Start + 1;\n")]
    public void OthersAreNot(string before, string after)
    {
        var project = new TypedProject(Text);
        IReadOnlyList<(string Name, string Text)> files = project.Files;
        Assert.Contains(before, Text, StringComparison.Ordinal);
        project.Type(Text.Replace(before, after, StringComparison.Ordinal));
        project.CompareWithAFreshRun();
        Assert.Equal(files, project.Files);
    }
}
