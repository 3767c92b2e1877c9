namespace RiskTraceGen.Generator.Tests;

/// <summary>Where a type argument may be null against a constraint, the user has a warning where he speaks of it, and may have silenced it there: generated code does not bring it back.</summary>
public sealed class NullableConstraintTests
{
    private const string Types = """
        public sealed class Key<T> where T : notnull { public sealed class Part; }
        public sealed class Ref<T> where T : class;
        public sealed class Sorted<T> where T : IComparable<T>;
        public sealed class Held<TItem, THolder> where THolder : IHolder<TItem>;
        public sealed class Lax<T, TOther, TThird> where T : class? where TOther : IComparable<T>? where TThird : IHolder<T>?;
        public interface IHolder<T>;
        public sealed class Holder : IHolder<string>;
        public sealed class Blank : IHolder<string?>;

        """;

    [Theory]
    [InlineData("Key<string?>", "CS8714"), InlineData("Key<int?>", "CS8714"), InlineData("Key<string?>.Part", "CS8714"), InlineData("IReadOnlyList<Key<string?>[]>", "CS8714")]
    [InlineData("(Key<string?> One, int Two)", "CS8714"), InlineData("Dictionary<string?, int>", "CS8714"), InlineData("Func<Key<string>, Key<string?>>", "CS8714")]
    [InlineData("Ref<string?>", "CS8634"), InlineData("Sorted<string?>", "CS8631"), InlineData("Held<string?, Holder>", "CS8631"), InlineData("Held<string, Blank>", "CS8631")]
    [InlineData("Held<string?, Blank?>", "CS8631"), InlineData("Dictionary<Ref<string?>, Sorted<Version?>>", "CS8631, CS8634")]
    public void TheWarningsOfATypeAreSilenced(string type, string warnings)
        => Assert.Equal(warnings, SilencedBy($"[BrokerCall(\"a\")] {type} A({type} a); [BrokerCall(\"b\", Retries = 2, Idempotent = true)] Task<{type}> B(List<{type}> b); {type} C {{ get; }}", warnings));

    [Theory]
    [InlineData("Key<T>", "", "CS8714"), InlineData("Key<T>", "where T : class?", "CS8714"), InlineData("Key<T>", "where T : IDisposable?", "CS8714"), InlineData("Key<T?>", "where T : class", "CS8714")]
    [InlineData("Ref<T>", "where T : class?", "CS8634"), InlineData("Held<string?, T>", "where T : IHolder<string>", "CS8631"), InlineData("Sorted<T>", "where T : IComparable<T>?", "CS8631")]
    public void ThoseOfATypeParameterAre(string type, string constraint, string warnings)
        => Assert.Equal(warnings, SilencedBy($"[BrokerCall(\"a\")] Task<{type}> A<T>({type} a) {constraint};", warnings));

    [Theory]
    [InlineData("Key<string>", ""), InlineData("Key<int>", ""), InlineData("Lax<string?, string?, Blank?>", ""), InlineData("Sorted<string>", ""), InlineData("Held<string?, Blank>", "")]
    [InlineData("Key<T>", "where T : notnull"), InlineData("Key<T>", "where T : class"), InlineData("Key<T>", "where T : struct"), InlineData("Key<T>", "where T : unmanaged"), InlineData("Key<T>", "where T : IDisposable")]
    [InlineData("Sorted<T>", "where T : IComparable<T>"), InlineData("Held<string, T>", "where T : IHolder<string>"), InlineData("Dictionary<T, List<string?>>", "where T : notnull")]
    public void NothingElseIs(string type, string constraint)
        => Assert.Equal("", SilencedBy($"[BrokerCall(\"a\")] Task<{type}> A<T>({type} a) {constraint};", ""));

    // A type parameter that is held to a type made of itself.
    [Theory]
    [InlineData("where T : Self<T>?"), InlineData("where T : class, ISelf<T>?"), InlineData("where T : ISelf<T>?"), InlineData("where T : Self<T>")]
    [InlineData("where T : SelfOf<T>?"), InlineData("where T : Self<T>?, ISelf<T>?"), InlineData("where T : StrictSelf<T>?"), InlineData("where T : IStrictSelf<T>?")]
    [InlineData("where T : IOutSelf<T>?"), InlineData("where T : IPair<T, T>?"), InlineData("where T : Outer<T>.Inner<T>?"), InlineData("where T : Outer<T?>.Inner<T?>?"), InlineData("where T : Self<T?>, IHolder<Self<T?>>")]
    public void ATypeParameterMayBeHeldToATypeOfItself(string constraint)
        => Generate($$"""
            // What is tested: the author has silenced what there is to silence.
            #pragma warning disable CS8631, CS8634, CS8714
            public class Self<T> where T : Self<T>?;
            public class SelfOf<T> where T : SelfOf<T?>?;
            public interface ISelf<T> where T : ISelf<T>?;
            public interface IOutSelf<out T> where T : IOutSelf<T?>?;
            public interface IPair<T, TOther> where T : IPair<T, TOther>? where TOther : IPair<TOther, T?>?;
            public class Outer<T> { public class Inner<TInner> where TInner : Inner<TInner?>?; }
            public class StrictSelf<T> where T : StrictSelf<T>;
            public interface IStrictSelf<T> where T : IStrictSelf<T>;
            public interface IDesk<T> {{constraint}} { [BrokerCall("ask")] T Ask(T value); [BrokerCall("retry", Retries = 2)] Task<T> RetryAsync(T value); T Last { get; } }
            public interface IOther { [BrokerCall("ask")] T Ask<T>(T value) {{constraint}}; [BrokerCall("retry", Retries = 2)] Task<T> RetryAsync<T>(T value) {{constraint}}; void Plain<T>(T value) {{constraint}}; }
            """).WithoutComplaints();

    [Fact]
    public void WhereNothingIsSaidOfNullNeitherIsItByGeneratedCode()
        => Generate("""
            #nullable disable
            public interface IDesk<TKey>
            {
                [BrokerCall("a")] Task<Key<T>> A<T>(Key<T> a, Dictionary<TKey, Ref<Holder>> b);
                [BrokerCall("b")] Sorted<T> B<T>(Ref<T> b) where T : class, IComparable<T>;
                [BrokerCall("c")] Held<string, Blank> C();
            }
            """).WithoutComplaints();

    [Fact]
    public void EveryFileSilencesItsOwn()
    {
        Generated generated = Generate("""
            // What is tested: the author has silenced them.
            #pragma warning disable CS8714, CS8634, CS8631
            public sealed record Order(Dictionary<string?, int> Sizes, IReadOnlyList<Ref<string?>> Parts);
            public interface IDesk<T> where T : notnull { [BrokerCall("place")] void Place(Order order); [BrokerCall("ask")] T Ask(); }
            public sealed record Tick<T>(T Value) where T : notnull;
            public sealed class Options<T> where T : notnull;
            [RiskRule("r")] public sealed class Rule(Options<string?> options) { public RuleResult Check(Tick<int?> tick, TracedDesk<string?> desk) => options is null ? RuleResult.Pass : default; }
            [RiskRule("s")] public sealed class Other { public RuleResult Check(Tick<string> tick) => RuleResult.Pass; public RuleResult Check(Order order) => RuleResult.Pass; }
            [RiskRule("t")] public sealed class Third { public RuleResult Check(Tick<string?> tick) => RuleResult.Pass; }
            public sealed class Handlers { [Hook("filled")] public void On(Key<string?> key) { } [Hook("kept")] public void On(Tick<string?> tick) { } [HookFailure] public void Failed(HookFailure failure) { } }
            """).WithoutComplaints();

        Assert.Equal("", Silenced(generated["Bot.IDesk{T}.Traced.g.cs"]));
        Assert.Equal("CS8714", Silenced(generated["Bot.Handlers.Hooks.g.cs"]));
    }

    private static string SilencedBy(string members, string warnings)
    {
        // What is tested: the author has silenced them.
        string pragma = warnings.Length == 0 ? "" : $"#pragma warning disable {warnings}";
        return Silenced(Generate($"{pragma}\npublic interface IDesk {{ {members} }}").WithoutComplaints()["Bot.IDesk.Traced.g.cs"]);
    }

    private static string Silenced(string file)
        => file.Split('\n').Select(line => line.Trim()).SingleOrDefault(line => line.StartsWith("#pragma warning disable ", StringComparison.Ordinal))?["#pragma warning disable ".Length..] ?? "";

    private static Generated Generate(string source)
        => Consumer.Of($"using System;\nusing System.Collections.Generic;\nusing System.Threading.Tasks;\nusing RiskTraceGen;\nnamespace Bot;\n{Types}{source}").Generate();
}
