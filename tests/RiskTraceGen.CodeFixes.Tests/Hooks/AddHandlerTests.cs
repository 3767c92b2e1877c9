using RiskTraceGen.Analyzers.Hooks;
using RiskTraceGen.CodeFixes.Hooks;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The fix of RTG0205.</summary>
public sealed class AddHandlerTests
{
    [Fact]
    public Task Adds_one_handler_for_each_event_beside_the_others() => Test("""
        [HookEvent("margin_call")] public readonly record struct MarginCall(decimal Shortfall);

        namespace Feed { [HookEvent("feed.lost-2")] class Lost; }

        static class Program
        {
            static void Main() { }

            static void Use(RiskFlow flow)
            {
                flow.[|Raise|](new MarginCall(1));
                flow.[|Raise|](new MarginCall(2));
                flow.[|Raise|](new Feed.Lost());
            }
        }

        class Operations
        {
            [HookFailure] public void Failed(HookFailure failure) { } // all
        }
        """, """
        [HookEvent("margin_call")] public readonly record struct MarginCall(decimal Shortfall);

        namespace Feed { [HookEvent("feed.lost-2")] class Lost; }

        static class Program
        {
            static void Main() { }

            static void Use(RiskFlow flow)
            {
                flow.Raise(new MarginCall(1));
                flow.Raise(new MarginCall(2));
                flow.Raise(new Feed.Lost());
            }
        }

        class Operations
        {
            [HookFailure] public void Failed(HookFailure failure) { } // all

            [Hook("margin_call")]
            public static void OnMarginCall(MarginCall payload) => Console.Error.WriteLine("margin_call was raised.");

            [Hook("feed.lost-2")]
            internal static void OnFeedLost2(Feed.Lost payload) => Console.Error.WriteLine("feed.lost-2 was raised.");
        }
        """);

    [Fact]
    public Task Adds_it_beside_the_handler_of_another_event() => Test("""
        [HookEvent("margin_call")] public readonly record struct MarginCall(decimal Shortfall);
        static class Program
        {
            static void Main() { }
            static void Use(RiskFlow flow) => flow.[|Raise|](new MarginCall(1));
        }

        class Operations
        {
            [Hook("auto_flatten_start")] public void On(AutoFlattenStart start) { }
        }
        """, """
        [HookEvent("margin_call")] public readonly record struct MarginCall(decimal Shortfall);
        static class Program
        {
            static void Main() { }
            static void Use(RiskFlow flow) => flow.Raise(new MarginCall(1));
        }

        class Operations
        {
            [Hook("auto_flatten_start")] public void On(AutoFlattenStart start) { }

            [Hook("margin_call")]
            public static void OnMarginCall(MarginCall payload) => Console.Error.WriteLine("margin_call was raised.");
        }
        """);

    [Fact]
    public Task Adds_the_first_handler_where_the_event_is_raised() => Test("""
        [HookEvent("margin_call")] public readonly record struct MarginCall(decimal Shortfall);
        static class Program
        {
            static void Main() { }
            static void Use(RiskFlow flow) => flow.[|Raise|](new MarginCall(1));
        }
        """, """
        [HookEvent("margin_call")] public readonly record struct MarginCall(decimal Shortfall);
        static class Program
        {
            static void Main() { }
            static void Use(RiskFlow flow) => flow.Raise(new MarginCall(1));

            [Hook("margin_call")]
            public static void OnMarginCall(MarginCall payload) => Console.Error.WriteLine("margin_call was raised.");
        }
        """);

    [Fact]
    public Task Is_not_offered_for_a_payload_that_no_handler_can_take()
    {
        const string source = """
            static class Program
            {
                [HookEvent("margin_call")] private readonly record struct MarginCall(decimal Shortfall);
                static void Main() { }
                static void Use(RiskFlow flow) => flow.[|Raise|](new MarginCall(1));
            }
            """;
        return Test(source, source);
    }

    private static Task Test(string before, string after) => new CodeFixTest<UnheardRaise, AddHandler>(before, after).Executable().RunAsync();
}
