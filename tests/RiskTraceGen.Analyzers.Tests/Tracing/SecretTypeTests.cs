using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>RTG0104 of values whose type is made for a secret, whatever they are called.</summary>
public sealed class SecretTypeTests
{
    [Theory]
    [InlineData("record ApiKey(string Value);", "ApiKey")]
    [InlineData("readonly record struct Password(string Text);", "Password")]
    [InlineData("record AccessToken(string Value, DateTime Expires);", "AccessToken")]
    [InlineData("record SessionToken(Guid Value);", "SessionToken")]
    [InlineData("sealed class SecretKey { public byte[] Bytes = []; }", "SecretKey")]
    [InlineData("struct BearerToken { public ReadOnlyMemory<char> Text { get; init; } }", "BearerToken")]
    [InlineData("record JWT(string Raw);", "JWT")]
    [InlineData("record PassPhrase(string Value);", "PassPhrase")]
    [InlineData("record PrivKey(byte[] Value);", "PrivKey")]
    [InlineData("record ApiKey2(string Value);", "ApiKey2")]
    [InlineData("record OAuthToken(object Value);", "OAuthToken")]
    [InlineData("record VenueApiKeys(string[] All);", "VenueApiKeys")]
    [InlineData("record PinCode(List<(int Place, char[] Digits)> All);", "PinCode")]
    [InlineData("record PrivateKey(Material Material); record Material(string? Pem);", "PrivateKey")]
    [InlineData("record RefreshToken() : Raw(\"\"); record Raw(string Value);", "RefreshToken")]
    [InlineData("record Passphrase<T>(T Value);", "Passphrase<string>")]
    [InlineData("record LoginCredentials(string User, [Sensitive] string Word);", "LoginCredentials")]
    [InlineData("record SigningKey(Ring Ring, string Value); record Ring(int Size, Ring? Next);", "SigningKey")]
    [InlineData("record AuthToken([Sensitive(false)] string Venue, string Value);", "AuthToken")]
    [InlineData("[TraceFormat] record AccessKey(string Value);", "AccessKey")]
    [InlineData("record RefreshTokens(string[] Values);", "RefreshTokens")]
    [InlineData("record NewPassword(string Value);", "NewPassword")]
    [InlineData("record ForgottenPassword(string Value);", "ForgottenPassword")]
    public Task Reports_a_type_that_is_made_for_a_secret(string declaration, string type)
        => Test($$"""interface IDesk { [BrokerCall("a")] void A({{type}} [|k|]); } {{declaration}}""", own: "").RunAsync();

    [Theory]
    [InlineData("[BrokerCall(\"a\")] void A(ApiKey? [|k|], Password? [|p|]);")]
    [InlineData("[BrokerCall(\"a\")] void A(ApiKey[] [|k|], IReadOnlyList<Password?> [|p|], ReadOnlySpan<ApiKey> [|s|]);")]
    [InlineData("[BrokerCall(\"a\")] void A((int Id, ApiKey Key) [|k|], KeyValuePair<string, Password> [|p|]);")]
    [InlineData("[BrokerCall(\"a\")] AccessToken [|Login|]();")]
    [InlineData("[BrokerCall(\"a\")] Task<AccessToken> [|LoginAsync|]();")]
    [InlineData("[BrokerCall(\"a\")] ValueTask<List<AccessToken>> [|AllAsync|]();")]
    [InlineData("[BrokerCall(\"a\")] IAsyncEnumerable<AccessToken?> [|Stream|]();")]
    [InlineData("[BrokerCall(\"a\")] Task<Response<AccessToken>> [|LoginAsync|]();")]
    [InlineData("[BrokerCall(\"a\")] void A(Response<(int, Response<Password>)[]> [|r|]);")]
    [InlineData("[BrokerCall(\"a\")] void A([TraceFormat] ApiKey [|k|]);")]
    [InlineData("[BrokerCall(\"a\")] Session A(); record Session(AccessToken [|Current|], int Size);")]
    [InlineData("[BrokerCall(\"a\")] void A(); [HookEvent(\"login\")] record Login(string User, IEnumerable<Password> [|Old|]);")]
    [InlineData("[BrokerCall(\"a\")] void A(Own own); class Base<T> { public T? [|Value|] { get; } } class Own : Base<ApiKey> { }")]
    [InlineData("[BrokerCall(\"a\")] void A(Response<ApiKey> [|r|]); [BrokerCall(\"b\")] Task<Response<ApiKey>> [|OpenAsync|](); }  [HookEvent(\"m\")] record Margin(Response<ApiKey> [|R|]); interface IOther {")]
    public Task Reports_it_wherever_it_is_recorded(string members) => Test($$"""interface IDesk { {{members}} }""").RunAsync();

    [Theory]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check([|ApiKey|] e) => RuleResult.Pass; }")]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check([|List<Response<Password>>|] e) => RuleResult.Pass; }")]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check([|Far.ApiCredentials|] e) => RuleResult.Pass; }")]
    [InlineData("[RiskRule(\"r\")] class [|Rule|] : RuleBase<ApiKey>; abstract class RuleBase<T> { public RuleResult Check(T e) => RuleResult.Pass; }")]
    [InlineData("[RiskRule(\"r\")] class Rule : RuleBase; abstract class RuleBase { public RuleResult Check([|ApiKey|] e) => RuleResult.Pass; }")]
    [InlineData("[HookEvent(\"l\")] record [|LoginCredentials|](string A); class Alerts { [Hook(\"l\")] public void On(LoginCredentials e) { } }")]
    [InlineData("[HookEvent(\"l\")] record Alert<T>(T What); class Alerts { [Hook(\"l\")] public void On([|Alert<ApiKey>|] e) { } }")]
    [InlineData("[HookEvent(\"l\"), TraceFormat] record [|LoginCredentials|](string A, string Password);")] // once
    [InlineData("[HookEvent(\"l\"), TraceFormat] record [|LoginCredentials|](string A);")]
    public Task Reports_an_event_that_is_a_secret(string code) => Test(code).References(Credentials).RunAsync();

    [Theory]
    [InlineData("[HookEvent(\"l\")] record {|#0:LoginCredentials|}(string A);", "mark the member of it that has the secret [Sensitive], or [Sensitive(false)] if it is none")]
    [InlineData("[HookEvent(\"l\"), TraceFormat] record {|#0:LoginCredentials|}(string A);", "its text is recorded as it is: give the type a ToString of its own")]
    public Task Says_what_to_do_about_a_payload_that_is_a_secret(string code, string advice) => Test(code).Reporting("LoginCredentials", "every 'LoginCredentials'", advice).RunAsync();

    [Theory]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check(PageToken e) => RuleResult.Pass; } record PageToken(string Value);")]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check(SignedKey e) => RuleResult.Pass; } record SignedKey([Sensitive] string Value);")]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check(MyApiKey e) => RuleResult.Pass; } record MyApiKey([Sensitive(false)] string Value);")]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check(Lazy<ApiKey> e, ApiKey key) => RuleResult.Pass; private RuleResult Evaluate(ApiKey e) => RuleResult.Pass; }")] // recorded by the name of its type; no event; no evaluation
    [InlineData("[HookEvent(\"l\")] record LoginCredentials([Sensitive] string A, int B); class Alerts { [Hook(\"l\")] public void On(LoginCredentials e) { } }")]
    [InlineData("[HookEvent(\"l\"), TraceFormat] record LoginCredentials(string A, string Password) { public override string ToString() => \"\"; }")]
    [InlineData("[HookEvent(\"l\")] record Alert<T>([Sensitive] T What); class Alerts { [Hook(\"l\")] public void On(Alert<ApiKey> e) { } }")]
    public Task Stays_silent_about_other_events(string code) => Test(code).RunAsync();

    [Theory]
    [InlineData("SyntaxToken")]
    [InlineData("Token")]
    [InlineData("PageToken")]
    [InlineData("SecurityToken")] // an asset
    [InlineData("TokenBucket")]
    [InlineData("AccessTokenRequest")]
    [InlineData("ContractKey")]
    [InlineData("PrimaryKey")]
    [InlineData("OrderKey")]
    [InlineData("AccountKey")]
    [InlineData("ClientKey")]
    [InlineData("PublicKey")]
    [InlineData("Passkey")] // its public half
    [InlineData("PassKey")]
    [InlineData("Phrase")]
    [InlineData("Key")]
    [InlineData("KeyPress")]
    [InlineData("Keypassword")]
    [InlineData("PasswordPolicy")]
    [InlineData("ApiKeyName")]
    [InlineData("SecretsProvider")]
    [InlineData("Secretary")]
    [InlineData("Cookie")]
    [InlineData("Bearer")]
    [InlineData("Authorization")]
    [InlineData("Pin")]
    [InlineData("Pass")]
    [InlineData("TokenCode")]
    [InlineData("ResetPassword")] // what is done with one
    [InlineData("ForgotPassword")]
    [InlineData("ChangePin2Code")]
    [InlineData("VerifyOtp")]
    [InlineData("RevokeAccessTokens")]
    [InlineData("ValidateJwt")]
    [InlineData("UpdateApiKey")]
    [InlineData("CreatePassPhrase")]
    public Task Stays_silent_about_other_types(string name)
        => Test($$"""interface IDesk { [BrokerCall("a")] void A({{name}} k, List<{{name}}> all, Response<{{name}}> r); } record {{name}}(string Value);""").RunAsync();

    [Fact]
    public Task Reports_every_word_for_a_type_of_a_secret() => TestTypes("[|k|]", [
        .. new[] { "Secret", "Credential", "Password", "Pwd", "Passwd", "Passphrase", "Passcode", "Apikey", "Jwt", "Otp", "Totp" }.Select(static word => $"Venue{word}"),
        .. new[] { "Access", "Refresh", "Session", "Bearer", "Auth", "Authentication", "Authorization", "Login", "Api", "Jwt", "Web", "Secret", "Csrf", "Xsrf" }.Select(static kind => $"{kind}Token"),
    ]);

    [Fact]
    public Task Stays_silent_about_every_word_for_a_command() => TestTypes("k", [
        .. new[]
        {
            "Reset", "Change", "Update", "Replace", "Set", "Add", "Forgot", "Forget", "Recover", "Restore", "Verify", "Validate", "Check", "Confirm", "Create", "Generate", "Issue",
            "Request", "Send", "Resend", "Submit", "Enter", "Get", "Fetch", "Rotate", "Renew", "Revoke", "Delete", "Remove", "Expire", "Invalidate", "Sign", "Hash", "Encrypt", "Decrypt",
            "Save", "Store", "Mask", "Disable", "Enable", "Cancel", "Block", "Unlock", "Lock", "Register", "Test",
        }.Select(static verb => $"{verb}Password"),
    ]);

    // A command is asked for what it holds.
    [Fact]
    public Task Reports_the_members_of_a_command()
        => Test("interface IDesk { [BrokerCall(\"a\")] void A(ChangePassword change); } record ChangePassword(string Email, string OldPassword, string [|Pin|], ApiKey [|Key|]);").RunAsync();

    [Theory]
    [InlineData("enum ApiKey { None }")]
    [InlineData("interface ApiKey { string Value { get; } }")]
    [InlineData("delegate string ApiKey();")]
    [InlineData("record ApiKey(int Value, bool Live, DateTime Until);")]
    [InlineData("sealed class ApiKey(string value) { private readonly string _value = value; public int Length => _value.Length; }")]
    [InlineData("sealed class ApiKey { public string Value => \"computed\"; public static string Last { get; } = \"\"; }")]
    [InlineData("record ApiKey([Sensitive] string Value);")]
    [InlineData("record ApiKey([Sensitive(false)] string Value);")]
    [InlineData("record ApiKey(string Id, string Token, string Name, string[] Scopes, string Issuer, string Audience);")] // redacted, or only about it
    [InlineData("record ApiKey(Dictionary<string, string> Values, Uri Place);")] // counted, and named
    [InlineData("record ApiKey(ApiKey? Next, Sized Size); record Sized(int Value);")]
    [InlineData("record ApiKey(Microsoft.Venue.Material Material); namespace Microsoft.Venue { public record Material(string Text); }")] // recorded by the name of its type
    [InlineData("record ApiKey(Grown<int> Value); record Grown<T>(Grown<Grown<T>>? Next, int Size);")]
    [InlineData("record ApiKey((string Password, int Tries)[] All);")]
    [InlineData("[TraceFormat] record ApiKey(string Value) { public override string ToString() => \"***\"; }")]
    [InlineData("[TraceFormat] sealed class ApiKey { public string Value = \"\"; }")] // its text is the name of its type
    public Task Stays_silent_where_no_text_of_it_is_recorded(string declaration)
        => Test($$"""interface IDesk { [BrokerCall("a")] void A(ApiKey k, ApiKey[] all); [BrokerCall("b")] ApiKey B(); } {{declaration}}""", own: "").RunAsync();

    [Theory]
    [InlineData("[BrokerCall(\"a\")] void A([Sensitive] ApiKey k, [Sensitive(false)] List<Password> p, ApiKey secret, (int Id, ApiKey Password) t);")]
    [InlineData("[BrokerCall(\"a\")] [return: Sensitive] Task<AccessToken> LoginAsync(); [BrokerCall(\"b\")] [return: Sensitive(false)] AccessToken Login();")]
    [InlineData("[BrokerCall(\"a\")] Session A(); record Session([Sensitive] AccessToken Current, AccessToken Token);")]
    [InlineData("[BrokerCall(\"a\")] void A(CancellationToken t, System.Net.NetworkCredential c);")] // recorded by the name of its type
    [InlineData("[BrokerCall(\"a\")] void A(Microsoft.Venue.ApiKey k); } namespace Microsoft.Venue { public record ApiKey(string Value);")] // so are those of its extensions
    [InlineData("[BrokerCall(\"a\")] void A(Dictionary<string, ApiKey> k, Func<Password> p, Lazy<ApiKey> l, HashSet<AccessToken> h);")]
    [InlineData("[BrokerCall(\"a\")] void A(Kept<ApiKey> k, Bare<ApiKey> b); class Kept<T> { [Sensitive] public T? Value { get; } } class Bare<T> { public int Size { get; } }")]
    [InlineData("[BrokerCall(\"a\")] void A([TraceFormat] AuthToken k); record AuthToken(string Value) { public override string ToString() => \"***\"; }")]
    [InlineData("void A(ApiKey k); AccessToken B();")] // not recorded
    public Task Stays_silent_where_it_is_not_recorded(string members) => Test($$"""interface IDesk { {{members}} }""").RunAsync();

    [Fact]
    public Task Reports_a_type_of_another_assembly()
        => Test("interface IDesk { [BrokerCall(\"a\")] void A(Far.ApiKey [|k|], Far.Page page, Far.Kept kept); [BrokerCall(\"b\")] Task<Far.Session> [|LoginAsync|](); }")
            .References(OtherAssembly.Make("Far", """
                namespace Far
                {
                    public record ApiKey(string Value);
                    public record Session(ApiKey Current);
                    public record Page(PageToken Next);
                    public record PageToken(string Value);
                    public record Kept(HiddenApiKey Key);
                    public record HiddenApiKey { internal string Value { get; } = ""; }
                }
                """))
            .RunAsync();

    private static MetadataReference Credentials => OtherAssembly.Make("Far", "namespace Far { public sealed record ApiCredentials(string Key); }");

    private const string Own = """
        public record ApiKey(string Value);
        public readonly record struct Password(string Text);
        public record AccessToken(string Value, DateTime Expires);
        """;

    private static Task TestTypes(string parameter, string[] types) => Test(string.Join('\n', types.Select((type, place) => $$"""
        interface IDesk{{place}} { [BrokerCall("a{{place}}")] void A({{type}} {{parameter}}); }
        record {{type}}(string Value);
        """)), own: "").RunAsync();

    private static AnalyzerTest<TracedSecret> Test(string code, string own = Own) => new(code, own + "public class Response<T> { public T? Value { get; init; } public int Code { get; init; } }");
}
