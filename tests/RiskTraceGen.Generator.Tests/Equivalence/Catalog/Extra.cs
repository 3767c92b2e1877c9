namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>A member of a broker that is no traced call.</summary>
/// <param name="Shape">What it is an example of.</param>
/// <param name="Contract">How an interface declares it.</param>
/// <param name="Implementation">How a class has it.</param>
/// <param name="Use">What a caller does with it; nothing where a wrapper has none.</param>
internal sealed record Extra(Shape Shape, string Contract, string Implementation, string Use)
{
    /// <summary>Whether only interfaces can have it.</summary>
    public bool NeedsInterface { get; init; }

    /// <summary>Whether only classes can have it.</summary>
    public bool NeedsClass { get; init; }

    public static IReadOnlyList<Extra> All { get; } =
    [
        new(Shape.Property, "int Level { get; set; }", "public int Level { get; set; } = 3;", "subject.Level += 2; return subject.Level;"),
        new(
            Shape.Indexer,
            "string this[int place, string key = \"k\"] { get; set; }",
            "private string _slot = \"\";\npublic string this[int place, string key = \"k\"] { get => _slot + place + key; set => _slot += value + key; }",
            "subject[1] = \"x\"; return subject[2, \"y\"];"),
        new(
            Shape.Event,
            "event Action? Changed;\nvoid Raise();",
            "public event Action? Changed;\npublic void Raise() => Changed?.Invoke();",
            "int heard = 0; Action hear = () => heard++; subject.Changed += hear; subject.Raise(); subject.Changed -= hear; subject.Raise(); return heard;"),
        new(Shape.Field, "", "public int Depth = 2;\npublic readonly int Floor = 1;", "ref int depth = ref subject.Depth; depth += subject.Floor; subject.Depth++; return subject.Depth;") { NeedsClass = true },
        new(Shape.StaticAbstractMember, "static abstract int Make();", "public static int Make() => 1;", "") { NeedsInterface = true },
        new(Shape.DefaultMembers, "int Twice(int number) => number * 2;", "", "return subject.Twice(4);") { NeedsInterface = true },
        new(Shape.PointerMember, "[BrokerCall(\"pointer\")] unsafe int Peek(int* place);", "public unsafe int Peek(int* place) => 0;", ""),
    ];
}
