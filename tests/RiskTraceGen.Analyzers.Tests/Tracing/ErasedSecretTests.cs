using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>RTG0104 of elements of tuples whose names are lost at run time.</summary>
public sealed class ErasedSecretTests
{
    private const string Advice = "elements of tuples have no names at run time: make it a property of a type of your own";

    // What the library redacts by its name is redacted wherever this assembly records such a type, whatever it calls it there.
    [Theory]
    [InlineData("class Rule { public RuleResult Check([|Box<(string User, string Otp)>|] box) => RuleResult.Pass; }")]
    [InlineData("class Rule { public RuleResult Check([|(string User, string Otp)|] login) => RuleResult.Pass; }")]
    [InlineData("class Rule { public RuleResult Check(in [|List<(string User, string Otp)>|] logins) => RuleResult.Pass; }")]
    [InlineData("class Rule { public RuleResult Check([|Box<Box<(string User, string Otp)>[]>|] box) => RuleResult.Pass; }")]
    [InlineData("class Rule { public RuleResult Check([|Box<(int, (string Pin, int Tries)?)>|] box) => RuleResult.Pass; }")]
    [InlineData("class Rule { public RuleResult Check([|Outer<(string User, string Otp)>.Inner|] inner) => RuleResult.Pass; }")]
    [InlineData("class Rule { public RuleResult Check([|Derived<(string User, string Otp)>|] derived) => RuleResult.Pass; }")]
    [InlineData("class Rule { public RuleResult Check([|Many<(string User, string Otp)>|] many) => RuleResult.Pass; }")]
    [InlineData("class Rule { public RuleResult Check([|Pair<int, (string User, string Otp)>|] pair) => RuleResult.Pass; }")]
    [InlineData("class Rule { public RuleResult Check([|Beside<(string User, string Otp)>|] pair) => RuleResult.Pass; } record Beside<T>(Pair<int, T> Pair);")]
    public Task Reports_what_a_rule_calls_a_secret(string rule) => Test($$"""[RiskRule("r")] {{rule}}""").RunAsync();

    [Fact]
    public Task Reports_what_a_handler_calls_a_secret() => Test("""
        class Alerts { [Hook("alert")] public void On([|Alert<(string User, string Otp)>|] alert) { } }
        """).RunAsync();

    [Fact]
    public Task Reports_what_a_broker_call_and_a_member_call_a_secret() => Test("""
        interface IDesk
        {
            [BrokerCall("open")] void Open(Box<(string User, string Otp)> [|box|]);
            [BrokerCall("all")] void OpenAll(ReadOnlySpan<Box<(string User, string Otp)>> [|boxes|]);
            [BrokerCall("list")] Task<Box<(string User, string Otp)>> [|ListAsync|]();
            [BrokerCall("watch")] IAsyncEnumerable<Box<(string User, string Otp)>> [|Watch|]();
        }

        [HookEvent("login")] record Login(Box<(string User, string Otp)> [|Box|]);
        """).RunAsync();

    [Theory]
    [InlineData("flow.Raise(new Alert<(string User, string Password)>((\"\", \"\")))", "Raise", "Alert<(string User, string Password)>")]
    [InlineData("flow.Raise<Alert<(string User, string Password)>>(new((\"\", \"\")))", "Raise<Alert<(string User, string Password)>>", "Alert<(string User, string Password)>")]
    [InlineData("flow.RaiseAsync(new Alert<(string User, string Password)>((\"\", \"\")))", "RaiseAsync", "Alert<(string User, string Password)>")]
    [InlineData("flow.Emit(\"login\", new Box<(string User, string Password)>((\"\", \"\")))", "Emit", "Box<(string User, string Password)>")]
    [InlineData("tracer.StartFlow(\"login\", new Box<(string User, string Password)>((\"\", \"\")))", "StartFlow", "Box<(string User, string Password)>")]
    [InlineData("dispatcher.DispatchAsync(new Box<(string User, string Password)>((\"\", \"\")))", "DispatchAsync", "Box<(string User, string Password)>")]
    [InlineData("dispatcher.DispatchAsync((User: \"\", Password: \"\"))", "DispatchAsync", "(string User, string Password)")]
    [InlineData("tracer.Hooks.Attach<Alert<(string User, string Password)>>(\"alert\", (a, f, t) => default)", "Attach<Alert<(string User, string Password)>>", "Alert<(string User, string Password)>")]
    [InlineData("desk.Send(new Box<(string User, string Password)>((\"\", \"\")))", "Send", "Box<(string User, string Password)>")]
    [InlineData("desk.SendAny(new Box<(string User, string Password)>((\"\", \"\")))", "SendAny", "Box<(string User, string Password)>")]
    [InlineData("desk.SendBox(new Box<(string User, string Password)>((\"\", \"\")))", "SendBox", "Box<(string User, string Password)>")]
    [InlineData("desk.Get<Box<(string User, string Password)>>()", "Get<Box<(string User, string Password)>>", "Box<(string User, string Password)>")]
    [InlineData("desk.SendNote(new Box<(string User, string Password)>((\"\", \"\")))", "SendNote", "Box<(string User, string Password)>")]
    [InlineData("desk.SendPair(new Pair<(string, string), (string Password, string)>((\"\", \"\"), (\"\", \"\")))", "SendPair", "Pair<(string, string), (string Password, string)>")]
    public Task Reports_what_only_a_call_calls_a_secret(string call, string name, string type)
    {
        int place = call.IndexOf($".{name}", StringComparison.Ordinal) + 1;
        AnalyzerTest<TracedSecret> test = Test($$"""
            [RiskRule("r")] class Rule { public RuleResult Check(Box<(string User, string Note)> box) => RuleResult.Pass; public RuleResult Check((string, string) login) => RuleResult.Pass; }
            class Alerts { [Hook("alert")] public void On(Alert<(string, string)> alert) { } }
            interface IDesk
            {
                [BrokerCall("send")] void Send<T>(T value);
                [BrokerCall("any")] void SendAny(object value);
                [BrokerCall("box")] void SendBox(Box<(string, string)> value);
                [BrokerCall("note")] void SendNote(Box<(string User, string Note)> value);
                [BrokerCall("pair")] void SendPair(Pair<(string Password, string), (string, string)> value);
                [BrokerCall("get")] T Get<T>();
            }

            class Bot
            {
                void Run(RiskFlow flow, RiskTracer tracer, RiskDispatcher dispatcher, IDesk desk) => {{call[..place]}}{|#0:{{name}}|}{{call[(place + name.Length)..]}};
            }
            """);
        test.ExpectedDiagnostics.Add(AnalyzerTest<TracedSecret>.Reported().WithLocation(0).WithArguments("Password", $"every '{type}'", Advice));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("desk.[|Get|]();")] // what it returns is recorded as what it is
    [InlineData("desk.[|GetAsync|]();")]
    [InlineData("Send<Alert<(string User, string Password)>> send = flow.[|Raise|];")]
    [InlineData("Func<Box<(string User, string Password)>, CancellationToken, ValueTask<DispatchResult>> dispatch = dispatcher.[|DispatchAsync|];")]
    [InlineData("boxes.ForEach(notes.[|Send|]);")]
    [InlineData("Func<Box<(string User, string Password)>, Box<(string User, string Password)>> get = notes.[|Change|];")]
    [InlineData("[|Publish|](flow, box);")]
    [InlineData("[|Publish|](flow, login);")]
    [InlineData("[|Publish|](flow, new Open<(string User, string Password)>((\"\", \"\")));")]
    [InlineData("new TracedStore(null!, flow).[|Keep|](box);")]
    [InlineData("new TracedLater(null!, flow).[|Keep|](box);")]
    [InlineData("Action<RiskFlow, Box<(string User, string Password)>> publish = [|Publish|];")]
    [InlineData("new Gateway<Box<(string User, string Password)>>().[|Publish|](box);")]
    [InlineData("notes.[|Log|](\"x\", box);")]
    [InlineData("notes.[|Log|](new object[] { box });")]
    [InlineData("notes.[|LogAll|]([\"x\", box]);")]
    [InlineData("notes.[|LogAll|](new List<object>(2) { \"x\", box });")]
    [InlineData("notes.[|LogAll|](new List<object> { 1, \"x\" }.Count > 1 ? new List<object> { box } : []);")]
    [InlineData("notes.[|LogSome|](new List<object> { box });")]
    [InlineData("notes.[|LogPair|]((\"x\", box));")]
    [InlineData("var note = new Note(0) { [|Items|] = { 0, box } }; notes.LogAll(note.Items);")]
    [InlineData("var note = new Note([|box|]);")]
    [InlineData("var note = new Note(0) { [|Other|] = box };")]
    [InlineData("var note = new Note(0) { [|Named|] = box };")]
    [InlineData("var note = new Note(0); note.[|Late|] ??= box;")]
    [InlineData("var note = new Note(0); (note.[|Late|], _) = (box, 1);")]
    [InlineData("var note = new Note(0); (_, (note.[|Late|], _)) = (0, (box, 1));")]
    [InlineData("var note = new Note(0) { [|Items|] = { 0, box } };")]
    [InlineData("var note = new Note(0) { [|Plains|] = { login } };")]
    [InlineData("notes.[|SendPlain|](login);")]
    [InlineData("notes.[|SendPlains|]([login]);")]
    [InlineData("notes.[|SendPlains|](logins);")]
    [InlineData("notes.[|SendNote|](login);")]
    [InlineData("flow.[|Emit|](\"x\", new Box<(string User, object Password)>((\"\", 0)));")]
    [InlineData("flow.[|Emit|](\"x\", new Box<(string User, Guid Token)>((\"\", default)));")]
    [InlineData("flow.[|Emit|](\"x\", new Box<(string User, ApiToken Token)>((\"\", default)));")]
    [InlineData("Tell(1); void Tell<T>(T user) => flow.[|Emit|](\"x\", new Open<(T User, string Password)>((user, \"\")));")] // whatever that is
    public Task Reports_names_that_get_lost(string code) => TestUse(code).RunAsync();

    [Theory]
    [InlineData("sensitive.Send(box); sensitive.SendAny(box); sensitive.SendBox(box); sensitive.SendSecret(box); sensitive.Get<Box<(string User, string Password)>>();")]
    [InlineData("decided.Send(box); decided.SendAny(box); decided.Get<Box<(string User, string Password)>>();")]
    [InlineData("flow.Emit(\"x\", new Unrecorded<(string User, string Otp)>((\"\", \"\"))); tracer.StartFlow(\"x\", new Unrecorded<(string User, string Otp)>((\"\", \"\"))); Publish(flow, new Unrecorded<(string User, string Otp)>((\"\", \"\")));")]
    [InlineData("dispatcher.RulesFor<Box<(string User, string Password)>>();")]
    [InlineData("dispatcher.DispatchAsync(Task.FromResult((User: \"\", Password: \"\")));")]
    [InlineData("flow.Emit(\"x\", new Odd<(string User, string Password)>());")]
    [InlineData("flow.Emit(\"x\", new Box<(string User, DayOfWeek Token)>((\"\", default))); flow.Emit(\"x\", new Box<(string User, DateTime Token)>((\"\", default))); flow.Emit(\"x\", new Box<(string User, CancellationToken Token)>((\"\", default)));")]
    [InlineData("notes.LogSome(new HashSet<object> { box }); notes.LogSome(new Queue<object>());")] // recorded by the name of its type
    [InlineData("notes.LogAll(new List<object> { 1, \"x\" }); notes.LogAll(new List<object> { Capacity = boxes.Count }); var all = new List<object> { box }; notes.LogAll(all);")]
    [InlineData("notes.SendSecret(login); notes.SendPlain((\"\", \"\")); notes.Log(login);")]
    [InlineData("new Mailer().Send(box);")] // called like a call of a broker, and none
    [InlineData("var both = (new Box<(string, string)>((\"\", \"\")), new Unrecorded<(string User, string Password)>((\"\", \"\"))); notes.SendBoth(both);")]
    [InlineData("Use(nameof(notes.Send), box.Value); boxes.Find(other => other == box);")]
    [InlineData("Func<string, IReadOnlyList<RuleDescriptor>> rules = _ => dispatcher.RulesFor<Box<(string User, string Password)>>();")]
    [InlineData("Action<Box<(string User, string Password)>>? send = null; send -= notes.Send;")]
    [InlineData("var note = new Note(0) { Hidden = box };")]
    [InlineData("var note = new Note(0) { Kept = box, KeptItems = { box } }; note.Kept ??= box; (note.Kept, _) = (box, 1);")]
    [InlineData("var plain = new Plain(0) { Items = { box } }; plain.Late ??= box; (plain.Late, _) = (box, 1); object other = 0; (other, box) = (box, box); (other, _) = login;")]
    [InlineData("var note = new Note(0) { Items = { 0 } }; note.Items.AddRange([1]); note.Late ??= 1; (note.Late, _) = (1, box);")]
    [InlineData("var unrecorded = new Plain(box) { Other = box };")]
    [InlineData("_ = box with { Value = login }; _ = new Box<(string User, string Password)>(login);")]
    public Task Stays_silent_of_names_that_are_not_recorded(string code) => TestUse(code).RunAsync();

    [Theory]
    [InlineData("class [|LoginHandler|] : Handler<Box<(string User, string Password)>>;")]
    [InlineData("class [|LoginHandler|] : Both<int, Box<(string User, string Password)>>;")]
    [InlineData("class LoginHandler : Handler<Box<(string User, string Note)>>;")]
    [InlineData("class LoginList : List<Box<(string User, string Password)>>;")]
    public Task Reports_what_a_base_class_is_closed_by(string code)
        => Test($"{code} class Handler<T> {{ }} class Both<T, TOther> {{ }} [RiskRule(\"r\")] class Rule {{ public RuleResult Check(Box<(string, string)> box) => RuleResult.Pass; }}").RunAsync();

    [Theory]
    [InlineData("sealed record LoginNote : Note { public LoginNote(Box<(string User, string Password)> box) : base([|box|]) { } }")]
    [InlineData("sealed record LoginNote(Box<(string User, string Note)> Other) : Note([|new Box<(string User, string Password)>((\"\", \"\"))|]);")]
    [InlineData("sealed class LoginNote { public object Data { get; } public LoginNote(object data) => Data = data; public LoginNote(Box<(string User, string Password)> box) : this([|(object)box|]) { } }")]
    [InlineData("sealed record LoginNote : Hidden { public LoginNote(Box<(string User, string Password)> box) : base(box) { } }")]
    [InlineData("sealed record LoginNote : Note { public LoginNote(Box<(string User, string Note)> box) : base(box) { } }")]
    [InlineData("sealed class LoginNote { public LoginNote(Box<(string User, string Password)> box) { } static LoginNote Of(Box<(string User, string Password)> box) => new(box); }")] // no member of it
    [InlineData("sealed class LoginNote; class Other : Unrecorded { public Other(Box<(string User, string Password)> box) : base(box) { } }")]
    public Task Reports_what_a_constructor_hands_on(string code)
        => Test($$"""
            {{code}}
            record Note(object Data);
            record Hidden([Sensitive] object Data);
            class Unrecorded(object data) { public object Data { get; } = data; }
            [RiskRule("r")] class Rule { public RuleResult Check(Box<(string User, string Note)> box) => RuleResult.Pass; public RuleResult Check(LoginNote note) => RuleResult.Pass; }
            """).RunAsync();

    // What this assembly redacts, another one with rules or handlers for the same type may not.
    [Theory]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check({|#0:Open<(string User, string Password)>|} open) => RuleResult.Pass; }", "Password", Advice)]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check({|#0:(string User, string Password)|} open) => RuleResult.Pass; }", "Password", Advice)]
    [InlineData("class Bot { void Run(RiskFlow flow) => flow.{|#0:Emit|}(\"open\", new Open<(string User, string Password)>((\"\", \"\"))); } [RiskRule(\"r\")] class Rule { public RuleResult Check(Holder holder) => RuleResult.Pass; } record Holder(Open<(string User, string Password)> Open);", "Password", Advice)]
    public Task Reports_what_another_assembly_may_record(string code, string name, string advice)
    {
        AnalyzerTest<TracedSecret> test = Test(code);
        string type = code.Contains("Open<", StringComparison.Ordinal) ? "Open<(string User, string Password)>" : "(string User, string Password)";
        test.ExpectedDiagnostics.Add(AnalyzerTest<TracedSecret>.Reported().WithLocation(0).WithArguments(name, $"every '{type}' that another assembly records by other names", advice));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check({|#0:Far.Box<(string User, string Password)>|} box) => RuleResult.Pass; }", true)]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check(Far.Box<(string User, string Password)> box) => RuleResult.Pass; }", false)]
    [InlineData("[RiskRule(\"r\")] public class Rule { public RuleResult Check({|#0:Far.Box<(string User, string Password)>|} box) => RuleResult.Pass; public RuleResult Check(Open<(string User, string Password)> open) => RuleResult.Pass; }", true)]
    public Task Reports_what_a_reference_may_record_to_the_executable(string code, bool isTraced)
    {
        AnalyzerTest<TracedSecret> test = Test(code + " static class Program { static void Main() { } }").Executable()
            .References(OtherAssembly.Make("Far", "namespace Far { public sealed record Box<T>(T Value); " + (isTraced ? "[RiskTraceGen.RiskRule(\"far\")] " : "") + "public sealed class Own { } }"));
        if (isTraced)
            test.ExpectedDiagnostics.Add(AnalyzerTest<TracedSecret>.Reported().WithLocation(0).WithArguments("Password", "every 'Box<(string User, string Password)>' that another assembly records by other names", Advice));
        return test.RunAsync();
    }

    // Nothing is redacted by what no code is generated for.
    [Theory]
    [InlineData("[RiskRule(\"q\")] class Other { public RuleResult Check(int size) => RuleResult.Pass; private RuleResult Evaluate(Box<(string User, string Password)> box) => RuleResult.Pass; }")]
    [InlineData("interface IDesk { [BrokerCall(\"b\")] void B([TraceFormat(\"x\")] Box<(string User, string Password)> login); }", "login")]
    [InlineData("interface IDesk { [BrokerCall(\"b\")] void B([TraceFormat] Holder [|holder|]); } record Holder(Box<(string User, string Password)> Box);")]
    [InlineData("interface IDesk { [BrokerCall(\"b\")] void B(Holder holder); } record Holder([property: TraceFormat] Box<(string User, string Password)> Box);", "Box")]
    [InlineData("struct Desk { [BrokerCall(\"b\")] public void B(Box<(string User, string Password)> login) { } }", "login")]
    [InlineData("class Desk { [BrokerCall(\"b\")] private void B(Box<(string User, string Password)> login) { } }", "login")]
    [InlineData("[assembly: BrokerCall(typeof(Desk), \"B\")] class Desk { private void B(Box<(string User, string Password)> login) { } }", "login")]
    [InlineData("class Desk { [BrokerCall(\"b\")] public void B(Half<int, Box<(string User, string Password)>> half) { } } record Half<T, TOther>(T Value);")]
    public Task Takes_nothing_for_redacted_that_is_not_recorded(string code, string? also = null)
        => Test($$"""
            {{(also is null ? code : code.Replace($"> {also}", $"> [|{also}|]", StringComparison.Ordinal))}}
            [RiskRule("r")] class Rule { public RuleResult Check(Box<(string User, string Note)> box) => RuleResult.Pass; }
            class Bot { void Run(RiskDispatcher dispatcher) => dispatcher.[|DispatchAsync|](new Box<(string User, string Password)>(("", ""))); }
            """).RunAsync();

    [Theory]
    [InlineData("interface IDesk { [BrokerCall(\"b\")] void B([TraceFormat] Holder [|one|], Holder other); } record Holder(Box<(string User, string Password)> Box);")]
    [InlineData("interface IDesk { [BrokerCall(\"b\")] void B(Box<(string User, string Password)> box); object Traced(RiskFlow flow); }")] // constructed, the wrapper records it: RTG0105
    public Task Takes_for_redacted_what_is_recorded_somewhere(string code)
        => Test($$"""
            {{code}}
            [RiskRule("r")] class Rule { public RuleResult Check(Box<(string User, string Note)> box) => RuleResult.Pass; }
            class Bot { void Run(RiskDispatcher dispatcher) => dispatcher.DispatchAsync(new Box<(string User, string Password)>(("", ""))); }
            """).RunAsync();

    // What holds it says nothing of how it is recorded; where in it the tuple stands does.
    [Theory]
    [InlineData("Box<Many<(string User, string Note)>>", "Many<(string User, string Password)>")]
    [InlineData("Box<((string User, string Password)[], (string User, string Note)[])>", "Box<((string User, string Note)[], (string User, string Password)[])>")]
    public Task Knows_what_is_recorded_by_its_place(string recorded, string emitted) => Test($$"""
        [RiskRule("r")] class Rule { public RuleResult Check({{recorded}} e) => RuleResult.Pass; }
        class Bot { void Run(RiskFlow flow, {{emitted}} value) => flow.[|Emit|]("x", value); }
        """).RunAsync();

    // By encoders of this assembly, whatever it references.
    [Fact]
    public Task Stays_silent_about_a_type_of_its_own_beside_references() => Test("""
        interface IDesk { [BrokerCall("open")] void Open(Open<(string User, string Password)> open); [BrokerCall("send")] void Send(Open<(string, string)> open); }
        class Bot { void Run(IDesk desk, Open<(string User, string Password)> open) => desk.Send(open); }
        """).References(OtherAssembly.Make("Far", "namespace Far { [RiskTraceGen.RiskRule(\"far\")] public sealed class Rule { } }")).RunAsync();

    [Theory]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check(int size) => RuleResult.Pass; private bool Evaluate((string User, string Otp) login) => true; private Task<bool> CheckAsync(Box<(string User, string Otp)> login) => Task.FromResult(true); }")] // its own helpers
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check(Box<(string User, string Password)> box) => RuleResult.Pass; }")] // redacted, here and nowhere else
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check(Box<(string User, string Password)> box) => RuleResult.Pass; public RuleResult Evaluate(Box<(string User, string Note)> box) => RuleResult.Pass; void Run(RiskFlow flow) => flow.Emit(\"e\", new Box<(string User, string Password)>((\"\", \"\"))); }")]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check(Open<(Own User, string Password)> open) => RuleResult.Pass; } sealed record Own(int Size);")]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check(Open<(Own[] User, string Password)> open) => RuleResult.Pass; } sealed record Own(int Size);")]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check(Hidden<(string User, string Otp)> box) => RuleResult.Pass; } record Hidden<T>([Sensitive] T Value);")]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check(Hidden<(string User, string Otp)> box) => RuleResult.Pass; } record Hidden<T>([Sensitive(false)] T Value);")]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check(Hidden<(string User, string Otp)> box) => RuleResult.Pass; } record Hidden<T>(int Size);")]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check(Hidden<(string User, string Otp)> box) => RuleResult.Pass; } record Hidden<T>(Hidden<T>? Next, int Size);")]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check(Hidden<(string User, string Otp)> box) => RuleResult.Pass; } record Hidden<T>(T Password);")]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check(Half<int, (string User, string Otp)> half) => RuleResult.Pass; } record Half<T, TOther>(T Value);")]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check(Box<System.Runtime.CompilerServices.StrongBox<(string User, string Otp)>> box) => RuleResult.Pass; }")] // recorded by the name of its type
    [InlineData("class Bot { void Run(RiskFlow flow) => flow.Emit(\"login\", new Box<(string User, int Password)>((\"\", 1))); }")]
    [InlineData("class Bot { void Run<T>(T value) => Run(new Box<(string User, string Otp)>((\"\", \"\"))); }")]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check(Box<(string User, int Otp)> box) => RuleResult.Pass; }")] // no text
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check(Box<Dictionary<string, (string User, string Otp)>> box) => RuleResult.Pass; }")] // counted
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check(Box<(string, string, string, string, string, string, string, string, string Otp)> box) => RuleResult.Pass; }")] // too long to be recorded by its parts
    [InlineData("interface IDesk { [BrokerCall(\"open\")] void Open(Open<(string User, string Password)> open); [BrokerCall(\"get\")] Open<(string User, string Password)> Get(); [BrokerCall(\"send\")] void Send(Open<(string, string)> open); } class Bot { void Run(IDesk desk, Open<(string User, string Password)> open) => desk.Send(open); }")] // by encoders of this assembly
    [InlineData("interface IDesk { [BrokerCall(\"open\")] void Open(Open<(string User, string Password)> open); [BrokerCall(\"send\")] void Send(Note note); } record Note(Open<(string, string)> Open); class Bot { Note Of(Open<(string User, string Password)> open) => new(open); }")]
    [InlineData("interface IDesk { [BrokerCall(\"open\")] void Open([Sensitive] Box<(string User, string Otp)> one, [Sensitive(false)] Box<(string User, string Otp)> other, (string User, string Password) login); }")]
    [InlineData("class Bot { void Run(Box<(string User, string Otp)> box) => Run(new Box<(string User, string Otp)>(box.Value)); }")] // nothing records it
    [InlineData("class Bot { void Run(RiskFlow flow) => flow.Emit(\"login\", (User: \"\", Otp: \"\")); }")] // a tuple is recorded by the name of its type
    public Task Stays_silent(string code) => Test(code).RunAsync();

    [Theory]
    [InlineData("public object Get() => [|new Box<(string User, string Password)>(login)|];")]
    [InlineData("public object Get() { if (login.User.Length > 0) return [|box|]; return 1; }")]
    [InlineData("public override object Plain() => [|box|];")]
    [InlineData("object IDesk.Get() => [|box|];")]
    [InlineData("public async Task<object> GetAsync() { await Task.Yield(); return [|box|]; }")]
    [InlineData("public Task<object> GetAsync() => Task.FromResult<object>([|box|]);")]
    [InlineData("public Task<object> GetAsync() => box is null ? Task.FromException<object>(new TimeoutException()) : Task.FromResult<object>([|box|]);")]
    [InlineData("public ValueTask<object> GetValueAsync() => box switch { null => new ValueTask<object>(1), _ => new ValueTask<object>([|box|]) };")]
    [InlineData("public ValueTask<object> GetValueAsync() => new([|box|]);")]
    [InlineData("public ValueTask<object> GetValueAsync() => ValueTask.FromResult<object>([|box|]);")]
    [InlineData("public async IAsyncEnumerable<object> Stream() { await Task.Yield(); yield return [|box|]; }")]
    [InlineData("public object[] GetAll() => [|[1, box]|];")]
    [InlineData("public object Get() => [|login.User.Length > 0 ? box : 1|];")]
    [InlineData("public (string, string) GetLogin() { return [|login|]; }")]
    [InlineData("public Task<Box<(string User, string Note)>> GetNoteAsync() => Task.FromResult<Box<(string User, string Note)>>([|box|]);")]
    [InlineData("public object Get() => 1; public object Other() => box; private object Get(int size) => box;")] // no calls
    [InlineData("public object Get() { Func<object> get = () => box; object Get() => box; return get() is null ? Get() : 1; }")]
    [InlineData("public object Get() { object any = box; return any; }")] // lost before
    [InlineData("public object Get() => new Box<(string User, int Password)>((\"\", 1)); public (string, string) GetLogin() => (\"\", \"\");")]
    [InlineData("public object GetHidden() => box; public object GetShown() => box;")]
    [InlineData("public object Get() => new Pair<(string User, string Password), int>(login, 1);")] // nothing records it
    public Task Reports_names_that_the_code_of_a_broker_loses(string code) => Test($$"""
        [RiskRule("r")] class Rule { public RuleResult Check(Box<(string User, string Note)> box) => RuleResult.Pass; }
        interface IDesk
        {
            [BrokerCall("get")] object Get() => 1;
            [BrokerCall("all")] object[] GetAll() => [];
            [BrokerCall("async")] Task<object> GetAsync() => Task.FromResult<object>(1);
            [BrokerCall("value")] ValueTask<object> GetValueAsync() => default;
            [BrokerCall("stream")] IAsyncEnumerable<object>? Stream() => null;
            [BrokerCall("login")] (string, string) GetLogin() => default;
            [BrokerCall("note")] Task<Box<(string User, string Note)>> GetNoteAsync() => null!;
            [BrokerCall("hidden")] [return: Sensitive] object GetHidden() => 1;
            [BrokerCall("shown")] [return: Sensitive(false)] object GetShown() => 1;
            object Other() => 1;
        }
        abstract class DeskBase { [BrokerCall("plain")] public virtual object Plain() => 1; }
        class Desk(Box<(string User, string Password)> box, (string User, string Password) login) : DeskBase, IDesk
        {
            Box<(string User, string Password)> Box => box;
            (string User, string Password) Login => login;
            {{code}}
        }
        """).RunAsync();

    // The type that it is called on says so, be it a call or a delegate.
    [Fact]
    public Task Reports_names_that_an_inherited_method_loses_which_the_assembly_annotates() => Test("""
        [assembly: BrokerCall(typeof(Desk), "Send")]
        [RiskRule("r")] class Rule { public RuleResult Check(Box<(string User, string Note)> box) => RuleResult.Pass; }
        class Sender { public void Send(object value) { } }
        class Desk : Sender;
        class Bot
        {
            Action<Box<(string User, string Password)>> Of(Desk desk) => desk.[|Send|];
            Action<Box<(string User, string Password)>> Of(Sender sender) => sender.Send;
            void Run(Desk desk, Box<(string User, string Password)> box) => desk.[|Send|](box);
        }
        """).RunAsync();

    // Only what the method itself returns is its result.
    [Fact]
    public Task Reports_what_is_returned_by_a_call_that_the_assembly_annotates() => Test("""
        [assembly: BrokerCall(typeof(Desk), "Get")]
        [RiskRule("r")] class Rule { public RuleResult Check(Box<(string User, string Note)> box) => RuleResult.Pass; }
        class Desk(Box<(string User, string Password)> box)
        {
            public object Get(bool now)
            {
                object Get() => box;
                Func<object> later = () => { return box; };
                if (now && Get() == later())
                    return 1;
                return [|box|];
            }
        }
        """).RunAsync();

    private static AnalyzerTest<TracedSecret> TestUse(string code) => Test($$"""
        [RiskRule("r")] class Rule
        {
            public RuleResult Check(Box<(string User, string Note)> box) => RuleResult.Pass;
            public RuleResult Check((string, string) login) => RuleResult.Pass;
            public RuleResult Check(Box<(string, object)> box) => RuleResult.Pass;
            public RuleResult Check(Box<(string, Guid)> box) => RuleResult.Pass;
            public RuleResult Check(Box<(string, ApiToken)> box) => RuleResult.Pass;
            public RuleResult Check(Box<(string, DayOfWeek)> box) => RuleResult.Pass;
            public RuleResult Check(Box<(string, DateTime)> box) => RuleResult.Pass;
            public RuleResult Check(Box<(string, CancellationToken)> box) => RuleResult.Pass;
            public RuleResult Check(Odd<(string, string)> odd) => RuleResult.Pass;
            public RuleResult Check(Note note) => RuleResult.Pass;
        }

        class Alerts { [Hook("alert")] public void On(Alert<(string, string)> alert) { } }

        record struct ApiToken([Sensitive(false)] string Value);
        record Unrecorded<T>(T Value);
        record Plain(object Data) { public object? Other { get; init; } public object? Late { get; set; } public List<object> Items { get; } = []; }
        record Note(object Data) { public IComparable? Any { get; init; } public object? Other { get; init; } public Box<(string, string)>? Named { get; init; } [Sensitive] public object? Hidden { get; init; } public object? Late { get; set; } public List<object> Items { get; } = []; public List<(string, string)> Plains { get; } = []; [Sensitive] public object? Kept { get; set; } [Sensitive] public List<object> KeptItems { get; } = []; }
        interface IOdd<T>;
        record Odd<T> { public Lazy<T>? L { get; init; } public Func<T>? F { get; init; } public Dictionary<string, T>? D { get; init; } public HashSet<T>? H { get; init; } public T[,]? R { get; init; } public IOdd<T>? I { get; init; } public Half<int, T>? P { get; init; } }
        record Half<T, TOther>(T Value);

        interface IDesk<T> { [BrokerCall("get")] T Get(); [BrokerCall("get2")] Task<T> GetAsync(); }

        interface INotes
        {
            [BrokerCall("send")] void Send(Box<(string, string)> value);
            [BrokerCall("change")] Box<(string, string)> Change(Box<(string, string)> value);
            [BrokerCall("log")] void Log(params object[] values);
            [BrokerCall("all")] void LogAll(IReadOnlyList<object> values);
            [BrokerCall("some")] void LogSome(IEnumerable<object> values);
            [BrokerCall("pair")] void LogPair((string, object) value);
            [BrokerCall("plain")] void SendPlain((string, string) value);
            [BrokerCall("note")] void SendNote((string User, string Note)? value);
            [BrokerCall("plains")] void SendPlains(IReadOnlyList<(string, string)> values);
            [BrokerCall("secret")] void SendSecret((string, string Secret) value);
            [BrokerCall("both")] void SendBoth((Box<(string, string)>, object) value);
        }

        interface IStore
        {
            [BrokerCall("text")] void Keep([Sensitive] string text);
            [BrokerCall("sized")] void Keep([Sensitive] object value, int size);
            [BrokerCall("keep")] void Keep(object value);
        }

        readonly struct TracedStore(IStore broker, RiskFlow flow)
        {
            public RiskFlow Flow { get; } = flow;
            public void Keep(object value) => broker.Keep(value);
        }

        interface ILater : ISensitiveStore { [BrokerCall("later")] new void Keep(object value); }
        interface ISensitiveStore { [BrokerCall("store")] void Keep([Sensitive] object value); }

        readonly struct TracedLater(ILater broker, RiskFlow flow)
        {
            public RiskFlow Flow { get; } = flow;
            public void Keep(object value) => broker.Keep(value);
        }

        interface ISensitive
        {
            [BrokerCall("send")] void Send<T>([Sensitive] T value);
            [BrokerCall("any")] void SendAny([Sensitive] object value);
            [BrokerCall("box")] void SendBox([Sensitive] Box<(string, string)> value);
            [BrokerCall("secret")] void SendSecret(object secret);
            [BrokerCall("get")] [return: Sensitive] T Get<T>();
        }

        interface IDecided
        {
            [BrokerCall("send")] void Send<T>([Sensitive(false)] T value);
            [BrokerCall("any")] void SendAny([Sensitive(false)] object value);
            [BrokerCall("get")] [return: Sensitive(false)] T Get<T>();
        }

        delegate void Send<T>(in T value);
        class Gateway<T> { public void Publish(T value) { } }
        class Mailer { public void Send(object value) { } }

        class Bot
        {
            static void Publish<T>(RiskFlow flow, T value) where T : notnull => flow.Emit("e", value);
            static void Use(string name, object value) { }

            void Run(RiskFlow flow, RiskTracer tracer, RiskDispatcher dispatcher, IDesk<Box<(string User, string Password)>> desk, INotes notes, ISensitive sensitive, IDecided decided,
                Box<(string User, string Password)> box, List<Box<(string User, string Password)>> boxes, (string User, string Password) login, List<(string User, string Password)> logins)
            {
                {{code}}
            }
        }
        """);

    private static AnalyzerTest<TracedSecret> Test(string code) => new(code, """
        record Box<T>(T Value);
        record Pair<T, TOther>(T Value, TOther Other);
        record Many<T>(T[] Values);
        class Derived<T>(T value) : Base<T>(value);
        abstract class Base<T>(T value) { public T Value { get; } = value; }
        class Outer<T> { public record Inner(T Value); }
        [HookEvent("alert")] record Alert<T>(T Value);
        public sealed record Open<T>(T Value);
        """);
}
