namespace RiskTraceGen.Generator.Tests;

/// <summary>What the compiler knows of null after a call of the broker, it knows after a call of the wrapper.</summary>
public sealed class NullableFlowTests
{
    // Each member twice: traced, and passed through.
    private const string Members = """
        {0} bool TryGet{1}(string id, [NotNullWhen(true)] out Quote? quote);
        {0} bool TryTake{1}<T>(string id, [MaybeNullWhen(false)] out T value);
        {0} bool IsMissing{1}([NotNullWhen(false)] Quote? quote);
        {0} void Require{1}([NotNull] Quote? quote);
        {0} void Fill{1}([NotNull] ref Quote? quote);
        {0} void Blank{1}([MaybeNull] out Quote quote, [AllowNull] Quote previous, [DisallowNull] Quote? next);
        {0} [return: NotNullIfNotNull("id")] string? Echo{1}(string? id);
        {0} void Copy{1}(string? id, [NotNullIfNotNull("id")] out string? copy);
        {0} [return: NotNullIfNotNull("id")] string? Same{1}(string id);
        {0} [return: NotNull] T Sure{1}<T>(T value);
        {0} [return: MaybeNull] T Perhaps{1}<T>(T value);
        {0} void Stop{1}([DoesNotReturnIf(true)] bool when);
        {0} [DoesNotReturn] void Fail{1}();
        {0} [DoesNotReturn] int FailWith{1}();

        """;

    private const string Uses = """
            public static int TryGet{0}(BROKER broker) => broker.TryGet{0}("a", out Quote? quote) ? quote.Size : 0;
            public static int TryTake{0}(BROKER broker) => broker.TryTake{0}<Quote>("a", out Quote? quote) ? quote.Size : 0;
            public static int IsMissing{0}(BROKER broker, Quote? quote) => broker.IsMissing{0}(quote) ? 0 : quote.Size;
            public static int Require{0}(BROKER broker, Quote? quote) { broker.Require{0}(quote); return quote.Size; }
            public static int Fill{0}(BROKER broker, Quote? quote) { broker.Fill{0}(ref quote); return quote.Size; }
            public static void Blank{0}(BROKER broker, Quote next) { broker.Blank{0}(out Quote? _, null, next); }
            public static int Echo{0}(BROKER broker) => broker.Echo{0}("text").Length;
            public static int Same{0}(BROKER broker) => broker.Same{0}("text").Length;
            public static int Copy{0}(BROKER broker) { broker.Copy{0}("text", out string? copy); return copy.Length; }
            public static int Sure{0}(BROKER broker, Quote? quote) => broker.Sure{0}(quote).Size;
            public static int Stop{0}(BROKER broker, Quote? quote) { broker.Stop{0}(quote is null); return quote.Size; }
            public static int Fail{0}(BROKER broker, Quote? quote) { if (quote is null) broker.Fail{0}(); return quote.Size; }
            public static int FailWith{0}(BROKER broker, Quote? quote) { if (quote is null) broker.FailWith{0}(); return quote.Size; }

        """;

    // It has to warn here as well: MaybeNull and DisallowNull take away what the type says.
    private const string Warned = """
            public static int Perhaps{0}(BROKER broker, Quote quote) => broker.Perhaps{0}(quote).Size;
            public static int Blank{0}(BROKER broker, Quote quote) { broker.Blank{0}(out Quote? blank, null, quote); return blank.Size; }
            public static void Next{0}(BROKER broker) => broker.Blank{0}(out _, null, null);
            public static int TryTake{0}(BROKER broker) { broker.TryTake{0}<Quote>("a", out Quote? quote); return quote.Size; }

        """;

    [Theory]
    [InlineData("IQuotes")]
    [InlineData("TracedQuotes")]
    public void WhatIsKnownOfNullIsKnownOfTheWrapper(string broker) => Generate(Uses, broker).WithoutComplaints();

    [Theory]
    [InlineData("IQuotes")]
    [InlineData("TracedQuotes")]
    public void WhatMayBeNullMayBeNullOfTheWrapper(string broker)
        => Assert.Equal(8, Generate(Warned, broker).Complaints.Count(complaint => complaint.Contains("Source0.cs", StringComparison.Ordinal) && complaint.Contains("warning CS86", StringComparison.Ordinal)));

    private static Generated Generate(string uses, string broker) => Consumer.Of($$"""
        using System.Diagnostics.CodeAnalysis;
        using RiskTraceGen;

        namespace Bot;

        public sealed record Quote(int Size);

        public interface IQuotes
        {
            {{Filled(Members, "[BrokerCall(\"call\")]", "Traced")}}
            {{Filled(Members, "", "Plain")}}
        }

        public static class Use
        {
            {{Filled(uses.Replace("BROKER", broker, StringComparison.Ordinal), "Traced", "")}}
            {{Filled(uses.Replace("BROKER", broker, StringComparison.Ordinal), "Plain", "")}}
        }
        """).Generate();

    private static string Filled(string text, string first, string second)
        => text.Replace("{0}", first, StringComparison.Ordinal).Replace("{1}", second, StringComparison.Ordinal);
}
