using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class TracedSecretTests
{
    [Theory]
    [InlineData("string {|#0:pwd|}", "pwd")]
    [InlineData("string {|#0:accessKey|}", "accessKey")]
    [InlineData("byte[] {|#0:HMACKey|}", "HMACKey")]
    [InlineData("string {|#0:tradingPIN|}", "tradingPIN")]
    [InlineData("ReadOnlyMemory<char> {|#0:bearer|}", "bearer")]
    [InlineData("Memory<byte> {|#0:bearer|}", "bearer")]
    [InlineData("Span<char> {|#0:pin|}", "pin")]
    [InlineData("ReadOnlySpan<byte> {|#0:otp|}", "otp")]
    [InlineData("string {|#0:pin_code|}", "pin_code")]
    [InlineData("string {|#0:dbPass|}", "dbPass")]
    [InlineData("string {|#0:passPhrase|}", "passPhrase")]
    [InlineData("string[] {|#0:passPhrases|}", "passPhrases")]
    [InlineData("string {|#0:pin2|}", "pin2")]
    [InlineData("string {|#0:pin2Code|}", "pin2Code")]
    [InlineData("string {|#0:passKey|}", "passKey")]
    [InlineData("byte[] {|#0:privKey|}", "privKey")]
    [InlineData("byte[] {|#0:privateKey|}", "privateKey")]
    [InlineData("LoginCredentials {|#0:login|}", "login")]
    [InlineData("string[] {|#0:otps|}", "otps")]
    [InlineData("List<string> {|#0:passphrases|}", "passphrases")]
    [InlineData("IReadOnlyList<byte[]> {|#0:signingKeys|}", "signingKeys")]
    [InlineData("ReadOnlySpan<string> {|#0:pins|}", "pins")]
    [InlineData("VenueSecret? {|#0:venue|}", "venue")]
    [InlineData("Result<string> {|#0:otp|}", "otp")]
    [InlineData("Result<string>[] {|#0:otps|}", "otps")]
    public Task Reports_a_parameter_of_a_broker_call(string parameter, string name)
        => Test($$"""interface IDesk { [BrokerCall("open")] void Open({{parameter}}); }""").Reporting(name, $"every call of 'IDesk.Open({parameter.Split(' ')[0]})'", "mark it [Sensitive], or [Sensitive(false)] if it is none").RunAsync();

    [Fact]
    public Task Tells_whether_a_code_is_what_its_method_is_called_after() => Test(InterfacesOf(
        [
            "bool VerifyOtp(string user, string [|code|]);", "Task<bool> CheckPinCodeForUserAsync(string user, string[] [|code|]);",
            "bool VerifyOtp(int code);", "bool VerifyOtp(string value, string country, string codec);", "bool EnterPasscode([Sensitive(false)] string code);",
            "bool VerifyOrder(string code);", "bool CheckPinBar(string code);", "bool GetOtp(string code);", "bool Otp(string code);", "bool VerifyCode(string code);", "bool CheckRiskFactor(string code);", "bool VerifyTwoLegs(string code);", "bool SplitTwoFactor(string code);", "bool _(string code);",
        ],
        static method => method)).RunAsync();

    [Fact]
    public Task Tells_whether_a_code_is_what_its_command_is_called_after() => Test("""
        interface IDesk { [BrokerCall("a")] void A(VerifyOtp a, CheckPin b, PinBar c); }
        public sealed record VerifyOtp(string User, string [|Code|]);
        public sealed record CheckPin(int Code, string Value);
        public sealed record PinBar(string Code);
        """).RunAsync();

    [Fact]
    public Task Reports_a_code_of_every_check() => Test(InterfacesOf(
        [.. new[] { "Verify", "Validate", "Check", "Confirm", "Submit", "Enter", "Send" }.Select(static check => $"{check}Otp"), "VerifyTotp", "VerifyPin", "VerifyPasscode", "VerifyMfa", "VerifyOtps", "SubmitTwoFactor", "SubmitTwoFactorCode"],
        static method => $"void {method}(string [|code|]);")).RunAsync();

    [Fact]
    public Task Reports_every_word_for_a_secret() => Test(InterfacesOf(
        ["pwd", "passwd", "passphrase", "passcode", "passkey", "credential", "credentials", "authorization", "bearer", "jwt", "otp", "totp", "cookie",
            .. new[] { "access", "private", "signing", "shared", "client", "auth", "priv", "account", "license", "encryption", "hmac" }.Select(static kind => $"{kind}Key")],
        static word => $"void Send(string [|{word}|]);")).RunAsync();

    [Fact]
    public Task Reports_a_cookie_in_every_form() => Test(InterfacesOf(
        ["cookieHeader", "cookieValue", "cookieTexts", "authorizationString", "bearerData", "authorizationCode", "authorizationKey", "cookieContent", "cookiePayload", "cookieRaw", "bearerAuth", "authorizationHeaderValue", "sessionCookies2", "cookieForCookies"],
        static name => $"void Send(string [|{name}|]);")).RunAsync();

    [Fact]
    public Task Stays_silent_about_every_word_for_what_is_said_of_a_secret() => Test(InterfacesOf(
        ["Count", "Length", "Size", "Type", "Kind", "Name", "Id", "Mode", "Format", "Scheme", "Path", "Domain", "Policy", "Expiry", "Expires", "Lifetime", "Algorithm", "Provider", "Status", "State",
            "Scope", "Scopes", "Issuer", "Audience", "Endpoint"],
        static about => $"void Send(string otp{about});")).RunAsync();

    [Fact]
    public Task Reports_every_verb_that_gives_a_secret() => Test(InterfacesOf(
        ["Get", "Fetch", "Read", "Load", "Find", "Create", "New", "Issue", "Generate", "Make", "Request", "Obtain", "Acquire", "Renew", "Refresh", "Exchange", "Rotate", "Export", "Stream", "Watch", "Retrieve", "Receive", "Download", "Query", "Regenerate", "Decrypt", "Reveal"],
        static verb => $"string [|{verb}Pin|]();")).RunAsync();

    [Fact]
    public Task Reports_every_way_to_log_in() => Test(InterfacesOf(["Login", "Logon", "SignIn", "Authenticate"], static login => $"string [|{login}|]();")).RunAsync();

    [Theory]
    [InlineData("string {|#0:GetToken|}();", "GetToken")]
    [InlineData("string {|#0:GetToken2|}();", "GetToken2")]
    [InlineData("ValueTask<string?> {|#0:RefreshAccessTokenAsync|}(CancellationToken cancellationToken);", "RefreshAccessTokenAsync")]
    [InlineData("Task<byte[]> {|#0:FetchApiKeyAsync|}();", "FetchApiKeyAsync")]
    [InlineData("string {|#0:FetchApikey|}();", "FetchApikey")]
    [InlineData("string {|#0:TokenForUser|}(int user);", "TokenForUser")]
    [InlineData("string {|#0:ReadPassword|}(string account);", "ReadPassword")]
    [InlineData("char[] {|#0:GetPin|}();", "GetPin")]
    [InlineData("string {|#0:Secret|}();", "Secret")]
    [InlineData("string {|#0:Jwt|}();", "Jwt")]
    [InlineData("string {|#0:AccessToken|}();", "AccessToken")]
    [InlineData("Task<string> {|#0:SandboxApiKeyAsync|}();", "SandboxApiKeyAsync")]
    [InlineData("string? {|#0:TryGetToken|}();", "TryGetToken")]
    [InlineData("string {|#0:GetTokenFor|}(string user);", "GetTokenFor")]
    [InlineData("Task<string> {|#0:LoginWithPasswordAsync|}(string user);", "LoginWithPasswordAsync")]
    [InlineData("string {|#0:IssueJwt|}(string user);", "IssueJwt")]
    [InlineData("TextTask {|#0:GetTokenAsync|}();", "GetTokenAsync")]
    [InlineData("Task<Result<string>> {|#0:GetTokenAsync|}();", "GetTokenAsync")]
    [InlineData("Result<string[]> {|#0:GetTokens|}();", "GetTokens")]
    [InlineData("Result<Result<byte[]>>[] {|#0:GetPins|}();", "GetPins")]
    [InlineData("Task<Result<string>> {|#0:LoginAsync|}(string user, string password);", "LoginAsync")]
    [InlineData("Task<Either<string, int>> {|#0:LoginAsync|}();", "LoginAsync")]
    [InlineData("Task<string> {|#0:LoginAsync|}(string user, string password);", "LoginAsync")]
    [InlineData("byte[] {|#0:LogOn|}();", "LogOn")]
    [InlineData("ValueTask<string?> {|#0:SignInAsync|}();", "SignInAsync")]
    [InlineData("LoginCredentials {|#0:Current|}();", "Current")]
    [InlineData("Task<LoginCredentials?> {|#0:RotateAsync|}();", "RotateAsync")]
    [InlineData("IAsyncEnumerable<LoginCredentials> {|#0:All|}();", "All")]
    [InlineData("(int Id, LoginCredentials Login) {|#0:Latest|}();", "Latest")]
    public Task Reports_the_result_of_a_broker_call(string method, string name)
        => Test($$"""interface IDesk { [BrokerCall("open")] {{method}} }""").Reporting(name, "every result of it", "mark it [return: Sensitive], or [return: Sensitive(false)] if it is none").RunAsync();

    [Theory]
    [InlineData("void Open((string User, string Otp) {|#0:login|});", "login.Otp", "every call of 'IDesk.Open((string User, string Otp))'", "mark it [Sensitive], or [Sensitive(false)] if it is none")]
    [InlineData("void Open((int Size, (string Pin, int Tries) Inner)?[] {|#0:all|});", "all.Inner.Pin", "every call of 'IDesk.Open((int Size, (string Pin, int Tries) Inner)?[])'", "mark it [Sensitive], or [Sensitive(false)] if it is none")]
    [InlineData("void Open(IEnumerable<KeyValuePair<int, string>> {|#0:cookies|});", "cookies", "every call of 'IDesk.Open(IEnumerable<KeyValuePair<int, string>>)'", "mark it [Sensitive], or [Sensitive(false)] if it is none")]
    [InlineData("void Open(KeyValuePair<string, (string User, string Otp)> {|#0:login|});", "login.Value.Otp", "every call of 'IDesk.Open(KeyValuePair<string, (string User, string Otp)>)'", "mark it [Sensitive], or [Sensitive(false)] if it is none")]
    [InlineData("void Open(List<KeyValuePair<(string User, string Jwt), int>> {|#0:all|});", "all.Key.Jwt", "every call of 'IDesk.Open(List<KeyValuePair<(string User, string Jwt), int>>)'", "mark it [Sensitive], or [Sensitive(false)] if it is none")]
    [InlineData("void Open(ReadOnlySpan<(string User, string Otp)> {|#0:all|});", "all.Otp", "every call of 'IDesk.Open(ReadOnlySpan<(string User, string Otp)>)'", "mark it [Sensitive], or [Sensitive(false)] if it is none")]
    [InlineData("Task<KeyValuePair<int, (string User, string Otp)>> {|#0:OpenAsync|}();", "OpenAsync.Value.Otp", "every result of it", "mark it [return: Sensitive], or [return: Sensitive(false)] if it is none")]
    [InlineData("void Open((int, string) {|#0:credentials|});", "credentials", "every call of 'IDesk.Open((int, string))'", "mark it [Sensitive], or [Sensitive(false)] if it is none")]
    [InlineData("void Open((int, LoginCredentials) {|#0:login|});", "login", "every call of 'IDesk.Open((int, LoginCredentials))'", "mark it [Sensitive], or [Sensitive(false)] if it is none")]
    [InlineData("Task<(string Jwt, int Seconds)> {|#0:LoginAsync|}();", "LoginAsync.Jwt", "every result of it", "mark it [return: Sensitive], or [return: Sensitive(false)] if it is none")]
    [InlineData("Task<IReadOnlyList<string>> {|#0:GetApiKeysAsync|}();", "GetApiKeysAsync", "every result of it", "mark it [return: Sensitive], or [return: Sensitive(false)] if it is none")]
    [InlineData("IAsyncEnumerable<string> {|#0:StreamTokensAsync|}();", "StreamTokensAsync", "every result of it", "mark it [return: Sensitive], or [return: Sensitive(false)] if it is none")]
    [InlineData("T {|#0:GetToken|}<T>() where T : notnull;", "GetToken", "every result of it", "mark it [return: Sensitive], or [return: Sensitive(false)] if it is none")]
    [InlineData("void Open<T>(List<T> {|#0:otps|});", "otps", "every call of 'IDesk.Open<T>(List<T>)'", "mark it [Sensitive], or [Sensitive(false)] if it is none")]
    [InlineData("IAsyncEnumerable<string> {|#0:GetOtpsAsync|}();", "GetOtpsAsync", "every result of it", "mark it [return: Sensitive], or [return: Sensitive(false)] if it is none")]
    public Task Reports_what_tuples_and_sequences_hold(string method, string name, string where, string advice)
        => Test($$"""interface IDesk { [BrokerCall("open")] {{method}} }""").Reporting(name, where, advice).RunAsync();

    [Theory]
    [InlineData("public abstract record Login(string User, string [|Otp|]); [HookEvent(\"a\")] public sealed record A(string User, string Otp) : Login(User, Otp); [HookEvent(\"b\")] public sealed record B(string User, string Otp) : Login(User, Otp);")]
    [InlineData("[HookEvent(\"b\")] public sealed record B(string User, string Otp) : Login(User, Otp); [HookEvent(\"l\")] public record Login(string User, string [|Otp|]);")]
    [InlineData("public abstract record Login(string [|Otp|]); [HookEvent(\"a\")] public sealed record A([Sensitive] string Otp) : Login(Otp); [HookEvent(\"b\")] public sealed record B(string Otp) : Login(Otp);")]
    [InlineData("public abstract record Login(string Otp); [HookEvent(\"a\")] public sealed record A([Sensitive] string Otp) : Login(Otp);")]
    [InlineData("public abstract record Login([Sensitive] string Otp); [HookEvent(\"a\")] public sealed record A(string Otp) : Login(Otp);")]
    [InlineData("public abstract class Form<T> { public T? [|Pin|] { get; set; } public T? Size { get; set; } } [HookEvent(\"a\")] public sealed class A : Form<string>; [HookEvent(\"b\")] public sealed class B : Form<int>;")]
    [InlineData("[HookEvent(\"m\")] public sealed record Margin((string Account, string Jwt) [|Line|], string[] [|Pins|]);")]
    [InlineData("[HookEvent(\"m\")] public sealed record Margin(IReadOnlyList<Line> Lines, Dictionary<string, Form> Forms); public sealed record Line(string [|Otp|]); public sealed record Form(string Otp);")] // a dictionary is counted
    [InlineData("[HookEvent(\"m\")] public sealed record Margin(Box<Line> Box); public sealed record Box<T>(T Value); public sealed record Line(string [|Otp|]);")]
    [InlineData("[HookEvent(\"f\")] public sealed record Filled<T>(T Order, string [|Jwt|]); public sealed record Line(string [|Otp|]); public sealed record Other(string Otp); public static class Alerts { [Hook(\"f\")] public static void On(Filled<Line> filled) { } [Hook(\"f\")] public static void On(string text, Filled<Other> filled) { } }")]
    [InlineData("[HookEvent(\"m\")] public sealed record Margin(Box<string> Box); public sealed record Box<T>(T [|Otp|]);")]
    [InlineData("[HookEvent(\"m\")] public sealed record Margin(Box<string> Box, Sizes<int> Sizes); public sealed record Box<T>(T [|Otp|]) where T : IComparable<T>; public sealed record Sizes<T>(T Otp) where T : struct;")]
    [InlineData("[HookEvent(\"m\")] public sealed record Margin(Box<string, string> Box); public sealed record Box<T, TOther>(T [|Otp|], TOther Size) where T : TOther;")]
    [InlineData("[HookEvent(\"m\")] public sealed record Margin(Box<Line, Line> Box); public sealed record Box<T, TOther>(T Otp, TOther Jwt) where T : TOther where TOther : Line; public record Line(int Size);")]
    [InlineData("[HookEvent(\"m\")] public sealed record Margin(Box<Line> Box); public sealed record Box<T>(T Otp) where T : ISized; public interface ISized; public sealed record Line(int Size) : ISized;")]
    [InlineData("[HookEvent(\"m\")] public sealed record Margin(Box<Failure> Box); public sealed record Box<T>(T Otp) where T : Exception; public sealed class Failure : Exception;")]
    public Task Reports_members_wherever_they_come_from(string types) => Test(types).RunAsync();

    [Theory]
    [InlineData("")]
    [InlineData("interface IDesk { [BrokerCall(\"open\")] void Open(Far.Login [|login|]); }")] // recorded itself too, for which a mark here does not help
    public Task Reports_what_is_inherited_from_another_assembly_where_it_is_inherited(string more)
        => Test("[HookEvent(\"a\")] public sealed record [|A|](string Name) : Far.Login(Name, \"\");" + more)
            .References(OtherAssembly.Make("Far", "namespace Far { public abstract record Login(string User, string Otp); }"))
            .RunAsync();

    [Theory]
    [InlineData("int GetTokenCount(); string GetTokenCountAsText();")]
    [InlineData("string GetNumberOfTokens(); string GetStatusForToken(); string CancelApiKey(); string MaskPassword(); string ForToken(); string FromApiKey(); string WithPassword(); string GetNumberByToken(); string GetNumberFromToken(); string GetNumberUsingToken(); string GetNumberWithToken();")]
    [InlineData("string RevokeToken(string id); bool ValidatePassword(string user); string ChangePassword(string user);")]
    [InlineData("string GetSecretary(); string GetCompass(); string GetPinBar(); string GetPassThrough(); string GetSpin();")]
    [InlineData("Session GetToken(); void CreateToken(); Task RenewTokenAsync();")] // members are judged, and redacted, by their own names
    [InlineData("string GetTokenType(); Task<(string Token, int Seconds)> LoginAsync(); Task<(string User, int Size)> FetchAsync();")]
    [InlineData("string GetKey(); string FetchQuote(); string Get(); string _();")]
    [InlineData("System.Net.NetworkCredential GetCredential();")]
    [InlineData("(int Id, LoginCredentials Password) Latest(); IReadOnlyList<(string User, VenueSecret Secret)> All();")]
    [InlineData("string LoginStatus(); string GetLogin(); int Login(); string[] Authenticate(); void SignIn(); Session LogIn(); (string User, int Size) LogOn();")]
    [InlineData("[return: Sensitive] string GetToken(); [return: Sensitive] Task<(string Jwt, int Seconds)> LoginAsync(); [return: Sensitive] LoginCredentials Current();")]
    [InlineData("[return: Sensitive(false)] string GetToken(); [return: Sensitive(false)] Task<(string Jwt, int Seconds)> LoginAsync(); [return: Sensitive(false)] LoginCredentials Current();")]
    public Task Stays_silent_about_results(string methods)
        => Test($$"""public sealed record Session(string Token); interface IDesk { {{methods.Replace("; ", "; [BrokerCall(\"b\")] ", StringComparison.Ordinal).Insert(0, "[BrokerCall(\"a\")] ")}} string GetToken(int other); }""").RunAsync();

    [Theory]
    [InlineData("public sealed record Margin(string Account, string [|Authorization|]);")]
    [InlineData("public sealed class Margin { public string [|Passphrase|] { get; set; } = \"\"; public string [|jwt|] = \"\"; }")]
    [InlineData("public sealed record Margin(System.Collections.Immutable.ImmutableArray<Line> Lines); public sealed record Line(string [|Otp|]);")]
    public Task Reports_a_member_of_what_is_recorded(string types) => Test("[HookEvent(\"margin\")] " + types).RunAsync();

    [Fact]
    public Task Reports_members_of_events_and_results() => Test("""
        public sealed record Tick(string [|Cookie|]);
        public sealed record Session(string [|ClientKey|]);
        [RiskRule("r")] public sealed class Rule { public RuleResult Check(Tick tick) => RuleResult.Pass; }
        interface IDesk { [BrokerCall("open")] Task<Session[]> OpenAsync(); }
        """).RunAsync();

    [Fact]
    public Task Reports_what_an_attribute_of_the_assembly_records() => Test("""
        [assembly: BrokerCall(typeof(IVendor), "Open")]
        interface IVendor { void Open(string [|passcode|]); void Close(string passcode); }
        """).RunAsync();

    [Theory]
    [InlineData("string password, string authToken, string apiKey, string clientSecret")] // redacted by their names
    [InlineData("[Sensitive] string pwd")]
    [InlineData("[Sensitive(false)] string pwd")]
    [InlineData("int pin, bool authorization")]
    [InlineData("string spinner, string pinned, string keyboard, string key, string monkey, string symbolKey")]
    [InlineData("CancellationToken cancellationToken, System.Net.NetworkCredential credential")] // recorded by the name of its type
    [InlineData("[Sensitive] LoginCredentials login")]
    [InlineData("[Sensitive] string[] otps, [Sensitive] (string User, string Otp) login, [Sensitive(false)] (string User, string Pin) other")]
    [InlineData("(string User, string Password) login, string[] tokens, int[] pins, List<DateTime> cookies")] // redacted by their names, or no texts
    [InlineData("Dictionary<string, string> cookies, HashSet<string> otps, Lazy<string> jwt")] // counted, or recorded by the name of its type
    [InlineData("string cookieConsent, string cookieBanner, string bearerOfNews, string authorizationUser, string cookieHeaderRule, string header, string cookiePolicyText")]
    [InlineData("string otpLength, string authorizationEndpoint, string cookieName, string cookieDomain, string bearerType, string accessKeyId, string credentialState, string passphrasePolicy")]
    [InlineData("KeyValuePair<string, string> pair, KeyValuePair<int, (string User, string Password)> login, Span<(string User, int Otp)> all, Dictionary<string, (string User, string Otp)> counted")]
    [InlineData("string[] pinBars, string[] keys, List<string> symbols, string[] passes, string bus")]
    [InlineData("string pinBar, string spin, string passThrough, string compass, string passage, string bypass")]
    [InlineData("string passPhraseId, string phrase, string passKeyName, string privateer, string priv, string keyPass2Count, string bar2")]
    [InlineData("string tokenCount, string secretary")] // redacted by their names
    [InlineData("Hidden pin, Sized otp")]
    [InlineData("Result<int> pin, Either<int, string> otp, Marked<string> jwt, Result<Sized> cookie, Result<Dictionary<string, string>> cookies, Result<string> symbol, Result<string> password")]
    [InlineData("out string otp, out (string User, string Otp) login")] // not recorded
    [InlineData("(int Id, LoginCredentials Password) login, (string User, VenueSecret? ApiKey)[] all")] // redacted by their names
    [InlineData("(int First, int Second) pin, (string Password, int Tries) otp, (int, int)[] jwt")] // no texts but such as are redacted
    public Task Stays_silent(string parameters) => Test($$"""interface IDesk { [BrokerCall("open")] void Open({{parameters}}); void Other(string pwd); } public sealed record Hidden([Sensitive] string Word); public sealed record Sized(int Size);""").RunAsync();

    [Fact]
    public Task Stays_silent_on_a_parameter_that_a_base_decides_about() => Test("""
        abstract class Desk { public abstract void Open([Sensitive(false)] string pwd); }
        class Own : Desk { [BrokerCall("open")] public override void Open(string pwd) { } }
        """).RunAsync();

    [Theory]
    [InlineData("[return: Sensitive]")]
    [InlineData("[return: Sensitive(false)]")]
    public Task Stays_silent_on_a_result_that_a_base_or_a_contract_decides_about(string mark) => Test($$"""
        abstract class Desk { {{mark}} public abstract string GetToken(); }
        class Own : Desk { [BrokerCall("open")] public override string GetToken() => ""; }
        interface IDesk { {{mark}} Task<string> FetchJwtAsync(); }
        class Impl : IDesk { [BrokerCall("fetch")] public Task<string> FetchJwtAsync() => Task.FromResult(""); }
        """).RunAsync();

    [Fact]
    public Task Judges_what_a_result_holds_only_where_it_is_recorded() => Test("""
        interface IDesk { [BrokerCall("open")] [return: Sensitive] Task<Session> OpenAsync(); [BrokerCall("renew")] [return: Sensitive(false)] Renewed Renew(); }
        public sealed record Session(string Otp);
        public sealed record Renewed(string [|Otp|]);
        """).RunAsync();

    [Fact]
    public Task Takes_an_attribute_of_the_method_for_none_of_its_result() => Test("""
        interface IDesk { [BrokerCall("open")] [System.ComponentModel.Description("")] [return: System.Diagnostics.CodeAnalysis.NotNull] string [|GetToken|](); }
        """).RunAsync();

    [Fact]
    public Task Reports_a_result_of_another_assembly_at_the_annotation()
        => Test("[assembly: [|BrokerCall(typeof(Far.IDesk), \"GetToken\")|]]")
            .References(OtherAssembly.Make("Far", "namespace Far { public interface IDesk { string GetToken(); } }"))
            .RunAsync();

    [Fact]
    public Task Reports_a_parameter_of_another_assembly_at_the_annotation()
        => Test("[assembly: [|BrokerCall(typeof(Far.IDesk), \"Open\")|]]")
            .References(OtherAssembly.Make("Far", "namespace Far { public interface IDesk { void Open(string pwd); } }"))
            .RunAsync();

    [Fact]
    public Task Reports_what_a_call_takes_that_the_assembly_marks() => Test("""
        [assembly: BrokerCall(typeof(IClient), "Open")]
        interface IBase { void Open(Form form); }
        interface IClient : IBase { void Open(Slip slip); void Close(Other other); }
        public sealed class Form { public string [|Pwd|] { get; set; } = ""; }
        public sealed class Slip { public string [|Pwd|] { get; set; } = ""; }
        public sealed class Other { public string Pwd { get; set; } = ""; }
        """).RunAsync();

    [Fact]
    public Task Reports_what_a_span_holds() => Test("""
        interface IDesk { [BrokerCall("open")] void Open(ReadOnlySpan<Form> forms); }
        public sealed class Form { public string [|Pwd|] { get; set; } = ""; }
        """).RunAsync();

    // What stands in for a call is recorded as it is.
    [Theory]
    [InlineData("[BrokerCall(\"open\", Fallback = nameof(Instead))] string Open(string user); string Instead(string [|pwd|]);")]
    [InlineData("[BrokerCall(\"open\", Reconcile = nameof(Find))] string? GetStatus(string user); string? Find(string [|pin|]);")]
    [InlineData("[BrokerCall(\"open\", Fallback = nameof(GetToken))] string Open(); string [|GetToken|]();")]
    [InlineData("[BrokerCall(\"a\", Fallback = nameof(Instead))] void First(string user); [BrokerCall(\"b\", Fallback = nameof(Instead))] void Next(string user); void Instead(string [|pwd|]);")]
    [InlineData("[BrokerCall(\"open\", Fallback = nameof(Instead))] void Open(string user); [BrokerCall(\"instead\")] void Instead(string [|pwd|]);")]
    [InlineData("[BrokerCall(\"open\", Fallback = nameof(Instead))] void Open([Sensitive(false)] string pwd); void Instead(string [|pwd|]);")]
    [InlineData("[BrokerCall(\"open\", Fallback = nameof(Instead))] void Open([Sensitive] string pwd, string user); void Instead(string one, string [|pwd|]);")]
    [InlineData("[BrokerCall(\"open\", Fallback = nameof(Instead))] void Open([Sensitive] Form form); void Instead([Sensitive(false)] Form form); public sealed record Form(string [|Otp|]);")]
    [InlineData("[BrokerCall(\"open\", Fallback = nameof(Instead))] [return: Sensitive] Form Open(); [return: Sensitive(false)] Form Instead(); public sealed record Form(string [|Otp|]);")]
    [InlineData("[BrokerCall(\"a\", Fallback = nameof(Next))] void First(string user); [BrokerCall(\"b\", Fallback = nameof(First))] void Next(string [|pwd|]);")] // each stands in for the other
    public Task Reports_what_a_fallback_or_a_query_records(string members) => Test($$"""interface IDesk { {{members}} }""").RunAsync();

    [Theory]
    [InlineData("[BrokerCall(\"open\", Fallback = nameof(Instead))] void Open([Sensitive] string pwd); void Instead(string pwd);")]
    [InlineData("[BrokerCall(\"open\", Fallback = nameof(Instead))] void Open([Sensitive] string pwd); [BrokerCall(\"instead\")] void Instead(string pwd);")]
    [InlineData("[BrokerCall(\"open\", Fallback = nameof(Instead))] void Open(string password, CancellationToken token); void Instead(CancellationToken token, string pwd);")]
    [InlineData("[BrokerCall(\"open\", Fallback = nameof(GetToken))] [return: Sensitive] string Open(); string GetToken();")]
    [InlineData("[BrokerCall(\"open\", Reconcile = nameof(GetJwt))] [return: Sensitive] string? Open(); string? GetJwt();")]
    [InlineData("[BrokerCall(\"open\", Fallback = nameof(Instead))] void Open([Sensitive] string pwd); void Instead([Sensitive(false)] string pwd);")]
    [InlineData("[BrokerCall(\"open\", Fallback = nameof(Instead))] void Open([Sensitive] Form form); [BrokerCall(\"instead\")] void Instead(Form form); public sealed record Form(string Otp);")]
    [InlineData("[BrokerCall(\"open\", Fallback = nameof(Instead))] [return: Sensitive] Form Open(); [BrokerCall(\"instead\")] Form Instead(); public sealed record Form(string Otp);")]
    [InlineData("[BrokerCall(\"a\", Fallback = nameof(Instead))] void First([Sensitive] string word); [BrokerCall(\"b\", Fallback = nameof(Instead))] void Next(string user); void Instead(string pwd);")]
    [InlineData("[BrokerCall(\"a\", Fallback = nameof(Instead))] void First(string user); [BrokerCall(\"b\", Fallback = nameof(Instead))] void Next([Sensitive] string word); void Instead(string pwd);")]
    [InlineData("[BrokerCall(\"a\", Fallback = nameof(Next))] void First([Sensitive] string word); [BrokerCall(\"b\", Fallback = nameof(Last))] void Next(string word); [BrokerCall(\"c\", Fallback = nameof(Instead))] void Last(string word); void Instead(string pwd);")]
    [InlineData("[BrokerCall(\"a\", Fallback = nameof(Next))] [return: Sensitive] string First(); [BrokerCall(\"b\", Fallback = nameof(Last))] string Next(); [BrokerCall(\"c\", Fallback = nameof(GetToken))] string Last(); string GetToken();")]
    [InlineData("[BrokerCall(\"open\", Fallback = \"Instead\")] bool Open(string user); void Instead(string pwd);")] // cannot stand in: RTG0404
    public Task Stays_silent_on_what_a_fallback_or_a_query_keeps_out_of_the_trace(string members) => Test($$"""interface IDesk { {{members}} }""").RunAsync();

    [Fact]
    public Task Reports_a_fallback_of_several_brokers_once() => Test("""
        interface IDesk { void Instead(string [|pwd|]); }
        interface IFirst : IDesk { [BrokerCall("a", Fallback = nameof(Instead))] void Open(string user); }
        interface ISecond : IDesk { [BrokerCall("b", Fallback = nameof(Instead))] void Open(string user); }
        """).RunAsync();

    [Fact]
    public Task Reports_a_fallback_of_another_assembly_at_the_annotation()
        => Test("[assembly: [|BrokerCall(typeof(Far.IDesk), \"Open\", Fallback = \"Instead\")|]]")
            .References(OtherAssembly.Make("Far", "namespace Far { public interface IDesk { void Open(string user); void Instead(string pwd); } }"))
            .RunAsync();

    [Fact]
    public Task Reports_a_fallback_of_several_calls_of_another_assembly_once()
        => Test("[assembly: [|BrokerCall(typeof(Far.IDesk), \"Open\", Fallback = \"Instead\")|]]\n[assembly: BrokerCall(typeof(Far.IDesk), \"Send\", Fallback = \"Instead\")]")
            .References(OtherAssembly.Make("Far", "namespace Far { public interface IDesk { void Open(string user); void Open(string user, System.Threading.CancellationToken token); void Send(string user); void Instead(string pwd); } }"))
            .RunAsync();

    [Fact]
    public Task Reports_a_fallback_of_another_assembly_at_the_first_annotation_of_the_broker_that_has_it()
        => Test("""
            [assembly: BrokerCall(typeof(Far.IBase), "Open", Fallback = "Instead")]
            [assembly: BrokerCall(typeof(Far.IDesk), "Ping")]
            [assembly: [|BrokerCall(typeof(Far.IDesk), "Send", Fallback = "Instead")|]]
            """)
            .References(OtherAssembly.Make("Far", """
                namespace Far
                {
                    public interface IBase { void Open(string user); }
                    public interface IDesk : IBase { void Ping(); void Send(string user); void Instead(string pwd); }
                }
                """))
            .RunAsync();

    [Fact]
    public Task Reports_an_annotated_fallback_of_another_assembly_at_its_own_annotation()
        => Test("[assembly: BrokerCall(typeof(Far.IDesk), \"Open\", Fallback = \"Instead\")]\n[assembly: [|BrokerCall(typeof(Far.IDesk), \"Instead\")|]]")
            .References(OtherAssembly.Make("Far", "namespace Far { public interface IDesk { void Open(string user); void Instead(string pwd); } }"))
            .RunAsync();

    // The other assembly has its own wrapper for its own broker.
    [Fact]
    public Task Reports_a_fallback_that_stands_in_for_a_call_of_another_assembly_too()
        => Test("[assembly: [|BrokerCall(typeof(Far.IDesk), \"Send\", Fallback = \"Instead\")|]]")
            .References(OtherAssembly.Make("Far", """
                namespace Far
                {
                    public interface IBase { [RiskTraceGen.BrokerCall("open", Fallback = "Instead")] void Open(string user); void Instead(string pwd); }
                    public interface IDesk : IBase { void Send(string user); }
                }
                """))
            .RunAsync();

    [Theory]
    [InlineData("public sealed record Form(string Pwd);")]
    [InlineData("[HookEvent(\"margin\")] public sealed record Margin(string Account) { public string Pwd => \"computed\"; public static string Jwt { get; } = \"\"; }")]
    [InlineData("[HookEvent(\"margin\")] public sealed record Margin([Sensitive] string Pwd);")]
    [InlineData("[HookEvent(\"margin\")] public sealed record Margin([Sensitive] Line Line); public sealed record Line(string Otp);")]
    [InlineData("public sealed record Form(string Pwd); class Alerts { [Hook(\"on_breach\")] public void On(BreachDetected breach, Form form) { } }")]
    [InlineData("[RiskRule(\"r\")] class Rule { public RuleResult Check() => RuleResult.Pass; }")]
    [InlineData("[RiskRule(\"r\")] class Rule { public string Pwd { get; } = \"\"; public RuleResult Check(int size) => RuleResult.Pass; }")]
    [InlineData("[HookEvent(\"margin\")] public sealed record Margin(string Account) { public RuleResult Check((string User, string Otp) login) => RuleResult.Pass; }")]
    [InlineData("public interface IForm { Line Line { get; } } public sealed record Line(string Otp); interface IDesk { [BrokerCall(\"open\")] void Open(IForm form); }")]
    [InlineData("public interface IForm { string Pwd { get; } } interface IDesk { [BrokerCall(\"open\")] void Open(IForm form); }")]
    public Task Stays_silent_about_what_is_not_recorded(string types) => Test(types).RunAsync();

    [Theory]
    [InlineData("Task<Result<int>> GetTokenAsync();")]
    [InlineData("Task<Either<int, string>> LoginAsync();")] // why not
    [InlineData("Task<Marked<string>> LoginAsync();")]
    [InlineData("Result<string> GetSymbol();")]
    [InlineData("Result<string> RevokeToken(int id);")]
    [InlineData("Result<string[]> Login();")] // one session has one
    [InlineData("[return: Sensitive] Result<string> GetToken();")]
    public Task Stays_silent_about_other_envelopes(string method) => Test($$"""interface IDesk { [BrokerCall("open")] {{method}} }""").RunAsync();

    // An event has no name in a trace, and no attribute of the parameter keeps it out.
    [Theory]
    [InlineData("class Rule { public RuleResult Check({|#0:string|} otp) => RuleResult.Pass; }", "otp", "string")]
    [InlineData("class Rule { public RuleResult Check({|#0:string|} password) => RuleResult.Pass; }", "password", "string")]
    [InlineData("class Rule { public RuleResult Check([Sensitive] {|#0:string|} otp) => RuleResult.Pass; }", "otp", "string")]
    [InlineData("class Rule { public RuleResult Check(in {|#0:List<string>|} otps) => RuleResult.Pass; }", "otps", "List<string>")]
    [InlineData("class Rule { public Task<RuleResult> EvaluateAsync({|#0:IReadOnlyList<string>|} apiKeys) => Task.FromResult(RuleResult.Pass); }", "apiKeys", "IReadOnlyList<string>")]
    [InlineData("class {|#0:Rule|} : RuleBase<string>; abstract class RuleBase<T> { public RuleResult Check(T token) => RuleResult.Pass; }", "token", "string")]
    [InlineData("class Rule : RuleBase; abstract class RuleBase { public RuleResult Check({|#0:string|} token) => RuleResult.Pass; }", "token", "string")]
    [InlineData("class Rule : RuleBase<int>; abstract class RuleBase<T> { public RuleResult Check({|#0:string|} token) => RuleResult.Pass; }", "token", "string")]
    public Task Reports_a_text_that_is_an_event(string rule, string name, string type)
        => Test($"[RiskRule(\"r\")] {rule}").Reporting(name, $"every '{type}'", "an event has no name in the trace: make it a property of a type of your own, or mark it [Sensitive(false)] if it is none").RunAsync();

    [Theory]
    [InlineData("public RuleResult Check(string symbol) => RuleResult.Pass;")]
    [InlineData("public RuleResult Check([Sensitive(false)] string otp) => RuleResult.Pass;")]
    [InlineData("public RuleResult Check(Line token) => RuleResult.Pass;")] // recorded by its members
    [InlineData("public RuleResult Check(int pin) => RuleResult.Pass; public RuleResult Check(DateTime otp) => RuleResult.Pass;")]
    [InlineData("public RuleResult Check(Dictionary<string, string> cookies) => RuleResult.Pass;")] // counted
    [InlineData("public RuleResult Check(string otpLength) => RuleResult.Pass; private RuleResult Evaluate(string otp) => RuleResult.Pass; public bool Check(string otp, int size) => true;")]
    public Task Stays_silent_about_other_events(string members) => Test($$"""[RiskRule("r")] class Rule { {{members}} } sealed record Line(int Size);""").RunAsync();

    [Fact]
    public Task Stays_silent_in_test_projects()
        => Test("""interface IDesk { [BrokerCall("open")] void Open(string pwd); }""").GlobalConfig("build_property.IsTestProject = true").RunAsync();

    [Fact]
    public Task Judges_broken_code_by_what_is_there() => Test("""interface IDesk { [BrokerCall("open")] void Open(string [|pwd|], Missing pin, """).Broken().RunAsync();

    /// <summary>One interface for each word, since the methods of one cannot share a name and parameters.</summary>
    private static string InterfacesOf(string[] words, Func<string, string> method)
        => string.Join('\n', words.Select((word, place) => $$"""interface IDesk{{place}} { [BrokerCall("call{{place}}")] {{method(word)}} }"""));

    private static AnalyzerTest<TracedSecret> Test(string code) => new(code, """
        public sealed record LoginCredentials(string User, string Word);
        public readonly record struct VenueSecret(string Word);
        public sealed class Result<T> { public bool Success { get; set; } public T? Data { get; set; } }
        public sealed record Either<TValue, TError>(TValue? Value, TError? Error);
        public sealed record Marked<T>([Sensitive] T Value, T[,] Table);
        public sealed class TextTask() : Task<string>(() => "");
        """);
}
