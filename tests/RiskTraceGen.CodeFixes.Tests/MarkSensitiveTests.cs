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
}
