namespace RiskTraceGen.Generator.Tests;

/// <summary>A library in another language has names that C# cannot say: what C# can call is traced all the same, and recorded by its true names.</summary>
public sealed class ForeignNameTests
{
    private const string Library = """
        using System.Collections.Generic;
        using System.Diagnostics.CodeAnalysis;
        using System.Runtime.CompilerServices;
        using System.Threading.Tasks;
        namespace Venues;
        public enum Side { Buy_, Sell }
        public sealed record Order(string Id);
        public sealed record Fill(Order Order, decimal Price_, Ticket_ Ticket);
        public sealed record Ticket_(int Number);
        public sealed record Alias(int Hidden_);
        public interface IVenue
        {
            Task<Fill> Send(Order order, decimal price_, string dotted_name, int digit1st);
            string Unnamed(string unnamedA, int unnamedB, bool value2 = false);
            string Equal(string sameA, int sameB, Side side = Side.Buy_);
            string Generic<TKey_, TValue1, TValue2>(TKey_ key, TValue1 one, TValue2 two) where TKey_ : notnull;
            Alias Read(Alias alias);
            [return: NotNullIfNotNull("quoted_")] string? Quote(string? quoted_, [CallerArgumentExpression("quoted_")] string text = "");
            int Place_order(int size);
            string File(object any);
            string File(Ticket_ ticket);
            string Keep(List<Ticket_> tickets);
            int this[int index_] { get; }
            void Last();
        }

        public sealed class Venue : IVenue
        {
            public Task<Fill> Send(Order order, decimal price_, string dotted_name, int digit1st) => Task.FromResult(new Fill(order, price_ + digit1st, new(7)));
            public string Unnamed(string unnamedA, int unnamedB, bool value2 = false) => $"{unnamedA} {unnamedB} {value2}";
            public string Equal(string sameA, int sameB, Side side = Side.Buy_) => $"{sameA} {sameB} {(int)side}";
            public string Generic<TKey_, TValue1, TValue2>(TKey_ key, TValue1 one, TValue2 two) where TKey_ : notnull => $"{key} {one} {two} {typeof(TValue2).Name}";
            public Alias Read(Alias alias) => alias;
            public string? Quote(string? quoted_, string text = "") => quoted_ is null ? null : text;
            public int Place_order(int size) => size;
            public string File(object any) => "object";
            public string File(Ticket_ ticket) => "ticket";
            public string Keep(List<Ticket_> tickets) => "kept";
            public int this[int index_] => index_;
            public void Last() { }
        }
        """;

    private static readonly (string, string)[] Names =
    [
        ("price_", "price'"), ("dotted_name", "dotted.name"), ("digit1st", "1st"), ("Price_", "Price'"), ("unnamedA", ""), ("unnamedB", ""), ("sameB", "sameA"), ("Buy_", "Buy'"), ("TKey_", "TKey'"), ("TValue1", "TValue2"),
        ("Ticket_", "Ticket'"), ("Hidden_", "Hidden'"), ("Place_order", "Place order"), ("index_", "index'"), ("quoted_", "quoted'"),
    ];

    private const string Bot = """
        using System;
        using System.Threading.Tasks;
        using RiskTraceGen;
        using Venues;
        [assembly: BrokerCall(typeof(IVenue), "Send")]
        [assembly: BrokerCall(typeof(IVenue), "Unnamed")]
        [assembly: BrokerCall(typeof(IVenue), "Equal", Retries = 2, Idempotent = true)]
        [assembly: BrokerCall(typeof(IVenue), "Generic")]
        [assembly: BrokerCall(typeof(IVenue), "Read")]
        [assembly: BrokerCall(typeof(IVenue), "Quote")]
        [assembly: BrokerCall(typeof(IVenue), "Place order")]
        [assembly: BrokerCall(typeof(IVenue), "File")]
        [assembly: BrokerCall(typeof(IVenue), "Keep")]
        [assembly: BrokerCall(typeof(IVenue), "Last")]
        [RiskRule("fills")] public sealed class Fills
        {
            public RuleResult Check(Fill fill) => RuleResult.Pass;
        }
        public static class Program
        {
            public static async Task RunAsync(RiskTracer tracer)
            {
                using RiskFlow flow = tracer.StartFlow("TEST");
                IVenue untraced = new Venue();
                TracedVenue traced = untraced.Traced(flow);
                var order = new Order("O-1");
                Same(await untraced.Send(order: order, 3m, "name", 4), await traced.Send(order: order, 3m, "name", 4));
                Same(untraced.Unnamed(value: "a", 1, value2: true), traced.Unnamed(value: "a", 1, value2: true));
                Same(untraced.Equal(sameA: "a", 2), traced.Equal(sameA: "a", 2));
                Same(untraced.Generic("k", 1, 2.5m), traced.Generic("k", 1, 2.5m));
                Same(untraced.Read(new Alias(5)), traced.Read(new Alias(5)));
                Same(untraced.Quote("a" + 1).Length, traced.Quote("a" + 1).Length);
                Same(untraced[9], traced[9]);
                traced.Last();
                flow.Complete("done");
                foreach (string left in new[] { "Place order", "File", "Keep" })
                    if (typeof(TracedVenue).GetMember(left).Length > 0) throw new Exception(left);
            }

            private static void Same(object one, object other)
            {
                if (!Equals(one, other)) throw new Exception($"{one} is not {other}");
            }
        }
        """;

    [Fact]
    public async Task WhatCSharpCanCallIsTracedByItsTrueNames()
    {
        Generated library = (Consumer.Of(Library) with { AssemblyName = "Venues" }).Generate() with { ForeignNames = Names };
        Generated bot = (Consumer.Of(Bot) with { References = [library.Emit()] }).Generate();
        FlowTrace flow = Assert.Single(await TracedProgram.RunAsync(bot, library));

        Assert.Equal(
            [
                "send(order: Order { id: O-1 }, price': 3, dotted.name: name, 1st: 4) = Fill { order: Order { id: O-1 } }",
                "unnamed(value: a, value3: 1, value2: true) = a 1 True",
                "equal(same_a: a, same_a2: 2, side: Buy') = a 2 0",
                "generic(key: k, one: 1, two: 2.5) = k 1 2.5 Decimal",
                "read(alias: (Alias)) = (Alias)",
                "quote(quoted': a1, text: \"a\" + 1) = \"a\" + 1",
                "last()",
            ],
            flow.Steps.Where(step => step.Kind == StepKind.ApiCall).Select(Text));
    }

    private static string Text(TraceStep step)
    {
        string[] fields = [.. step.Fields.Select(field => field.ToString())];
        string arguments = string.Join(", ", fields.Where(field => !field.StartsWith("result: ", StringComparison.Ordinal)));
        return $"{step.Name}({arguments}){string.Concat(fields.Where(field => field.StartsWith("result: ", StringComparison.Ordinal)).Select(field => " = " + field["result: ".Length..]))}";
    }
}
