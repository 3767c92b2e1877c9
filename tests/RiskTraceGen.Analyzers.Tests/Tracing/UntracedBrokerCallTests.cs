using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>What RTG0101 reports: every form in which the language can write a broker call.</summary>
public sealed class UntracedBrokerCallTests
{
    [Fact]
    public Task Reports_calls_on_parameter_field_property_and_local() => Test("""
        class Guard(ITradingSuite injected)
        {
            private readonly ITradingSuite _suite = injected;
            private ITradingSuite Suite => _suite;

            public async Task FlattenAsync(ITradingSuite suite, CancellationToken cancellationToken)
            {
                ITradingSuite local = suite;
                await suite.[|ClosePositionDirectAsync|]("MNQ", cancellationToken);
                await _suite.[|ClosePositionDirectAsync|]("MNQ", cancellationToken);
                await this.Suite.[|ClosePositionDirectAsync|]("MNQ", cancellationToken);
                local.[|CancelAll|]();
                injected.[|CancelAll|]();
            }
        }
        """).RunAsync();

    [Fact]
    public Task Reports_conditional_access_and_chains() => Test("""
        class Guard
        {
            public ITradingSuite? Suite { get; set; }
            public void Flatten(Guard? other, List<ITradingSuite> suites)
            {
                Suite?.[|CancelAll|]();
                other?.Suite?.[|CancelAll|]();
                suites[0].[|CancelAll|]();
                (other!.Suite ?? suites[0]).[|CancelAll|]();
            }
        }
        """).RunAsync();

    [Fact]
    public Task Reports_calls_in_lambdas_local_functions_and_field_initializers() => Test("""
        class Guard
        {
            private readonly Action<ITradingSuite> _flatten = static suite => suite.[|CancelAll|]();
            public void Flatten(ITradingSuite suite)
            {
                Action cancel = () => suite.[|CancelAll|]();
                cancel();
                Cancel();
                void Cancel() => suite.[|CancelAll|]();
            }
        }
        """).RunAsync();

    [Fact]
    public Task Reports_top_level_statements() => Test("""
        ITradingSuite suite = null!;
        suite.[|CancelAll|]();
        """).Executable().RunAsync();

    [Theory]
    [InlineData("<T>(T it) where T : class, ITradingSuite { it.[|CancelAll|](); it?.[|CancelAll|](); it.Ping(); }")]
    [InlineData("<T, U>(U it) where T : ITradingSuite where U : T => it.[|CancelAll|]();")]
    [InlineData("<T>() where T : ITradingSuite, new() => new T().[|CancelAll|]();")]
    [InlineData("<T, U>(U it) where T : Gateway where U : T { it.[|Submit|](); it.[|Close|](); it.Rest(); }")]
    [InlineData("<T>(T it) where T : Gateway { foreach (int fill in [|it|]) { } }")]
    [InlineData("<T, U>() where T : IVenue where U : T { T.[|Open|](); U.[|Open|](); _ = T.Name(); }")]
    public Task Reports_calls_through_type_parameters(string method) => new AnalyzerTest<UntracedBrokerCall>(Generic(method)).RunAsync();

    [Theory]
    [InlineData("<T>(T it) where T : Heir { it.[|Send|](); it.Quote(); }")]
    [InlineData("<T, U>(U it) where T : Heir where U : T => it.[|Send|]();")]
    [InlineData("<T>(T it) where T : Connection, ISender { it.[|Send|](); it.Send(1); it.Keep(); }")]
    [InlineData("<T, U>(U it) where T : Connection where U : T, IFastSender => it.[|Send|]();")]
    [InlineData("<T>(T it) where T : Connection => it.Send();")]
    public Task Reports_methods_of_a_base_class_through_what_implements_marked_ones_with_them(string method) => new AnalyzerTest<UntracedBrokerCall>(Generic(method), """
        interface ISender { [BrokerCall("send")] void Send(); [BrokerCall("keep")] void Keep(); }
        interface IFastSender : ISender { }
        class Connection { public void Send() { } public void Send(int size) { } internal void Keep() { } public void Quote() { } }
        class Heir : Connection, ISender { public new void Keep() { } }
        """).RunAsync();

    [Fact]
    public Task Looks_no_further_where_constraints_go_round_in_a_circle()
        => new AnalyzerTest<UntracedBrokerCall>(Generic("<T, U>(T it) where T : U where U : T => it.CancelAll();")).Broken().RunAsync();

    [Fact]
    public Task Reports_what_implements_or_overrides_a_marked_member() => Test("""
        abstract class Gateway
        {
            [BrokerCall("submit")]
            public abstract void Submit();
        }

        class PaperGateway : Gateway
        {
            public override void Submit() { }
        }

        class PaperSuite : ITradingSuite
        {
            public ValueTask<OrderResult> ClosePositionDirectAsync(string contractId, CancellationToken cancellationToken) => default;
            public void CancelAll() { }
            public int Ping() => 0;
        }

        class Guard
        {
            public void Flatten(PaperGateway gateway, PaperSuite suite)
            {
                gateway.[|Submit|]();
                suite.[|CancelAll|]();
            }
        }
        """).RunAsync();

    [Fact]
    public Task Reports_methods_of_a_base_class_that_implement_marked_ones_for_a_derived_class() => Test("""
        interface IGateway { [BrokerCall("submit")] void Submit(); }
        class Connection { public void Submit() { } public void Close() { } }
        class Gateway : Connection, IGateway { }

        class Guard
        {
            public void Flatten(Gateway gateway, Connection connection)
            {
                gateway.[|Submit|]();
                gateway.Close();
                connection.Submit();
            }
        }
        """).RunAsync();

    [Fact]
    public Task Reports_generic_brokers_and_generic_members() => Test("""
        interface IVenue<TOrder>
        {
            [BrokerCall("submit")]
            void Submit<TTag>(TOrder order, TTag tag);
        }

        class Guard
        {
            public void Flatten(IVenue<string> venue) => venue.[|Submit|]("sell", 1);
        }
        """).RunAsync();

    [Fact]
    public Task Reports_marked_extension_methods_in_both_syntaxes() => Test("""
        static class SuiteExtensions
        {
            [BrokerCall("flatten")]
            public static void Flatten(this ITradingSuite suite) { }
        }

        class Guard
        {
            public void Run(ITradingSuite suite)
            {
                suite.[|Flatten|]();
                SuiteExtensions.[|Flatten|](suite);
            }
        }
        """).RunAsync();

    [Fact]
    public Task Reports_a_mark_by_another_name_from_a_file_with_other_usings() => new AnalyzerTest<UntracedBrokerCall>(
        "global using Call = RiskTraceGen.BrokerCallAttribute; using System.Text; class Other { StringBuilder? text; }",
        "interface IDesk { [Call(\"close\")] void Close(); } class Guard { void Run(IDesk desk) => desk.[|Close|](); }").RunAsync();

    [Fact]
    public Task Reports_what_implements_an_inherited_member_covered_by_the_assembly() => Test("""
        [assembly: BrokerCall(typeof(Foreign.IClient), "SubmitAsync", Name = "place_order")]

        namespace Foreign
        {
            public interface IConnection { Task SubmitAsync(); }
            public interface IClient : IConnection;
            public sealed class Client : IClient { public Task SubmitAsync() => Task.CompletedTask; }
        }

        class Guard
        {
            Task Use(Foreign.Client client) => client.[|SubmitAsync|]();
            Task Use<T>(T client) where T : IDisposable, Foreign.IClient => client.[|SubmitAsync|]();
        }
        """).RunAsync();

    [Fact]
    public Task Reports_members_covered_by_the_assembly() => Test("""
        [assembly: BrokerCall(typeof(Foreign.IClient), "SubmitAsync", Name = "place_order")]

        namespace Foreign
        {
            public interface IConnection { Task SubmitAsync(); }
            public interface IClient : IConnection { Task QueryAsync(); }
        }

        class Guard
        {
            public async Task RunAsync(Foreign.IClient client, Foreign.IConnection connection)
            {
                await client.[|SubmitAsync|]();
                await client.QueryAsync();
                await connection.SubmitAsync();
            }
        }
        """).RunAsync();

    [Fact]
    public Task Reports_both_halves_of_a_partial_class() => new AnalyzerTest<UntracedBrokerCall>(
        "partial class Guard { void A(ITradingSuite suite) => suite.[|CancelAll|](); }",
        "partial class Guard { void B(ITradingSuite suite) => suite.[|CancelAll|](); }").RunAsync();

    [Fact]
    public Task Names_the_member_and_the_way_out()
    {
        AnalyzerTest<UntracedBrokerCall> test = Test("class Guard { void Run(ITradingSuite suite) => suite.{|#0:CancelAll|}(); }");
        test.ExpectedDiagnostics.Add(AnalyzerTest<UntracedBrokerCall>.Reported()
            .WithLocation(0)
            .WithMessage("'ITradingSuite.CancelAll' is called on the broker itself, so no trace sees it; call it on the traced wrapper ('Traced(flow)')"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("class Desk : Suite { }", "desk.{|#0:CancelAll|}()", null)]
    [InlineData("class Desk : Suite { public override void CancelAll(int wait = 0, string note = \"\") { } }", "desk.{|#0:CancelAll|}()", null)]
    [InlineData("class Desk : Suite { public override void CancelAll(int wait = 5, string note = \"\") { } }", "desk.{|#0:CancelAll|}(5)", null)]
    [InlineData("class Desk : Suite { public override void CancelAll(int wait = 5, string note = \"\") { } }", "desk.{|#0:CancelAll|}()", "Suite")]
    [InlineData("class Desk : Suite { public override void CancelAll(int note = 0, string wait = \"\") { } }", "desk.{|#0:CancelAll|}(note: 1)", "Suite")]
    [InlineData("class Desk : Suite { public override void CancelAll(int wait = 0, [System.Runtime.CompilerServices.CallerMemberName] string note = \"\") { } }", "desk.{|#0:CancelAll|}()", "Suite")]
    [InlineData("class Desk : Suite, ICancels { public new void Cancel() { } } interface ICancels { [BrokerCall(\"cancel\")] void Cancel(); }", "desk.{|#0:Cancel|}()", "Suite")]
    [InlineData("class Desk : IOther { public void CancelAll(int wait = 5) { } } interface IOther { [BrokerCall(\"cancel_all\")] void CancelAll(int wait = 0); } struct TracedOther { public TracedOther(IOther broker, RiskFlow flow) { } }", "desk.{|#0:CancelAll|}()", "IOther")]
    [InlineData("class Desk : IOther { public void CancelAll([System.Runtime.InteropServices.Optional] int wait) { } } interface IOther { [BrokerCall(\"cancel_all\")] void CancelAll(int wait); } struct TracedOther { public TracedOther(IOther broker, RiskFlow flow) { } }", "desk.{|#0:CancelAll|}()", "IOther")]
    public Task Does_not_send_a_call_to_an_inherited_wrapper_on_which_it_means_something_else(string desk, string call, string? wrapped)
    {
        AnalyzerTest<UntracedBrokerCall> test = Test($$"""
            class Guard { void Run(Desk desk) => {{call}}; }
            {{desk}}
            class Suite { [BrokerCall("cancel_all")] public virtual void CancelAll(int wait = 0, string note = "") { } public void Cancel() { } }
            struct TracedSuite { public TracedSuite(Suite broker, RiskFlow flow) { } }
            """);
        string member = call.Contains("All", StringComparison.Ordinal) ? "CancelAll" : "Cancel";
        string declaring = desk.Contains("void " + member, StringComparison.Ordinal) ? "Desk" : "Suite";
        string advice = wrapped is null ? "call it on the traced wrapper ('Traced(flow)')" : $"'Traced(flow)' is the wrapper of '{wrapped}', on which it would mean something else: annotate 'Desk.{member}' too";
        test.ExpectedDiagnostics.Add(AnalyzerTest<UntracedBrokerCall>.Reported().WithLocation(0).WithMessage($"'{declaring}.{member}' is called on the broker itself, so no trace sees it; {advice}"));
        return test.RunAsync();
    }

    [Fact]
    public Task Reports_calls_of_a_broker_in_a_generic_type_and_leads_to_its_wrapper()
    {
        AnalyzerTest<UntracedBrokerCall> test = Test("""
            class Venue<T> { public interface IDesk<U> { [BrokerCall("send")] void Send(T market, U order); } }
            class Desk : Venue<int>.IDesk<string> { public void Send(int market, string order) { } }
            readonly struct TracedDesk<T, U>(Venue<T>.IDesk<U> broker, RiskFlow flow) { public void Send(T market, U order) => broker.Send(market, order); }
            class Guard
            {
                public void Run(Venue<int>.IDesk<string> desk, Desk own, TracedDesk<int, string> traced)
                {
                    desk.{|#0:Send|}(1, "x");
                    own.{|#1:Send|}(1, "x");
                    traced.Send(1, "x");
                }
            }
            """);
        for (int place = 0; place < 2; place++)
            test.ExpectedDiagnostics.Add(AnalyzerTest<UntracedBrokerCall>.Reported().WithLocation(place).WithArguments(place == 0 ? "IDesk.Send" : "Desk.Send", "call it on the traced wrapper ('Traced(flow)')"));
        return test.RunAsync();
    }

    private static AnalyzerTest<UntracedBrokerCall> Test(string source) => new(source);

    private static string Generic(string method) => $$"""
        static class Guard
        {
            public static void Flatten{{method}}
        }

        abstract class Gateway
        {
            [BrokerCall("submit")] public abstract void Submit();
            [BrokerCall("close")] public void Close() { }
            [BrokerCall("fills")] public IEnumerator<int> GetEnumerator() => throw new NotSupportedException();
            public void Rest() { }
        }

        interface IVenue
        {
            [BrokerCall("open")] static abstract void Open();
            static abstract string Name();
        }
        """;
}
