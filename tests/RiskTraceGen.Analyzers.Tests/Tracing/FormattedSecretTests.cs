using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>RTG0104 of values that are recorded by the text they give of themselves.</summary>
public sealed class FormattedSecretTests
{
    [Theory]
    [InlineData("(string User, string Password) [|value|]")]
    [InlineData("(string User, string Otp)? [|value|]")]
    [InlineData("Box<(string User, string Password)> [|value|]")]
    [InlineData("Cred [|value|]")]
    [InlineData("Box<Cred> [|value|]")]
    [InlineData("Derived [|value|]")]
    [InlineData("Key [|value|]")]
    [InlineData("Marked [|value|]")]
    [InlineData("Lazy<(string, string Token)> [|value|]")]
    [InlineData("KeyValuePair<int, Cred> [|value|]")]
    [InlineData("List<Cred> [|value|]")]
    [InlineData("Key?[][] [|value|]")]
    [InlineData("ReadOnlySpan<(string User, string Otp)> [|value|]")]
    [InlineData("string [|otp|]")]
    [InlineData("char[] [|pin|]")]
    [InlineData("ReadOnlyMemory<char>? [|passphrase|]")]
    [InlineData("System.Text.StringBuilder [|passphrase|]")]
    [InlineData("List<System.Text.Json.JsonElement?> [|otps|]")]
    [InlineData("System.Net.Http.Headers.AuthenticationHeaderValue [|authorization|]")]
    [InlineData("Tuple<string, Cred> [|value|]")]
    [InlineData("Tuple<int, Lazy<string>> [|otp|]")]
    [InlineData("KeyValuePair<string, System.Text.StringBuilder>[] [|cookies|]")]
    [InlineData("Texts [|value|]")]
    [InlineData("Places [|value|]")]
    [InlineData("Pairs [|value|]")]
    [InlineData("Below [|value|]")]
    [InlineData("BelowMembers [|value|]")]
    [InlineData("Overload [|value|]")]
    [InlineData("Things [|value|]")]
    public Task Reports_the_text_of_a_parameter(string parameter) => Test($$"""
        interface IDesk { [BrokerCall("a")] void A([TraceFormat] {{parameter}}); }
        """).RunAsync();

    [Fact]
    public Task Reports_the_text_of_a_member() => Test("""
        [HookEvent("login")] record Login([TraceFormat] (string User, string Password) [|Pair|]) { [TraceFormat] public Cred? [|Cred|] { get; init; } }
        """).RunAsync();

    [Fact]
    public Task Reports_the_text_of_a_type()
    {
        AnalyzerTest<TracedSecret> test = Test("""
            [HookEvent("login"), TraceFormat] record {|#0:Login|}(string User, Cred Cred, Login? Before);
            """);
        test.ExpectedDiagnostics.Add(AnalyzerTest<TracedSecret>.Reported().WithLocation(0)
            .WithArguments("Login.Cred.Password", "every 'Login'", "its text is recorded as it is: mark the whole [Sensitive], or give the type a ToString of its own"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A([TraceFormat] Own a, [TraceFormat] OwnMembers b, [TraceFormat] Heir c, [TraceFormat(\"x\")] Formattable d, [TraceFormat] Plain e, [TraceFormat] BesideMembers f, [TraceFormat] Text g); }")]
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A([TraceFormat, Sensitive] Cred a, [TraceFormat, Sensitive(false)] Cred b, [TraceFormat] List<string> passwords, [TraceFormat] List<Own> d, [TraceFormat] Box<Cred[]> e); }")]
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A([TraceFormat] (string User, int Token) a, [TraceFormat] Said b); }")]
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A([TraceFormat] TimeSpan otp, [TraceFormat] System.Text.StringBuilder note, [TraceFormat] Uri[] places, [TraceFormat] Dictionary<string, string> otps, [TraceFormat] System.Security.SecureString pin); }")]
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A([TraceFormat] (int First, int Second) pin, [TraceFormat] bool otp, [TraceFormat] System.Runtime.Serialization.StreamingContext jwt); }")] // none of text
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A([TraceFormat] Names a); } record Names(Type Token, DateTime Secret, int? Password, string[] Tokens, List<string> Passwords, List<Key> Keys, IEnumerable<string> Secrets);")]
    [InlineData("interface IDesk { [BrokerCall(\"a\")] void A([TraceFormat] Abouts a); } record Abouts(PasswordPolicy PasswordPolicy, string TokenType, Uri SecretPath, Uri TokenEndpoint, Uri AuthorizationEndpoint); record PasswordPolicy(int MinLength);")]
    [InlineData("[HookEvent(\"login\"), TraceFormat] record Login(string Otp) { public override string ToString() => \"\"; }")]
    [InlineData("[HookEvent(\"login\"), TraceFormat] record Login(Note Note); record Note(string Otp) { public override string ToString() => \"\"; }")] // recorded by its text alone
    [InlineData("[TraceFormat] record Login(string Password);")] // nothing records it
    public Task Stays_silent(string code) => Test(code).RunAsync();

    // What ToString is called is virtual.
    [Theory]
    [InlineData("[TraceFormat] abstract record Base(string Id); record [|Login|](string Id, string Password) : Base(Id);", "Base")]
    [InlineData("[TraceFormat] record Base(string Id); record Middle(string Id) : Base(Id); record [|Login|](string Id, Cred Cred) : Middle(Id);", "List<Base>")]
    [InlineData("[TraceFormat] record Base<T>(T Value); record [|Login|](Cred Cred) : Base<Cred>(Cred);", "Base<int>")]
    [InlineData("[TraceFormat] record [|Base|](string Otp); record Login(string Otp, int Size) : Base(Otp);", "Base")] // said of the base
    [InlineData("[TraceFormat] record Base(string Id); record Login(string Id, string Password) : Base(Id) { public override string ToString() => Id; }", "Base")]
    [InlineData("[TraceFormat] record Base(string Id) { public sealed override string ToString() => Id; } record Login(string Id, string Password) : Base(Id);", "Base")]
    [InlineData("record Base(string Id); record Login(string Id, string Otp) : Base(Id);", "Base")] // by the members of the base
    [InlineData("record Base(string Id); [TraceFormat] record Login(string Id, string Otp) : Base(Id);", "Base")]
    [InlineData("[TraceFormat] record Base(string Id); record Login(string Id, string Otp) : Base(Id);", "int")] // nothing records it
    [InlineData("[HookEvent(\"b\")] record Base(string [|Otp|]); [HookEvent(\"l\"), TraceFormat] record [|Login|](string Otp) : Base(Otp);", "int")] // the base by its members
    [InlineData("[TraceFormat] abstract record Base(string Otp); [HookEvent(\"l\")] record [|Login|](string Otp) : Base(Otp);", "int")] // nothing records the base
    [InlineData("[TraceFormat] class Base; class Login(string otp) : Base { public string Otp { get; } = otp; }", "Base")] // the name of its type
    public Task Reports_the_text_of_what_derives_from_a_type(string types, string recorded)
        => Test($$"""[RiskRule("r")] class Rule { public RuleResult Check({{recorded}} e) => RuleResult.Pass; } {{types}}""").RunAsync();

    [Fact]
    public Task Ends_where_types_hold_ever_larger_ones() => Test("interface IDesk { [BrokerCall(\"a\")] void A([TraceFormat] Grown<int> a); } record Grown<T>(Grown<Grown<T>>? Next, T Otp);").RunAsync();

    // There are 3 to the power of 40 ways through them.
    [Fact]
    public Task Looks_into_a_type_once_however_many_ways_lead_to_it() => Test("interface IDesk { [BrokerCall(\"a\")] void A([TraceFormat] R0 [|a|]); } "
        + string.Concat(Enumerable.Range(0, 40).Select(static place => $"record R{place}(R{place + 1}? A, R{place + 1}? B, R{place + 1}? C); ")) + "record R40(string Otp);").RunAsync();

    private static AnalyzerTest<TracedSecret> Test(string code) => new(code, """
        sealed record Box<T>(T Value);
        record Cred(string User, string Password);
        sealed record Derived(int Size) : Cred("", "");
        record struct Key { public string Value => ""; public string ApiKey => ""; }
        record Texts(System.Text.StringBuilder Password);
        record Places(Uri Secret);
        record Pairs(Tuple<int, string> Token);
        record Marked([Sensitive] int Size);
        record Said([Sensitive(false)] string Password);
        record Own(string Password) { public sealed override string ToString() => ""; }
        record Heir(string Token) : Own("");
        record Text(string Password) { public override string ToString() => ""; public string ToString(string format) => format; }
        record Named(string User) { public override string ToString() => ""; }
        record Things(object Password);
        record Overload(string Otp) { public string ToString(string format) => format; }
        record Below(string Otp) : Named("");
        record BelowMembers(string Otp) : OwnMembers("");
        record BesideMembers(int Size) : OwnMembers("");
        record OwnMembers(string Password) { protected virtual bool PrintMembers(System.Text.StringBuilder text) => false; }
        record Formattable(string Password) : IFormattable { public string ToString(string? format, IFormatProvider? provider) => ""; }
        class Plain(string password) { public string Password { get; } = password; }
        """);
}
