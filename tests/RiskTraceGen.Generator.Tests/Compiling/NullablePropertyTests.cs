namespace RiskTraceGen.Generator.Tests;

/// <summary>What a broker's properties and fields say of null, their wrapper says: in metadata it stands elsewhere than in source.</summary>
public sealed class NullablePropertyTests
{
    private const string Broker = """
        using System.Diagnostics.CodeAnalysis;
        namespace Bot;
        public class Whole
        {
            [AllowNull] public virtual string Given { get => ""; set { } }
            [MaybeNull] public virtual string Taken { get => null; set { } }
            [DisallowNull, NotNull] public virtual string? Both { get => ""; set { } }
        }

        public class Desk<T> : Whole
        {
            private T _slot = default!;
            [AllowNull] public string Note { get => ""; set { } }
            [MaybeNull] public string Last { get; set; } = "";
            [DisallowNull] public string? Title { get; set; }
            [NotNull] public string? Name { get => ""; set { } }
            [DisallowNull] public T Part { get; set; } = default!;
            [MaybeNull] public T Other => default;
            [NotNull] public string? this[[DisallowNull] string? key] { get => ""; [param: AllowNull] set { } }
            [MaybeNull, AllowNull] public ref T Slot => ref _slot!;
            [AllowNull] public string NoteField = "";
            [MaybeNull] public string LastField = "";
            [MaybeNull] public readonly string FirstField = "";
            [NotNull] public string? NameField = "";
            [NotNull] public volatile string? NameSeen = "";
            [AllowNull, MaybeNull] public T ItemField = default!;
            public void Send(int size) { }
        }

        """;

    private const string Use = """
        [assembly: RiskTraceGen.BrokerCall(typeof(Bot.Half), "Send")]
        [assembly: RiskTraceGen.BrokerCall(typeof(Bot.Desk<>), "Send")]
        namespace Bot
        {
            // Of two accessors each overrides one, and inherits the other.
            public class Half : Desk<string>
            {
                public override string Given { get => ""; }
                public override string Taken { set { } }
                [NotNull] public override string? Both { get => ""; }
            }

            public static class Use
            {
                public static int Reads(BROKER desk)
                {
                    desk.Note = null;
                    desk.NoteField = null;
                    desk.Given = null;
                    desk.Title = "title";
                    desk.Part = "item";
                    desk.Both = "both";
                    desk.Slot = "slot";
                    string? last = desk.Last ?? desk.Taken ?? desk.Other ?? desk.LastField ?? desk.FirstField ?? desk.ItemField;
                    return desk.Name.Length + desk.NameField.Length + desk.NameSeen.Length + desk.Both.Length + desk["key"].Length + (last?.Length ?? 0);
                }
            }
        }
        """;

    // Each of these has to warn.
    private static readonly string[] Warned =
    [
        "desk.Last.Length", "desk.Taken.Length", "desk.Other.Length", "desk.LastField.Length", "desk.FirstField.Length", "desk.ItemField.Length", "desk.Slot.Length", "desk.Title = null", "desk.Both = null", "desk.Part = null",
        "desk[null]",
    ];

    [Theory]
    [InlineData("Half", false)]
    [InlineData("TracedHalf", false)]
    [InlineData("Half", true)]
    [InlineData("TracedHalf", true)]
    public void WhatIsKnownOfNullIsKnownOfTheWrapper(string broker, bool isForeign) => Generate(Use.Replace("BROKER", broker, StringComparison.Ordinal), isForeign).WithoutComplaints();

    [Theory]
    [InlineData("Half", false)]
    [InlineData("TracedHalf", false)]
    [InlineData("Half", true)]
    [InlineData("TracedHalf", true)]
    public void WhatMayBeNullMayBeNullOfTheWrapper(string broker, bool isForeign)
    {
        string warned = string.Join("\n", Warned.Select((use, number) => $"public static object? Warned{number}({broker} desk) =>\n {use};"));
        IReadOnlyList<string> complaints = Generate(Use.Replace("BROKER", broker, StringComparison.Ordinal).Replace("public static int Reads(", warned + "\npublic static int Reads(", StringComparison.Ordinal), isForeign).Complaints;
        Assert.Equal(Warned.Order(StringComparer.Ordinal), complaints.Select(complaint => complaint.Split(" | ")[1].TrimEnd(';')).Order(StringComparer.Ordinal));
    }

    private static Generated Generate(string use, bool isForeign)
        => isForeign
            ? (Consumer.Of("using System.Diagnostics.CodeAnalysis;\n" + use) with { References = [(Consumer.Of(Broker) with { AssemblyName = "Broker" }).Generate().Emit()] }).Generate()
            : Consumer.Of(Broker, "using System.Diagnostics.CodeAnalysis;\n" + use).Generate();
}
