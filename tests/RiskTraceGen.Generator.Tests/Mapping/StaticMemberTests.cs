namespace RiskTraceGen.Generator.Tests;

/// <summary>Static members that are called through a type parameter: what runs is known wherever it is known what that stands for.</summary>
public sealed class StaticMemberTests
{
    private const string Now = "public static class Now { public static TracedDesk Desk; }";
    private const string Other = "public class Other : ICloser { public static void Close(TracedDesk desk) => desk.Query(); }";
    private const string Closers = "public interface ICloser { static abstract void Close(TracedDesk desk); } public class Closer : ICloser { public static void Close(TracedDesk desk) => desk.Close(1); }" + Other;

    public static TheoryData<string, string, string, string> Ways => new()
    {
        { "Run<Closer>(desk);", "private static void Run<T>(TracedDesk desk) where T : ICloser => T.Close(desk);", Closers, "Rule.Run<Closer> > Closer.Close > BrokerCall close" },
        { "Box<Closer>.Run(desk);", "", "public static class Box<T> where T : ICloser { public static void Run(TracedDesk desk) { Now(); void Now() => T.Close(desk); } }" + Closers, "Box<Closer>.Run > Box<Closer>.Run.Now > Closer.Close > BrokerCall close" },
        { "Run<Closer>(desk);", "private static void Run<T>(TracedDesk desk) where T : ICloser { Action<TracedDesk> close = T.Close; close(desk); }", Closers, "Rule.Run<Closer> > Closer.Close > BrokerCall close" },
        { "Run<Closer>(desk);", "private static void Run<T>(TracedDesk desk) where T : ICloser => T.Close(desk);", "public interface ICloser { static virtual void Close(TracedDesk desk) => desk.Close(1); } public class Closer : ICloser;" + Other, "Rule.Run<Closer> > ICloser.Close > BrokerCall close" },
        { "Run<Closer>(desk);", "private static void Run<T>(TracedDesk desk) where T : ICloser => T.Close(desk);", "public interface ICloser { static abstract void Close(TracedDesk desk); } public struct Closer : ICloser { static void ICloser.Close(TracedDesk desk) => desk.Close(1); }" + Other, "Rule.Run<Closer> > Closer.Close > BrokerCall close" },
        { "Table<Closer>.Run(desk);", "", "public static class Table<T> where T : ICloser { public static readonly Action<TracedDesk> Run = static desk => T.Close(desk); }" + Closers, "Closer.Close > BrokerCall close" },
        { "new Closing().Run(desk);", "", "public class Closing : Table<Closer> { public void Run(TracedDesk desk) => Held(desk); } public class Table<T> where T : ICloser { protected static readonly Action<TracedDesk> Held = T.Close; }" + Closers, "Closing.Run > Closer.Close > BrokerCall close" },
        // What inherits from it and implements the interface anew is another type.
        { "Run<Closer>(desk);", "private static void Run<T>(TracedDesk desk) where T : ICloser => T.Close(desk);", Closers + "public class Later : Closer, ICloser { public static new void Close(TracedDesk desk) => desk.Query(); }", "Rule.Run<Closer> > Closer.Close > BrokerCall close" },
        { "Run<Later>(desk);", "private static void Run<T>(TracedDesk desk) where T : ICloser => T.Close(desk);", Closers + "public class Later : Closer { public static new void Close(TracedDesk desk) => desk.Query(); }", "Rule.Run<Later> > Closer.Close > BrokerCall close" },
        { "Run<Closer>(desk);", "private static void Run<T>(TracedDesk desk) where T : ICloser { Now.Desk = desk; _ = T.Closed; }", "public interface ICloser { static abstract bool Closed { get; } } public class Closer : ICloser { public static bool Closed => Now.Desk.Close(1); } public class Other : ICloser { public static bool Closed => Now.Desk.Query() > 0; }" + Now, "Rule.Run<Closer> > Closer.Closed > BrokerCall close" },
        { "Run<Closer>(desk);", "private static void Run<T>(TracedDesk desk) where T : ICloser { Now.Desk = desk; T.Size = 1; }", "public interface ICloser { static abstract int Size { set; } } public class Closer : ICloser { public static int Size { set => Now.Desk.Close(value); } } public class Other : ICloser { public static int Size { set => Now.Desk.Query(); } }" + Now, "Rule.Run<Closer> > Closer.Size = value > BrokerCall close" },
        { "Run<Closer>(desk);", "private static void Run<T>(TracedDesk desk) where T : ICloser { Now.Desk = desk; T.Closed += static () => { }; }", "public interface ICloser { static abstract event Action Closed; } public class Closer : ICloser { public static event Action Closed { add => Now.Desk.Close(1); remove { } } } public class Other : ICloser { public static event Action Closed { add => Now.Desk.Query(); remove { } } }" + Now, "Rule.Run<Closer> > Closer.add_Closed > BrokerCall close" },
        { "Run(new Closer(), desk);", "private static void Run<T>(T size, TracedDesk desk) where T : ISize<T> { Now.Desk = desk; foreach (int known in new[] { size }) { } }", "public interface ISize<T> where T : ISize<T> { static abstract explicit operator int(T size); } public class Closer : ISize<Closer> { public static explicit operator int(Closer size) => Now.Desk.Close(1) ? 1 : 0; } public class Later : Closer, ISize<Closer> { static explicit ISize<Closer>.operator int(Closer size) => Now.Desk.Query(); }" + Now, "Rule.Run<Closer> > Closer.op_Explicit > BrokerCall close" },
        { "Run(new Closer(), desk);", "private static void Run<T>(T sum, TracedDesk desk) where T : ISum<T> { Now.Desk = desk; _ = sum + sum; }", "public interface ISum<T> where T : ISum<T> { static virtual T operator +(T one, T other) { Now.Desk.Close(1); return one; } } public class Closer : ISum<Closer>; public class Later : Closer, ISum<Closer> { static Closer ISum<Closer>.operator +(Closer one, Closer other) { Now.Desk.Query(); return one; } }" + Now, "Rule.Run<Closer> > ISum<Closer>.op_Addition > BrokerCall close" },
    };

    [Theory, MemberData(nameof(Ways))]
    public void AWayToABrokerCallIsFollowed(string body, string members, string declarations, string path)
        => MappedProgram.AssertFollowed(MapPrograms.Rule(body, members, declarations), path);

    [Fact]
    public void EachConstructionHoldsItsOwnDelegates()
    {
        RulePath rule = Assert.Single(MappedProgram.Of(MapPrograms.Rule(
            "Table<Closer>.Run(desk); Table<Closer>.RunOther(desk);",
            declarations: "public static class Table<T> where T : ICloser { public static void RunOther(TracedDesk desk) { Run(desk); Table<Other>.Run(desk); } public static readonly Action<TracedDesk> Run = static desk => T.Close(desk); }" + Closers).Generate()).Rules);
        Assert.Equal(["Closer.Close", "  BrokerCall close", "Table<Closer>.RunOther", "  Closer.Close again", "  Other.Close", "    BrokerCall query"], MappedProgram.Steps(rule));
    }

    [Fact]
    public void RulesOfOneGenericBaseClassReachWhatTheirTypeArgumentsReach()
    {
        ExecutionMap map = MappedProgram.Of(MapPrograms.Of("""
            public abstract class LimitRule<T> where T : ICloser { public RuleResult Check(Moved moved, TracedDesk desk) { T.Close(desk); return RuleResult.Pass; } }
            [RiskRule("closes")] public class Closes : LimitRule<Closer>;
            [RiskRule("asks")] public class Asks : LimitRule<Other>;
            """ + Closers).Generate());
        Assert.Equal(["Other.Close", "  BrokerCall query"], MappedProgram.Steps(map.Rules[0]));
        Assert.Equal(["Closer.Close", "  BrokerCall close"], MappedProgram.Steps(map.Rules[1]));
    }
}
