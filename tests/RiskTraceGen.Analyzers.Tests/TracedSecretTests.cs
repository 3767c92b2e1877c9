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
    [InlineData("string {|#0:pin_code|}", "pin_code")]
    [InlineData("string {|#0:dbPass|}", "dbPass")]
    [InlineData("byte[] {|#0:privateKey|}", "privateKey")]
    [InlineData("LoginCredentials {|#0:login|}", "login")]
    public Task Reports_a_parameter_of_a_broker_call(string parameter, string name)
    {
        AnalyzerTest<TracedSecret> test = Test($$"""interface IDesk { [BrokerCall("open")] void Open({{parameter}}); }""");
        test.ExpectedDiagnostics.Add(AnalyzerTest<TracedSecret>.Reported().WithLocation(0).WithArguments(name, $"every call of 'IDesk.Open({parameter.Split(' ')[0]})'", "mark it [Sensitive], or [Sensitive(false)] if it is none"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("string {|#0:GetToken|}();", "GetToken")]
    [InlineData("ValueTask<string?> {|#0:RefreshAccessTokenAsync|}(CancellationToken cancellationToken);", "RefreshAccessTokenAsync")]
    [InlineData("Task<byte[]> {|#0:FetchApiKeyAsync|}();", "FetchApiKeyAsync")]
    [InlineData("string {|#0:ReadPassword|}(string account);", "ReadPassword")]
    [InlineData("char[] {|#0:GetPin|}();", "GetPin")]
    [InlineData("string {|#0:Secret|}();", "Secret")]
    [InlineData("string {|#0:IssueJwt|}(string user);", "IssueJwt")]
    public Task Reports_the_result_of_a_broker_call(string method, string name)
    {
        AnalyzerTest<TracedSecret> test = Test($$"""interface IDesk { [BrokerCall("open")] {{method}} }""");
        test.ExpectedDiagnostics.Add(AnalyzerTest<TracedSecret>.Reported().WithLocation(0).WithArguments(name, "every result of it", "return it in a type of which it is a [Sensitive] member"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("int GetTokenCount(); string GetTokenCountAsText();")]
    [InlineData("string RevokeToken(string id); bool ValidatePassword(string user); string ChangePassword(string user);")]
    [InlineData("string GetSecretary(); string GetCompass(); string GetPinBar(); string GetPassThrough(); string GetSpin();")]
    [InlineData("Session GetToken(); void CreateToken(); Task RenewTokenAsync();")] // members are judged, and redacted, by their own names
    [InlineData("string GetKey(); string FetchQuote(); string Get(); string _();")]
    [InlineData("System.Net.NetworkCredential GetCredential();")]
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
    [InlineData("string pinBar, string spin, string passThrough, string compass, string passage, string bypass")]
    [InlineData("string tokenCount, string secretary")] // redacted by their names
    public Task Stays_silent(string parameters) => Test($$"""interface IDesk { [BrokerCall("open")] void Open({{parameters}}); void Other(string pwd); }""").RunAsync();

    [Theory]
    [InlineData("public sealed record Form(string Pwd);")]
    [InlineData("[HookEvent(\"margin\")] public sealed record Margin(string Account) { public string Pwd => \"computed\"; public static string Jwt { get; } = \"\"; }")]
    [InlineData("[HookEvent(\"margin\")] public sealed record Margin([Sensitive] string Pwd);")]
    [InlineData("[HookEvent(\"margin\")] public sealed record Margin([Sensitive] Line Line); public sealed record Line(string Otp);")]
    public Task Stays_silent_about_what_is_not_recorded(string types) => Test(types).RunAsync();

    [Fact]
    public Task Stays_silent_in_test_projects()
        => Test("""interface IDesk { [BrokerCall("open")] void Open(string pwd); }""").GlobalConfig("build_property.IsTestProject = true").RunAsync();

    [Fact]
    public Task Judges_broken_code_by_what_is_there() => Test("""interface IDesk { [BrokerCall("open")] void Open(string [|pwd|], Missing pin, """).Broken().RunAsync();

    private static AnalyzerTest<TracedSecret> Test(string code) => new(code, "public sealed record LoginCredentials(string User, string Word);");
}
