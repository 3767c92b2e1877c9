namespace RiskTraceGen.Generator.Tests;

/// <summary>The ways from a rule to a broker call or a hook that the map follows.</summary>
public sealed class FollowedCodeTests
{
    public static TheoryData<string, string, string, string> Ways => new()
    {
        { "desk.Close(1);", "", "", "BrokerCall close" },
        { "Helper(desk);", "private static void Helper(TracedDesk desk) => desk.Close(1);", "", "Rule.Helper > BrokerCall close" },
        { "new Closer().Close(desk);", "", "public class Closer { public void Close(TracedDesk desk) => desk.Close(1); }", "Closer.Close > BrokerCall close" },
        { "_ = new Closer(desk);", "", "public class Closer { public Closer(TracedDesk desk) { desk.Close(1); } }", "new Closer > BrokerCall close" },
        { "_ = new Closer(desk);", "", "public class Closer(TracedDesk desk) { public bool Closed { get; } = desk.Close(1); }", "new Closer > BrokerCall close" },
        { "_ = new Closer(desk);", "", "public class Closer(TracedDesk desk) : Closes(desk); public class Closes { public Closes(TracedDesk desk) => desk.Close(1); }", "new Closer > new Closes of Closer > BrokerCall close" },
        { "_ = new Closer();", "", "public static class Now { public static TracedDesk Desk; } public class Closer : Closes; public class Closes { protected Closes() => Now.Desk.Close(1); }", "new Closer > new Closes of Closer > BrokerCall close" },
        { "_ = new Closer(1);", "", "public static class Now { public static TracedDesk Desk; } public class Closer : Closes { public Closer(int size) { } } public class Closes { public bool Closed = Now.Desk.Close(1); }", "new Closer > new Closes of Closer > BrokerCall close" },
        { "_ = new Closer();", "", "public static class Now { public static TracedDesk Desk; } public class Closer : Closes; public class Closes { protected Closes(int size = 1, params string[] names) => Now.Desk.Close(size); }", "new Closer > new Closes of Closer > BrokerCall close" },
        { "_ = new Closer(desk);", "", "public class Closer(TracedDesk desk) : Closes(desk) { protected override void Act(TracedDesk desk) => desk.Close(1); } public class Closes { public Closes(TracedDesk desk) => Act(desk); protected virtual void Act(TracedDesk desk) => desk.Query(); }", "new Closer > new Closes of Closer > Closer.Act > BrokerCall close" },
        { "_ = new Closer();", "", "public static class Now { public static TracedDesk Desk; } public class Closer : Closes { protected override void Act() => Now.Desk.Close(1); } public class Later : Closer { protected override void Act() => Now.Desk.Query(); } public abstract class Closes { public Closes() => Act(); protected abstract void Act(); }", "new Closer > new Closes of Closer > Closer.Act > BrokerCall close" },
        { "_ = new Closer(desk, 1);", "", "public class Closer { public Closer(TracedDesk desk) => desk.Close(1); public Closer(TracedDesk desk, int size) : this(desk) { } }", "new Closer(TracedDesk, int) > new Closer(TracedDesk) > BrokerCall close" },
        { "_ = new Holder(desk).Closed;", "", "public class Holder(TracedDesk desk) { public bool Closed => desk.Close(1); }", "Holder.Closed > BrokerCall close" },
        { "new Holder(desk).Size = 1;", "", "public class Holder(TracedDesk desk) { public int Size { get => 0; set => desk.Close(value); } }", "Holder.Size = value > BrokerCall close" },
        { "_ = new Holder(desk) { Size = 1 };", "", "public class Holder(TracedDesk desk) { public int Size { get => 0; init => desk.Close(value); } }", "Holder.Size = value > BrokerCall close" },
        { "_ = new Holder(desk)[1];", "", "public class Holder(TracedDesk desk) { public bool this[int size] => desk.Close(size); }", "Holder.this[] > BrokerCall close" },
        { "_ = new Sum(desk) + new Sum(desk);", "", "public class Sum(TracedDesk desk) { public static bool operator +(Sum one, Sum other) => one.Close() & other.Close(); private bool Close() => desk.Close(1); }", "Sum.op_Addition > Sum.Close > BrokerCall close" },
        { "bool closed = new Sum(desk);", "", "public class Sum(TracedDesk desk) { public static implicit operator bool(Sum sum) => sum.Close(); private bool Close() => desk.Close(1); }", "Sum.op_Implicit > Sum.Close > BrokerCall close" },
        { "ICloser closer = new Closer(); closer.Close(desk);", "", "public interface ICloser { void Close(TracedDesk desk); } public class Closer : ICloser { public void Close(TracedDesk desk) => desk.Close(1); }", "Closer.Close > BrokerCall close" },
        { "Get().Close(desk);", "private static ICloser Get() => new Closer();", "public interface ICloser { void Close(TracedDesk desk); } public class Closer : ICloser { void ICloser.Close(TracedDesk desk) => desk.Close(1); }", "Closer.Close > BrokerCall close" },
        { "Get().Close(desk);", "private static ICloser Get() => new Closer();", "public interface ICloser { void Close(TracedDesk desk) => desk.Close(1); } public class Closer : ICloser;", "ICloser.Close of Closer > BrokerCall close" },
        { "Get().Close(desk);", "private static ICloser<int> Get() => new Closer<int>();", "public interface ICloser<T> { void Close(TracedDesk desk); } public class Closer<T> : ICloser<T> { public void Close(TracedDesk desk) => desk.Close(1); }", "Closer<int>.Close > BrokerCall close" },
        { "Get().Close(desk);", "private static Closes Get() => new Closer();", "public abstract class Closes { public abstract void Close(TracedDesk desk); } public class Closer : Closes { public override void Close(TracedDesk desk) => desk.Close(1); }", "Closer.Close > BrokerCall close" },
        { "new Closer().Close(desk);", "", "public class Closes { public virtual void Close(TracedDesk desk) => desk.Close(1); } public class Closer : Closes { public override void Close(TracedDesk desk) => base.Close(desk); }", "Closer.Close > Closes.Close of Closer > BrokerCall close" },
        { "Run<Closer>(desk);", "private static void Run<T>(TracedDesk desk) where T : ICloser, new() => new T().Close(desk);", "public interface ICloser { void Close(TracedDesk desk); } public class Closer : ICloser { public void Close(TracedDesk desk) => desk.Close(1); } public class Other : ICloser { public void Close(TracedDesk desk) { } }", "Rule.Run<Closer> > Closer.Close > BrokerCall close" },
        { "Action close = () => desk.Close(1); close();", "", "", "BrokerCall close" },
        { "Run(() => desk.Close(1));", "private static void Run(Action action) => action();", "", "BrokerCall close" },
        { "_ = new[] { 1 }.Select(size => desk.Close(size)).ToList();", "", "", "BrokerCall close" },
        { "_ = (from size in new[] { 1 } select desk.Close(size)).ToList();", "", "", "BrokerCall close" },
        { "_close(desk);", "private static readonly Func<TracedDesk, bool> _close = static desk => desk.Close(1);", "", "BrokerCall close" },
        { "_close?.Invoke(desk);", "private readonly Action<TracedDesk>? _close; public Rule() => _close = Each; private static void Each(TracedDesk desk) => desk.Close(1);", "", "Rule.Each > BrokerCall close" },
        { "void Close() => desk.Close(1); Close();", "", "", "Rule.Check.Close > BrokerCall close" },
        { "Close(); void Close() { Now(); void Now() => desk.Close(1); }", "", "", "Rule.Check.Close > Rule.Check.Close.Now > BrokerCall close" },
        { "Action run = () => { Close(); void Close() => desk.Close(1); }; run();", "", "", "Rule.Check.Close > BrokerCall close" },
        { "Run(() => desk.Close(1));", "private static void Run(Action action) { Now(); void Now() => action(); }", "", "BrokerCall close" },
        { "_close(desk);", "private static readonly Action<TracedDesk> _close = static desk => { Close(desk); static void Close(TracedDesk desk) => desk.Close(1); };", "", "Rule.Check.Close > BrokerCall close" },
        { "Func<int, bool> close = new Holder(desk).Close; close(1);", "", "public class Holder(TracedDesk desk) { public bool Close(int size) => desk.Close(size); }", "Holder.Close > BrokerCall close" },
        { "new[] { desk }.ToList().ForEach(Each);", "private static void Each(TracedDesk desk) => desk.Close(1);", "", "Rule.Each > BrokerCall close" },
        { "foreach (int size in Sizes(desk)) { }", "private static IEnumerable<int> Sizes(TracedDesk desk) { desk.Close(1); yield return 1; }", "", "Rule.Sizes > BrokerCall close" },
        { "foreach (int size in new Sizes(desk)) { }", "", "public class Sizes(TracedDesk desk) { public IEnumerator<int> GetEnumerator() { desk.Close(1); yield return 1; } }", "Sizes.GetEnumerator > BrokerCall close" },
        { "using var scope = new Scope(desk);", "", "public sealed class Scope(TracedDesk desk) : IDisposable { public void Dispose() => desk.Close(1); }", "Scope.Dispose > BrokerCall close" },
        { "using (new Scope(desk)) { }", "", "public sealed class Scope(TracedDesk desk) : IDisposable { public void Dispose() => desk.Close(1); }", "Scope.Dispose > BrokerCall close" },
        { "desk.CloseAll();", "", "public static class Extensions { public static void CloseAll(this TracedDesk desk) => desk.Close(1); }", "Extensions.CloseAll > BrokerCall close" },
        { "new Parts().Close(desk);", "", "public partial class Parts { public partial void Close(TracedDesk desk); } public partial class Parts { public partial void Close(TracedDesk desk) => desk.Close(1); }", "Parts.Close > BrokerCall close" },
        { "Box<int>.Close(desk);", "", "public static class Box<T> { public static void Close(TracedDesk desk) => desk.Close(1); }", "Box<int>.Close > BrokerCall close" },
        { "if (moved.Size > 1 && desk is var held) { lock (this) { try { held.Close(1); } finally { } } }", "", "", "BrokerCall close" },
        { "_ = CloseAsync(desk);", "private static async Task<bool> CloseAsync(TracedDesk desk) { await Task.Yield(); return desk.Close(1); }", "", "Rule.CloseAsync > BrokerCall close" },
        { "foreach (Action action in new Action[] { () => desk.Close(1), () => { } }) action();", "", "", "BrokerCall close" },
        { "Action[] actions = [() => desk.Close(1)]; foreach (Action action in actions) action();", "", "", "BrokerCall close" },
        { "foreach (Action<TracedDesk> each in (Action<TracedDesk>[])[Each]) each(desk);", "private static void Each(TracedDesk desk) => desk.Close(1);", "", "Rule.Each > BrokerCall close" },
        { "var (number, action) = (1, new Action(() => desk.Close(1))); action();", "", "", "BrokerCall close" },
        { "Action close = () => desk.Close(1); if (close is { } action) action();", "", "", "BrokerCall close" },
        { "Action close = () => desk.Close(1); switch (close) { case var action: action(); break; }", "", "", "BrokerCall close" },
        { "new Other(null!).Close(flow);", "", "public class Other(IDesk broker) { public void Close(RiskFlow flow) => broker.Traced(flow).Close(1); }", "Other.Close > BrokerCall close" },
    };

    [Theory, MemberData(nameof(Ways))]
    public void AWayToABrokerCallIsFollowed(string body, string members, string declarations, string path)
        => MappedProgram.AssertFollowed(MapPrograms.Rule(body, members, declarations), path);

    [Theory]
    [InlineData("flow.Raise(new Squeezed(1));", "Hook squeezed")]
    [InlineData("_ = flow.RaiseAsync(new Squeezed(1));", "Hook squeezed")]
    [InlineData("desk.Flow.Raise(new Squeezed(1));", "Hook squeezed")]
    [InlineData("_ = new[] { new Squeezed(1) }.Select(flow.RaiseAsync).ToList();", "Hook squeezed")]
    [InlineData("Func<Squeezed, ValueTask<HookOutcome>> raise = flow.RaiseAsync; _ = raise(new Squeezed(1));", "Hook squeezed")]
    [InlineData("Raise(flow, new Squeezed(1));", "Rule.Raise<Squeezed> > Hook squeezed")]
    [InlineData("Now(new Squeezed(1)); void Now<T>(T payload) => flow.Raise(payload);", "Rule.Check.Now<Squeezed> > Hook squeezed")]
    [InlineData("Later(flow, new Squeezed(1));", "Rule.Later<Squeezed> > Rule.Later<Squeezed>.Now > Hook squeezed")]
    [InlineData("new Raiser<Squeezed>(flow).Raise(new Squeezed(1));", "Raiser<Squeezed>.Raise > Hook squeezed")]
    public void ARaiseIsKnownByTheTypeOfItsPayload(string body, string path)
    {
        RulePath rule = Assert.Single(MappedProgram.Of(MapPrograms.Rule(
            body,
            "private static void Raise<T>(RiskFlow flow, T payload) => flow.Raise(payload); private static void Later<T>(RiskFlow flow, T payload) { Now(); void Now() => flow.Raise(payload); }",
            "public class Raiser<T>(RiskFlow flow) { public void Raise(T payload) => flow.Raise(payload); }").Generate()).Rules);
        Assert.Equal(path, MappedProgram.PathTo(rule, Assert.Single(rule.Steps, step => step is { Kind: PathStepKind.Hook, Name: "squeezed" })));
    }

    [Theory]
    [InlineData("desk.Close(desk.Query());")]
    [InlineData("Asked(desk).Close(1);")]
    [InlineData("Closing(desk, size: desk.Query());")]
    [InlineData("_ = new Closer(desk, desk.Query());")]
    [InlineData("_ = new Asker(desk) { Size = 1 };")]
    [InlineData("new Holder(desk).Size = desk.Query();")]
    [InlineData("new Holder(desk).Size += desk.Query();")]
    [InlineData("_ = new Holder(desk)[desk.Query()];")]
    [InlineData("new Book(desk)[^1] = desk.Query();")]
    [InlineData("(new Holder(desk).Size, _) = new Parts(desk);")]
    [InlineData("_ = new Parts(desk) is (_, { IsClosed: true });")]
    [InlineData("_ = new Holder(desk) + desk.Query();")]
    [InlineData("foreach (int size in new Sizes(Asked(desk))) { }")]
    [InlineData("foreach (int size in new Queries(desk)) desk.Close(size);")]
    [InlineData("using (new Scope(desk)) desk.Query();")]
    [InlineData("flow.Raise(new Squeezed(desk.Query()));")]
    [InlineData("Guarded(desk, () => desk.Close(1));")]
    [InlineData("Func<int, bool> close = Asked(desk).Close;")]
    [InlineData("void Close() => desk.Close(1); desk.Query(); Close();")]
    [InlineData("void Close() => desk.Close(1); Guarded(desk, Close);")]
    [InlineData("Action close = Close; desk.Query(); close(); void Close() => desk.Close(1);")]
    [InlineData("Action close = () => desk.Close(1); desk.Query(); close();")]
    [InlineData("Action close; close = () => desk.Close(1); desk.Query(); close();")]
    [InlineData("Action? close = null; close += () => desk.Close(1); desk.Query(); close();")]
    [InlineData("Action? close = null; close ??= () => desk.Close(1); desk.Query(); close();")]
    [InlineData("Func<int, bool> close = size => desk.Close(size); close(desk.Query());")]
    [InlineData("Func<int, bool> close = desk.Close; close(desk.Query());")]
    [InlineData("Action? close = moved.Size > 1 ? () => desk.Close(1) : null; desk.Query(); close?.Invoke();")]
    [InlineData("Action close = () => desk.Close(1); Action then = close; desk.Query(); then();")]
    [InlineData("Action close = () => desk.Close(1); if (close is { } then) { desk.Query(); then(); }")]
    [InlineData("Action close = () => desk.Close(1); Action both = () => { desk.Query(); close(); }; both();")]
    [InlineData("Action close = () => desk.Close(1); Run(); void Run() { desk.Query(); close(); }")]
    [InlineData("Action close = () => desk.Close(1); Guarded(desk, close);")]
    [InlineData("Action close = () => desk.Close(1); desk.Query(); _ = new[] { close };")]
    public void WhatRunsFirstStandsFirst(string body)
    {
        RulePath rule = Assert.Single(MappedProgram.Of(MapPrograms.Rule(
            body,
            """
            private static TracedDesk Asked(TracedDesk desk) { desk.Query(); return desk; }
            private static void Closing(TracedDesk desk, int size) => desk.Close(size);
            private static void Guarded(TracedDesk desk, Action action) { desk.Query(); action(); }
            """,
            """
            public class Closer { public Closer(TracedDesk desk, int size) => desk.Close(size); }
            public class Asker { private TracedDesk _desk; public Asker(TracedDesk desk) { _desk = desk; desk.Query(); } public int Size { init => _desk.Close(value); } }
            public class Holder(TracedDesk desk)
            {
                public int Size { get => 0; set => desk.Close(value); }
                public bool IsClosed => desk.Close(1);
                public bool this[int size] => desk.Close(size);
                public static bool operator +(Holder holder, int size) => holder.IsClosed;
            }
            public class Book(TracedDesk desk) { public int Count => 1; public int this[int index] { get => 0; set => desk.Close(value); } }
            public class Parts(TracedDesk desk) { public void Deconstruct(out int size, out Holder holder) { size = desk.Query(); holder = new(desk); } }
            public class Sizes(TracedDesk desk) { public IEnumerator<int> GetEnumerator() { desk.Close(1); yield return 1; } }
            public class Queries(TracedDesk desk) { public IEnumerator<int> GetEnumerator() { yield return desk.Query(); } }
            public sealed class Scope(TracedDesk desk) : IDisposable { public void Dispose() => desk.Close(1); }
            public class Alerts { [Hook("squeezed")] public void Close(Squeezed squeezed, TracedDesk desk) => desk.Close(1); }
            """).Generate()).Rules);
        Assert.Equal(["query", "close"], rule.Steps.Where(step => step.Kind == PathStepKind.BrokerCall).Select(step => step.Name));
    }

    [Fact]
    public void ALocalFunctionStandsWhereverItIsCalledAndNowhereElse()
    {
        RulePath rule = Assert.Single(MappedProgram.Of(MapPrograms.Rule("""
            void Close() => desk.Close(1);
            void Never() => flow.Raise(new Squeezed(1));
            _ = nameof(Never);
            Close();
            desk.Query();
            Close();
            Ping(1);
            void Ping(int left) => Pong(left - 1);
            void Pong(int left)
            {
                if (left > 0)
                    Ping(left);
                Close();
            }
            """).Generate()).Rules);
        Assert.Equal(
            ["Rule.Check.Close", "  BrokerCall close", "BrokerCall query", "Rule.Check.Close again", "Rule.Check.Ping", "  Rule.Check.Pong", "    Rule.Check.Ping again", "    Rule.Check.Close again"],
            MappedProgram.Steps(rule));
    }

    [Fact]
    public void WhatDoesNotLeadAnywhereIsLeftOut()
    {
        RulePath rule = Assert.Single(MappedProgram.Of(MapPrograms.Rule(
            "Note(moved.Size); _ = desk.Count; _ = nameof(Close); Array.Sort(new[] { 1 }); if (flow.Exceeds(\"size\", moved.Size, 2)) { }",
            "private static void Note(int size) => Console.WriteLine(size); private static void Close(TracedDesk desk) => desk.Close(1);").Generate()).Rules);
        Assert.Empty(MappedProgram.Steps(rule));
    }

    [Fact]
    public void ABaseClassOfRulesIsFollowedForEachRuleAsItRuns()
    {
        ExecutionMap map = MappedProgram.Of(MapPrograms.Of("""
            public abstract class LimitRule
            {
                public RuleResult Check(Moved moved, TracedDesk desk, RiskFlow flow) { Act(desk, flow); Later(); return RuleResult.Pass; void Later() => Act(desk, flow); }
                protected abstract void Act(TracedDesk desk, RiskFlow flow);
            }

            [RiskRule("closes")] public class Closes : LimitRule { protected override void Act(TracedDesk desk, RiskFlow flow) => desk.Close(1); }
            [RiskRule("raises")] public class Raises : LimitRule { protected override void Act(TracedDesk desk, RiskFlow flow) => flow.Raise(new Squeezed(1)); }
            """).Generate());
        Assert.Equal(["Closes.Act", "  BrokerCall close", "LimitRule.Check.Later of Closes", "  Closes.Act again"], MappedProgram.Steps(map.Rules[0]));
        Assert.Equal(["Raises.Act", "  Hook squeezed", "LimitRule.Check.Later of Raises", "  Raises.Act again"], MappedProgram.Steps(map.Rules[1]));
    }

    [Fact]
    public void SeveralImplementationsStandBelowWhatTheyImplement()
    {
        RulePath rule = Assert.Single(MappedProgram.Of(MapPrograms.Rule("Get().Close(desk);", "private static ICloser Get() => new Second();", """
            public interface ICloser { void Close(TracedDesk desk); }
            public class First : ICloser { public void Close(TracedDesk desk) => desk.Close(1); }
            public class Second : ICloser { public virtual void Close(TracedDesk desk) => desk.Query(); }
            public class Third : Second { public override void Close(TracedDesk desk) { base.Close(desk); } }
            public class Idle : ICloser { public void Close(TracedDesk desk) { } }
            """).Generate()).Rules);
        Assert.Equal(
            ["ICloser.Close", "  First.Close", "    BrokerCall close", "  Second.Close of Second", "    BrokerCall query", "  Third.Close", "    Second.Close of Third", "      BrokerCall query again"],
            MappedProgram.Steps(rule));
    }

    [Fact]
    public void CyclesEnd()
    {
        RulePath rule = Assert.Single(MappedProgram.Of(MapPrograms.Rule("Ping(desk);", """
            private void Ping(TracedDesk desk) { Pong(desk); Ping(desk); }
            private void Pong(TracedDesk desk) { Ping(desk); desk.Close(1); }
            """).Generate()).Rules);
        Assert.Equal(["Rule.Ping", "  Rule.Pong", "    Rule.Ping again", "    BrokerCall close", "  Rule.Ping again"], MappedProgram.Steps(rule));
    }

    [Fact]
    public void GenericCodeThatCallsItselfWithEverLargerTypesEnds()
    {
        RulePath rule = Assert.Single(MappedProgram.Of(MapPrograms.Rule(
            "Grow<int>(desk);", "private static void Grow<T>(TracedDesk desk) { Grow<List<T>>(desk); desk.Close(1); }").Generate()).Rules);
        Assert.Contains(rule.Steps, step => step is { Kind: PathStepKind.BrokerCall, Name: "close" });
    }
}
