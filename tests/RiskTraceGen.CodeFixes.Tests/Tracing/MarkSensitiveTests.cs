using Microsoft.CodeAnalysis.Testing;
using RiskTraceGen.Analyzers.Tests;
using RiskTraceGen.Analyzers.Tracing;
using RiskTraceGen.CodeFixes.Tracing;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The fix of RTG0104.</summary>
public sealed class MarkSensitiveTests
{
    [Fact]
    public Task Marks_parameters_properties_and_fields() => new CodeFixTest<TracedSecret, MarkSensitive>("""
        public interface ILogin
        {
            [BrokerCall("login")]
            void Login(string user, /* never shown */ string [|pwd|], in System.ReadOnlyMemory<byte> [|privateKey|]);
        }

        [HookEvent("login")]
        public sealed record LoggedIn(string User, string [|Jwt|])
        {
            /// <summary>The cookie.</summary>
            public string [|Cookie|] { get; init; } = "";

            public string [|otp|] = "", [|totp|] = "";

            internal string [|pin|] = ""; // four digits
        }
        """, """
        public interface ILogin
        {
            [BrokerCall("login")]
            void Login(string user, /* never shown */ [Sensitive] string pwd, [Sensitive] in System.ReadOnlyMemory<byte> privateKey);
        }

        [HookEvent("login")]
        public sealed record LoggedIn(string User, [Sensitive] string Jwt)
        {
            /// <summary>The cookie.</summary>
            [Sensitive] public string Cookie { get; init; } = "";

            public string [|otp|] = "", [|totp|] = "";

            [Sensitive] internal string pin = ""; // four digits
        }
        """).RunAsync();

    [Fact]
    public Task Marks_what_a_fallback_takes_and_returns() => new CodeFixTest<TracedSecret, MarkSensitive>("""
        public interface ILogin
        {
            [BrokerCall("login", Fallback = nameof(GetTokenAsync))]
            Task<string> OpenAsync(string user, string code);

            // By mail.
            Task<string> [|GetTokenAsync|](string user, string [|pin|]);
        }
        """, """
        public interface ILogin
        {
            [BrokerCall("login", Fallback = nameof(GetTokenAsync))]
            Task<string> OpenAsync(string user, string code);

            // By mail.
            [return: Sensitive]
            Task<string> GetTokenAsync(string user, [Sensitive] string pin);
        }
        """).RunAsync();

    [Fact]
    public Task Marks_results() => new CodeFixTest<TracedSecret, MarkSensitive>("""
        public interface ILogin
        {
            /// <summary>Opens a session.</summary>
            [BrokerCall("login")]
            // A JWT.
            Task<string> [|LoginAsync|](string user, string [|pwd|]);

            [BrokerCall("token")] string [|GetToken|](); // for an hour

            [BrokerCall("session")]
            [System.Obsolete("")]
            ValueTask<(string Jwt, string Otp)> {|RTG0104:{|RTG0104:OpenAsync|}|}();
        }

        public abstract partial class Desk
        {
            [BrokerCall("key")]
            public abstract string? [|FetchApiKey|](
                int account);

            [BrokerCall("parts")] public partial string [|GetPin|]();
            public partial string GetPin() => "";
        }
        """, """
        public interface ILogin
        {
            /// <summary>Opens a session.</summary>
            [BrokerCall("login")]
            // A JWT.
            [return: Sensitive]
            Task<string> LoginAsync(string user, [Sensitive] string pwd);

            [BrokerCall("token")] [return: Sensitive] string GetToken(); // for an hour

            [BrokerCall("session")]
            [System.Obsolete("")]
            [return: Sensitive]
            ValueTask<(string Jwt, string Otp)> OpenAsync();
        }

        public abstract partial class Desk
        {
            [BrokerCall("key")]
            [return: Sensitive]
            public abstract string? FetchApiKey(
                int account);

            [BrokerCall("parts")] [return: Sensitive] public partial string GetPin();
            public partial string GetPin() => "";
        }
        """).RunAsync();

    // Marked, what takes an event would be recorded as before.
    [Fact]
    public Task Leaves_events_and_what_calls_name() => new CodeFixTest<TracedSecret, MarkSensitive>(Erased, Erased).RunAsync();

    [Fact]
    public Task Marks_the_result_of_what_an_attribute_of_the_assembly_marks()
    {
        CodeFixTest<TracedSecret, MarkSensitive> test = new("""
            [assembly: RiskTraceGen.BrokerCall(typeof(ILogin), "GetToken")]

            public interface ILogin
            {
                // For an hour.
                string [|GetToken|]();
                void Ping();
            }
            """, """
            using RiskTraceGen;

            [assembly: RiskTraceGen.BrokerCall(typeof(ILogin), "GetToken")]

            public interface ILogin
            {
                // For an hour.
                [return: Sensitive]
                string GetToken();
                void Ping();
            }
            """)
        {
            // What is reported of the method is found at the attribute.
            CodeFixTestBehaviors = CodeFixTestBehaviors.SkipLocalDiagnosticCheck,
        };
        return test.WithoutUsings().RunAsync();
    }

    [Fact]
    public Task Leaves_the_result_of_another_assembly() => new CodeFixTest<TracedSecret, MarkSensitive>(Foreign, Foreign)
    {
        TestState = { AdditionalReferences = { OtherAssembly.Make("Far", "namespace Far { public interface IDesk { string GetToken(); } }") } },
    }.RunAsync();

    private const string Foreign = """[assembly: [|BrokerCall(typeof(Far.IDesk), "GetToken")|]]""";

    private const string Erased = """
        public sealed record Box<T>(T Value);

        [RiskRule("r")]
        public sealed class Rule
        {
            public RuleResult Check([|Box<(string User, string Otp)>|] box, RiskFlow flow)
            {
                flow.[|Emit|]("login", new Box<(string Pin, string Note)>(("", "")));
                return RuleResult.Pass;
            }
        }

        [HookEvent("note")]
        public sealed record Note(object Data)
        {
            public static Note Make() => new([|new Box<(string Pin, string Note)>(("", ""))|]);
        }
        """;
}
