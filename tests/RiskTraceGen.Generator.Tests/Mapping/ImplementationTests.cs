namespace RiskTraceGen.Generator.Tests;

/// <summary>Of an interface that is implemented with several type arguments, what the call means runs, and nothing else.</summary>
public sealed class ImplementationTests
{
    private const string Two = "public class Both : IHandler<int>, IHandler<string> { public void Handle(TracedDesk desk, int size) => desk.Query(); public void Handle(TracedDesk desk, string name) => desk.Close(1); }";
    private const string Interface = "public interface IHandler<T> { void Handle(TracedDesk desk, T value); }";
    private const string Lists = """
        public class Numbers : IHandler<List<int>> { public void Handle(TracedDesk desk, List<int> sizes) => desk.Query(); }
        public class Names<T> : IHandler<List<T>> { public void Handle(TracedDesk desk, List<T> names) => Box<T>.Close(desk); }
        public class Queues<T> : IHandler<Queue<T>> { public void Handle(TracedDesk desk, Queue<T> names) => desk.Query(); }
        public static class Box<T> { public static void Close(TracedDesk desk) => desk.Close(1); }
        """;
    private const string Steps = "public abstract class Steps { public void Run(TracedDesk desk) => Go(desk); protected abstract void Go(TracedDesk desk); } public class Asker : Steps { protected override void Go(TracedDesk desk) => desk.Query(); }";
    private const string Fills = "public record Fill; public record Partial : Fill; public record Late : Fill;";

    public static TheoryData<string, string, string, string> Ways => new()
    {
        { "Get().Handle(desk, \"a\");", "private static IHandler<string> Get() => new Both();", Interface + Two, "Both.Handle(TracedDesk, string) > BrokerCall close" },
        { "Send(Get(), desk, \"a\");", "private static IHandler<string> Get() => new Both(); private static void Send<T>(IHandler<T> handler, TracedDesk desk, T value) => handler.Handle(desk, value);", Interface + Two, "Rule.Send<string> > Both.Handle(TracedDesk, string) > BrokerCall close" },
        { "Send(new Both(), desk, \"a\");", "private static void Send<T>(object handler, TracedDesk desk, T value) => ((IHandler<T>)handler).Handle(desk, value);", Interface + Two, "Rule.Send<string> > Both.Handle(TracedDesk, string) > BrokerCall close" },
        { "Send(new Both(), desk, \"a\");", "private static void Send<T, U>(T handler, TracedDesk desk, U value) where T : IHandler<U> => handler.Handle(desk, value);", Interface + Two.Replace("class", "struct", StringComparison.Ordinal), "Rule.Send<Both, string> > Both.Handle(TracedDesk, string) > BrokerCall close" },
        { "Send<Both, string>(desk, \"a\");", "private static void Send<T, U>(TracedDesk desk, U value) where T : IHandler<U> => T.Handle(desk, value);", Interface.Replace("void", "static abstract void", StringComparison.Ordinal) + Two.Replace("public void", "public static void", StringComparison.Ordinal), "Rule.Send<Both, string> > Both.Handle(TracedDesk, string) > BrokerCall close" },
        { "Get().Handle(desk, \"a\");", "private static IHandler<string> Get() => new Later();", Interface + "public class First : IHandler<int> { public void Handle(TracedDesk desk, int size) => desk.Query(); } public class Later : First, IHandler<string> { void IHandler<string>.Handle(TracedDesk desk, string name) => desk.Close(1); }", "Later.Handle > BrokerCall close" },
        { "Get().Handle(desk, \"a\");", "private static IHandler<string> Get() => new Both<string>();", Interface + "public class Both<T> : IHandler<List<T>>, IHandler<T> { void IHandler<List<T>>.Handle(TracedDesk desk, List<T> values) => desk.Query(); void IHandler<T>.Handle(TracedDesk desk, T value) => desk.Close(1); }", "Both<string>.Handle > BrokerCall close" },
        { "Get().Handle(desk, []);", "private static IHandler<List<string>> Get() => new Names<string>();", Interface + Lists, "Names<string>.Handle > Box<string>.Close > BrokerCall close" },
        { "Get().Handle(desk, (1, 2));", "private static IHandler<(int First, int Second)> Get() => new Pairs();", Interface + "public class Pairs : IHandler<(int, string)>, IHandler<(int Bid, int Ask)> { public void Handle(TracedDesk desk, (int, string) pair) => desk.Query(); public void Handle(TracedDesk desk, (int Bid, int Ask) pair) => desk.Close(1); }", "Pairs.Handle(TracedDesk, (int Bid, int Ask)) > BrokerCall close" },
        { "Get().Handle(desk, []);", "private static IHandler<int?[]> Get() => new Arrays();", Interface + "public class Arrays : IHandler<int[]>, IHandler<int?[]> { public void Handle(TracedDesk desk, int[] sizes) => desk.Query(); public void Handle(TracedDesk desk, int?[] sizes) => desk.Close(1); }", "Arrays.Handle(TracedDesk, int?[]) > BrokerCall close" },
        { "Get().Handle(desk, moved);", "private static IHandler<dynamic> Get() => new Any();", Interface + "public class Any : IHandler<object> { public void Handle(TracedDesk desk, object value) => desk.Close(1); }", "Any.Handle > BrokerCall close" },
        { "_ = Get(desk).Size;", "private static ISized<string> Get(TracedDesk desk) => new Both(desk);", "public interface ISized<T> { int Size { get; } } public class Both(TracedDesk desk) : ISized<int>, ISized<string> { int ISized<int>.Size => desk.Query(); int ISized<string>.Size => desk.Close(1) ? 1 : 0; }", "Both.Size > BrokerCall close" },

        // Of a class that nothing inherits from, what it overrides runs also in what it inherits.
        { "Get().Run(desk);", "private static Closer Get() => new();", "public sealed class Closer : Steps { protected override void Go(TracedDesk desk) => desk.Close(1); }" + Steps, "Steps.Run of Closer > Closer.Go > BrokerCall close" },
        { "Get<Closer>().Run(desk);", "private static T Get<T>() where T : new() => new();", "public class Closer : Steps { protected override void Go(TracedDesk desk) => desk.Close(1); }" + Steps, "Steps.Run of Closer > Closer.Go > BrokerCall close" },

        // Variance
        { "Get().Handle(desk, new Partial());", "private static IHandler<Partial> Get() => new Wide();", Fills + Interface.Replace("<T>", "<in T>", StringComparison.Ordinal) + "public class Wide : IHandler<Fill> { public void Handle(TracedDesk desk, Fill fill) => desk.Close(1); } public class Other : IHandler<Late> { public void Handle(TracedDesk desk, Late fill) => desk.Query(); }", "Wide.Handle > BrokerCall close" },
        { "_ = Get().Next(desk);", "private static ISource<Fill> Get() => new Narrow();", Fills + "public interface ISource<out T> { T Next(TracedDesk desk); } public class Narrow : ISource<Partial> { public Partial Next(TracedDesk desk) { desk.Close(1); return new(); } } public class Other : ISource<object> { public object Next(TracedDesk desk) => desk.Query(); }", "Narrow.Next > BrokerCall close" },
        { "foreach (Fill fill in Get(desk)) { }", "private static IEnumerable<Fill> Get(TracedDesk desk) => new Fills(desk);", Fills + "public class Fills(TracedDesk desk) : IEnumerable<Partial> { public IEnumerator<Partial> GetEnumerator() { desk.Close(1); yield break; } IEnumerator IEnumerable.GetEnumerator() => null!; } public class Others(TracedDesk desk) : IEnumerable<string> { public IEnumerator<string> GetEnumerator() { desk.Query(); yield break; } IEnumerator IEnumerable.GetEnumerator() => null!; }", "Fills.GetEnumerator > BrokerCall close" },
    };

    [Theory, MemberData(nameof(Ways))]
    public void AWayToABrokerCallIsFollowed(string body, string members, string declarations, string path)
        => MappedProgram.AssertFollowed(MapPrograms.Rule(body, members, declarations), path);

    [Fact]
    public void WhereATypeParameterStaysOpenEachMayRun()
    {
        Generated library = (Consumer.Of(MapPrograms.WithUsings($$"""
            namespace Library;
            public interface IDesk { [BrokerCall("close")] bool Close(int size); [BrokerCall("query")] int Query(); }
            {{Interface}}
            {{Two}}
            public static class Sender { public static void Send<T>(IHandler<T> handler, TracedDesk desk, T value) => handler.Handle(desk, value); }
            """)) with { AssemblyName = "Library" }).Generate();
        Generated program = (Consumer.Of(MapPrograms.WithUsings("""
            using Library;
            public sealed record Moved(int Size);
            [RiskRule("rule")] public class Rule { public RuleResult Check(Moved moved, TracedDesk desk) { Sender.Send(new Both(), desk, "a"); return RuleResult.Pass; } }
            """)) with { References = [library.Emit()] }).Generate();
        Assert.Equal(
            ["query", "close"],
            Assert.Single(MappedProgram.Of(program, library).Rules).Steps.Where(step => step.Kind == PathStepKind.BrokerCall).Select(step => step.Name));
    }
}
