using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>RTG0104 of types of other assemblies that are recorded here.</summary>
public sealed class ForeignSecretTests
{
    private const string OfValue = "mark it [Sensitive], or [Sensitive(false)] if it is none";
    private const string OfText = "its text is recorded as it is: mark the whole [Sensitive], or give the type a ToString of its own";

    [Theory]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Login(Far.Login {|#0:request|}); }", "request.Otp", "Login", OfValue)]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Login(List<Far.Login?> {|#0:request|}); }", "request.Otp", "Login", OfValue)]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Login((int, Far.Login) {|#0:request|}); }", "request.Otp", "Login", OfValue)]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Login(Far.Outer {|#0:request|}); }", "request.Otp", "Login", OfValue)]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Login(Box<Far.Login> {|#0:request|}); }", "request.Otp", "Login", OfValue)]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Login(Far.Pins<string> {|#0:request|}); }", "request.Pin", "Pins<string>", OfValue)]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Login(Far.Tuples {|#0:request|}); }", "request.Plain.Otp", "Tuples", OfValue)]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Login(Far.LoginResponse {|#0:request|}); }", "request.Otp", "Login", OfValue)]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Login(Far.Heir<int> {|#0:request|}); }", "request.Data.Jwt", "Heir<int>", OfValue)]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check({|#0:Far.LoginResponse|} login) => RuleResult.Pass; }", "login.Otp", "Login", "mark it [Sensitive] where it is declared, or take a type of your own that does without it")]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] Task<Far.Login> {|#0:LoginAsync|}(); }", "LoginAsync.Otp", "Login", "mark it [return: Sensitive], or [return: Sensitive(false)] if it is none")]
    [InlineData("[assembly: {|#0:BrokerCall(typeof(Far.IDesk), \"Open\")|}]", "login.Otp", "Login", OfValue)]
    [InlineData("[HookEvent(\"a\")] public sealed record Alert(Far.Login {|#0:Login|});", "Login.Otp", "Login", OfValue)]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Login(Own own); } public sealed class Own { public Far.Login? {|#0:Login|} { get; set; } }", "Login.Otp", "Login", OfValue)]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check({|#0:Far.Login|} login) => RuleResult.Pass; }", "login.Otp", "Login", "mark it [Sensitive] where it is declared, or take a type of your own that does without it")]
    [InlineData("[RiskRule(\"r\")] class {|#0:Rule|} : RuleBase<Far.Login>; abstract class RuleBase<T> { public RuleResult Check(T e) => RuleResult.Pass; }", "e.Otp", "Login", "mark it [Sensitive] where it is declared, or take a type of your own that does without it")]
    [InlineData("interface {|#0:ILogins|} : IRepo<Far.Login> { [BrokerCall(\"x\")] void X(); } interface IRepo<T> { [BrokerCall(\"save\")] void Save(T entity); }", "entity.Otp", "Login", OfValue)]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Login(Far.Text {|#0:request|}); }", "request.Password", "Text", OfText)]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Login(List<Far.OfText> {|#0:request|}); }", "request.Password", "Text", OfText)]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Login(Far.Part {|#0:request|}); }", "request.Redacted.Password", "Part", OfText)]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Login(Far.Texts<Far.Redacted> {|#0:request|}); }", "request.Value.Password", "Texts<Redacted>", OfText)]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] Far.Text {|#0:Login|}(); }", "Login.Password", "Text", OfText)]
    [InlineData("[HookEvent(\"a\")] public sealed record Alert(Far.Text {|#0:Text|});", "Text.Password", "Text", OfText)]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check({|#0:Far.Text|} login) => RuleResult.Pass; }", "login.Password", "Text", "its text is recorded as it is: give the type a ToString of its own")]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Login(Far.Own<int> {|#0:request|}); }", "request.Otp", "Own<int>", OfValue)] // said once
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Verify(Far.VerifyOtp {|#0:request|}); }", "request.Code", "VerifyOtp", OfValue)]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Login(Far.More<int> {|#0:request|}); }", "request.Otp", "More<int>", OfValue)]
    public Task Reports_where_a_type_of_another_assembly_is_recorded(string code, string name, string type, string advice)
        => Test(code, "").Reporting(name, $"every '{type}'", advice).RunAsync();

    [Fact]
    public Task Reports_a_type_of_credentials_that_a_base_is_closed_with_there()
        => Test("interface IDesk { [BrokerCall(\"login\")] void Login(Far.KeyResponse [|request|]); }", "").RunAsync();

    // What stands in a type argument is recorded alike wherever the type is.
    [Fact]
    public Task Reports_what_a_type_of_another_assembly_calls_a_secret_in_a_type_argument()
        => Test("interface IDesk { [BrokerCall(\"login\")] void Login(Far.Boxes [|request|]); }", "").RunAsync();

    [Theory]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] [return: Sensitive] Far.Login Login([Sensitive] Far.Login one, [Sensitive(false)] Far.Login other); }")]
    [InlineData("[HookEvent(\"a\")] public sealed record Alert([Sensitive] Far.Login Login);")]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Login(Lazy<Far.Login> one, Dictionary<string, Far.Login> other, Far.ILogin third); }")] // named, or counted
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Login(Far.Pins<int> pins); }")]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Login(Far.Redacted redacted); void Other(Far.Login login); }")]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Login(Far.Loop loop); }")]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Login(Far.SizeResponse response, Far.Response<int> other); }")]
    [InlineData("interface IDesk { [BrokerCall(\"login\")] void Login(Far.Texts<int> one, Far.Written other, [Sensitive] Far.Text third, [Sensitive(false)] Far.Part fourth, Far.MarkedPart fifth, Far.QuietPart sixth); }")]
    public Task Stays_silent(string code) => Test(code, "").RunAsync();

    // A plain project of contracts knows nothing of the package; one that records a type itself was told.
    [Theory]
    [InlineData("internal sealed class LoginEncoder : RiskTraceGen.IResultEncoder<Login> { public void Write(ref RiskTraceGen.RecordWriter writer, Login value) { } public RiskTraceGen.CallOutcome Classify(Login value) => default; }", "Far.Login login")]
    [InlineData("[RiskTraceGen.HookEvent(\"far\")] public sealed record Payload(Login Login);", "Far.Payload payload")]
    [InlineData("[RiskTraceGen.HookEvent(\"far\"), RiskTraceGen.TraceFormat] public sealed record Payload(string Password);", "Far.Payload payload")]
    [InlineData("[RiskTraceGen.HookEvent(\"far\"), RiskTraceGen.TraceFormat] public sealed record Payload<T>(T Value, string Otp);", "Far.Payload<int> payload")]
    public Task Stays_silent_about_what_the_other_assembly_records_itself(string more, string parameter)
        => Test($$"""interface IDesk { [BrokerCall("login")] void Login({{parameter}}); }""", more).RunAsync();

    [Fact]
    public Task Reports_what_an_assembly_that_knows_the_package_does_not_record()
        => Test("interface IDesk { [BrokerCall(\"login\")] void Login(Far.Login [|login|]); }", "[RiskTraceGen.HookEvent(\"far\")] public sealed record Payload(int Size);").RunAsync();

    private static AnalyzerTest<TracedSecret> Test(string code, string more)
        => new AnalyzerTest<TracedSecret>(code, "record Box<T>(T Value);").References(OtherAssembly.Make("Far", $$"""
            using System.Collections.Generic;
            namespace Far
            {
                public interface ILogin { string Otp { get; } }
                public sealed record Login(string User, string Otp) : ILogin;
                public sealed record VerifyOtp(string User, string Code);
                public sealed record Outer(Login[] Logins);
                public sealed record Box<T>(T Value);
                public sealed record Boxes(Box<(string User, string Otp)> Box);
                public sealed record Tuples((string User, string Otp) Plain);
                public sealed record Pins<T>(T Pin);
                public sealed record Redacted(string Password, int Otp);
                public sealed record Loop(Box<Loop>? Next);
                [RiskTraceGen.TraceFormat] public sealed record Text(string User, string Password);
                public sealed record OfText(Text Text);
                [RiskTraceGen.TraceFormat] public sealed record Texts<T>(T Value);
                public sealed record Part([property: RiskTraceGen.TraceFormat] Redacted Redacted);
                public sealed record MarkedPart([property: RiskTraceGen.TraceFormat, RiskTraceGen.Sensitive] Redacted Redacted);
                public sealed record Quiet(string Otp) { public override string ToString() => ""; }
                public sealed record QuietPart([property: RiskTraceGen.TraceFormat] Quiet Quiet);
                [RiskTraceGen.TraceFormat] public sealed record Written(string Password) { public override string ToString() => ""; }
                public sealed record Own<T>(Own<T>? Next, string Otp);
                public sealed record More<T>(More<List<T>>? Next, string Otp);
                public interface IDesk { void Open(Login login); }
                public abstract class Response<T> { public T? Data { get; set; } }
                public sealed class LoginResponse : Response<Login>;
                public class Heir<T> : Response<(T Id, string Jwt)>;
                public sealed class KeyResponse : Response<ApiCredentials>;
                public sealed record ApiCredentials(string Key);
                public sealed class SizeResponse : Response<(int Otp, string Password)>;
                {{more}}
            }
            """));
}
