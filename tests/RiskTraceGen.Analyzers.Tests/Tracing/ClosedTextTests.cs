using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>RTG0104 of texts that show what stands in the place of a type parameter, or what is given as an object.</summary>
public sealed class ClosedTextTests
{
    private const string MarkWhole = "its text is recorded as it is: mark the whole [Sensitive], or give the type a ToString of its own";

    [Theory]
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A(Text<Cred> {|#0:value|}); }", "value.Value.Password", "Text<Cred>", MarkWhole)]
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A(Text<(string User, string Password)> {|#0:value|}); }", "value.Value.Password", "Text<(string User, string Password)>", MarkWhole)]
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A(Text<(string User, string Otp)> {|#0:value|}); }", "value.Value.Otp", "Text<(string User, string Otp)>", MarkWhole)]
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A(List<Text<Cred>?> {|#0:value|}); }", "value.Value.Password", "Text<Cred>", MarkWhole)]
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A(Box<Text<Cred>> {|#0:value|}); }", "value.Value.Password", "Text<Cred>", MarkWhole)]
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A(Part<Cred> {|#0:value|}); }", "value.What.Password", "Part<Cred>", MarkWhole)]
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A(Outer<Cred> {|#0:value|}); }", "value.What.Password", "Part<Cred>", MarkWhole)]
    [InlineData("interface IDesk { [BrokerCall(\"a\")] Task<Text<Cred>> {|#0:GetAsync|}(); }", "GetAsync.Value.Password", "Text<Cred>", MarkWhole)]
    [InlineData("[HookEvent(\"a\")] record Alert(Text<Cred> {|#0:Text|});", "Text.Value.Password", "Text<Cred>", MarkWhole)]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check({|#0:Text<Cred>|} e) => RuleResult.Pass; }", "e.Value.Password", "Text<Cred>", "its text is recorded as it is: give the type a ToString of its own")]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check({|#0:Text<(string User, string Otp)>|} e) => RuleResult.Pass; }", "e.Value.Otp", "Text<(string User, string Otp)>", "its text is recorded as it is: give the type a ToString of its own")]
    [InlineData("[HookEvent(\"a\")] record Alert<T>([TraceFormat] Box<T> Boxed); class Alerts { [Hook(\"a\")] public void On({|#0:Alert<Cred>|} e) { } }", "e.Boxed.Value.Password", "Alert<Cred>", "its text is recorded as it is: give the type a ToString of its own")]
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A(Heir heir); } class Heir : Base<Cred>; class Base<T> { [TraceFormat] public T? {|#0:What|} { get; } }", "What.Password", "Heir", MarkWhole)]
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A(Heir heir, Base<int> other); } class Heir : Base<Cred>; class Base<T> { [TraceFormat] public T? {|#0:What|} { get; } }", "What.Password", "Heir", MarkWhole)]
    public Task Reports_what_stands_in_the_place_of_a_type_parameter(string code, string name, string type, string advice)
        => Test(code).Reporting(name, $"every '{type}'", advice).RunAsync();

    [Fact]
    public Task Reports_a_tuple_that_holds_a_text_and_a_secret_beside_it()
        => Test("interface IDesk { [BrokerCall(\"a\")] void A((Text<Cred> Text, string Otp) {|#0:value|}); }")
            .Reporting("value.Value.Password", "every 'Text<Cred>'", MarkWhole)
            .Reporting("value.Otp", "every call of 'IDesk.A((Text<Cred> Text, string Otp))'", "mark it [Sensitive], or [Sensitive(false)] if it is none")
            .RunAsync();

    [Fact]
    public Task Reports_once_what_is_a_secret_as_a_whole() => Test("interface IDesk { [BrokerCall(\"a\")] void A(Text<ApiKey> [|key|]); } record ApiKey(string Value);").RunAsync();

    [Theory]
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A(Text<int> a, Text<Own> b, Text<Cred[]> c, Part<Plain> d, Outer<string> e); }")]
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A([Sensitive] Text<Cred> a, [Sensitive(false)] Part<Cred> b); }")]
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A(Hidden<Cred> a, Said<Cred> b); }")]
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A<T>(Text<T> a, Part<T> b); }")]
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A(Named<int> a, Named<string> b); } [TraceFormat] record [|Named|]<T>(T Value, string Otp);")] // said where it is declared
    [InlineData("class Desk { void A(Text<Cred> a) { } }")] // nothing records it
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A(Dictionary<string, Text<Cred>> a, Lazy<Part<Cred>> b); }")] // counted, and named
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A(Text<Marked> a); } record Marked(string Otp) { public override string ToString() => \"\"; }")] // only its text is recorded
    public Task Stays_silent(string code) => Test(code).RunAsync();

    [Theory]
    [InlineData("desk.[|Any|](new Cred(\"\", \"\"));")]
    [InlineData("desk.[|Any|]((User: \"\", Password: \"\"));")]
    [InlineData("desk.[|Any|](new { User = \"\", Password = \"\" });")]
    [InlineData("desk.[|Of|](new { cred.User, Part = cred });")]
    [InlineData("_ = new Note([|new { Login = new { Otp = \"\" } }|]);")]
    [InlineData("desk.Any(new { User = \"\", Own = new Own(\"\") });")]
    [InlineData("desk.[|All|]([cred, new Plain(1)]);")]
    [InlineData("desk.[|All|](cred);")]
    [InlineData("Cred[] known = [cred]; desk.[|All|](known);")]
    [InlineData("desk.[|Any|](cred.User == \"\" ? cred : 1);")]
    [InlineData("desk.[|Any|](cred.User == \"\" ? 1 : cred);")]
    [InlineData("desk.[|Any|](cred.User switch { \"\" => cred, _ => 1 });")]
    [InlineData("object? any = null; desk.[|Any|](any ?? cred);")]
    [InlineData("Cred? known = null; desk.[|Any|]((object?)known ?? 1);")]
    [InlineData("desk.[|Span|]([1, cred]);")]
    [InlineData("desk.[|List|](new List<object> { 1, cred });")]
    [InlineData("desk.[|List|](new List<object> { { 1, cred } });")]
    [InlineData("desk.Pair((cred, 1)); desk.Pair((Other: cred, Size: 1)); desk.Pair((null!, \"\"));")] // said of the parameter
    [InlineData("desk.[|Pair|]((cred, cred));")]
    [InlineData("var both = (cred, new { Password = \"\" }); desk.[|Pair|](both);")]
    [InlineData("desk.[|Names|]((User: \"\", Password: \"\"));")]
    [InlineData("desk.[|Of|](cred);")]
    [InlineData("desk.[|Boxed|](new Box<Cred>(cred));")]
    [InlineData("Action<Cred> of = desk.[|Of|];")]
    [InlineData("repo.[|Save|](cred);")]
    [InlineData("desk.[|Take|](new Login(\"\"));")]
    [InlineData("_ = new Note([|cred|]);")]
    [InlineData("_ = new Note(null!) { [|Data|] = cred };")]
    [InlineData("_ = new TextNote([|cred|]);")]
    [InlineData("_ = new TwoNote(1, [|cred|]);")]
    [InlineData("repo.[|Put|](new Text<Cred>(cred));")]
    [InlineData("repo.[|PutSize|](new Sized<Cred>(cred));")]
    [InlineData("repo.[|PutAll|]([new Text<Cred>(cred)]);")]
    [InlineData("repo.[|Get|]();")]
    [InlineData("repo.[|GetAsync|]();")]
    [InlineData("new Desks<(string User, string Otp)>().[|Put|](new((\"\", \"\")));")]
    [InlineData("desk.Event(new Secret(\"\")); desk.Event(new Event(\"\"));")] // said of the type
    [InlineData("_ = new OwnNote(cred); sizes.Put(new(1)); sizes.Get(); repo.Hidden(); repo.Load(out Cred loaded);")]
    [InlineData("desk.Any(new Own(\"\")); desk.Any(1); desk.Any(\"\"); desk.Of(\"\"); desk.Of(new Plain(1)); desk.Boxed(new Box<int>(1));")]
    [InlineData("desk.Hidden(cred); desk.Shown(cred); desk.None(cred); desk.Plain(cred);")]
    [InlineData("object any = cred; desk.Any(any); desk.Of(any);")] // lost before
    [InlineData("desk.Any(new[] { cred }); desk.Any(new Dictionary<string, Cred>()); desk.Of(new Plain[1]);")] // by the name of its type, but for arrays
    [InlineData("_ = new Whole(cred);")] // by its members
    [InlineData("_ = new Other(cred); _ = new Note(new Own(\"\"));")]
    public Task Reports_what_is_given_to_be_recorded_by_its_text(string use) => Test($$"""
        interface IDesk
        {
            [BrokerCall("any")] void Any([TraceFormat] object any);
            [BrokerCall("all")] void All([TraceFormat] params object[] all);
            [BrokerCall("span")] void Span([TraceFormat] ReadOnlySpan<object> all);
            [BrokerCall("list")] void List([TraceFormat] IReadOnlyList<object> all);
            [BrokerCall("pair")] void Pair([TraceFormat] (Cred Login, object Other) [|pair|]);
            [BrokerCall("names")] void Names([TraceFormat] (string User, string Note) names);
            [BrokerCall("of")] void Of<T>([TraceFormat] T value);
            [BrokerCall("boxed")] void Boxed<T>([TraceFormat] Box<T> value);
            [BrokerCall("take")] void Take([TraceFormat] Request request);
            [BrokerCall("hidden")] void Hidden([TraceFormat, Sensitive] object any);
            [BrokerCall("shown")] void Shown([TraceFormat, Sensitive(false)] object any);
            [BrokerCall("note")] void Write(Note note);
            [BrokerCall("plain")] void Plain(object any);
            [BrokerCall("event")] void Event(Event e);
            [BrokerCall("notes")] void Write(TextNote note, OwnNote other, TwoNote two, Whole whole);
            void None([TraceFormat] object any);
        }
        interface IRepo<T>
        {
            [BrokerCall("save")] void Save([TraceFormat] T entity);
            [BrokerCall("put")] void Put(Text<T> text);
            [BrokerCall("putsize")] void PutSize(Sized<T>? size);
            [BrokerCall("putall")] void PutAll(List<Text<T>> texts);
            [BrokerCall("get")] Text<T> Get();
            [BrokerCall("getasync")] Task<Text<T>> GetAsync();
            [BrokerCall("hidden")] [return: Sensitive] Text<T> Hidden();
            [BrokerCall("load")] void Load([TraceFormat] out T value);
        }
        class Desks<T> { [BrokerCall("put")] public void Put(Text<T> text) { } }
        [TraceFormat] record Event(string Id);
        record [|Secret|](string Otp) : Event("");
        [TraceFormat] record TextNote(object Data);
        [TraceFormat] record OwnNote(object Data) { public override string ToString() => ""; }
        [TraceFormat] record TwoNote(int Size, object Data);
        record Whole(object Data);
        record Request(string Id);
        record Login(string Otp) : Request("");
        sealed record Note([TraceFormat] object Data);
        sealed record Other([TraceFormat] object Data);
        static class Pairs { public static void Add(this List<object> all, object first, object second) { } }
        class Caller { void Run(IDesk desk, IRepo<Cred> repo, IRepo<int> sizes, Cred cred) { {{use}} } }
        """).RunAsync();

    private static AnalyzerTest<TracedSecret> Test(string code) => new(code, """
        [TraceFormat] record Text<T>(T Value);
        [TraceFormat] record struct Sized<T>(T Value);
        [TraceFormat] record Hidden<T>([Sensitive(false)] T Value);
        class Part<T>(T what) { [TraceFormat] public T What { get; } = what; }
        class Said<T>(T what) { [TraceFormat, Sensitive] public T What { get; } = what; }
        record Outer<T>(Part<T>[] Parts);
        record Box<T>(T Value);
        record Cred(string User, string Password);
        record Own(string Password) { public sealed override string ToString() => ""; }
        class Plain(int size) { public int Password { get; } = size; }
        """);
}
