using RiskTraceGen.Analyzers.Rules;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class IrreproducibleInputTests
{
    [Theory]
    [InlineData("DateTime.Now", "DateTime.Now", "read the flow's clock ('flow.Time')")]
    [InlineData("DateTime.UtcNow", "DateTime.UtcNow", "read the flow's clock ('flow.Time')")]
    [InlineData("DateTimeOffset.UtcNow", "DateTimeOffset.UtcNow", "read the flow's clock ('flow.Time')")]
    [InlineData("System.TimeProvider.System", "TimeProvider.System", "read the flow's clock ('flow.Time')")]
    [InlineData("Environment.TickCount64", "Environment.TickCount64", "read the flow's clock ('flow.Time')")]
    [InlineData("Random.Shared", "Random.Shared", "give the rule a generator with a seed")]
    [InlineData("new Random()", "new Random()", "give the rule a generator with a seed")]
    [InlineData("Environment.GetEnvironmentVariable(\"LIMIT\")", "Environment.GetEnvironmentVariable", "give the rule its settings through the constructor")]
    [InlineData("Environment.MachineName", "Environment.MachineName", "give the rule its settings through the constructor")]
    [InlineData("System.Security.Cryptography.RandomNumberGenerator.GetInt32(6)", "RandomNumberGenerator.GetInt32", "give the rule a generator with a seed")]
    [InlineData("TimeZoneInfo.Local", "TimeZoneInfo.Local", "give the rule its settings through the constructor")]
    [InlineData("(Func<string, string?>)Environment.GetEnvironmentVariable", "Environment.GetEnvironmentVariable", "give the rule its settings through the constructor")]
    [InlineData("_chance.Next()", "_chance", "give the rule a generator with a seed")]
    [InlineData("_clock.GetUtcNow()", "_clock", "read the flow's clock ('flow.Time')")]
    [InlineData("System.IO.File.ReadAllText(\"limits.json\")", "File.ReadAllText", "read it before, and give the rule what it says")]
    [InlineData("System.IO.File.ReadLinesAsync(\"limits.json\")", "File.ReadLinesAsync", "read it before, and give the rule what it says")]
    [InlineData("System.IO.File.Exists(\"halt\")", "File.Exists", "read it before, and give the rule what it says")]
    [InlineData("System.IO.File.GetLastWriteTimeUtc(\"halt\")", "File.GetLastWriteTimeUtc", "read it before, and give the rule what it says")]
    [InlineData("System.IO.File.OpenText(\"halt\")", "File.OpenText", "read it before, and give the rule what it says")]
    [InlineData("System.IO.Path.Exists(\"halt\")", "Path.Exists", "read it before, and give the rule what it says")]
    [InlineData("System.IO.Directory.EnumerateFiles(\".\")", "Directory.EnumerateFiles", "read it before, and give the rule what it says")]
    [InlineData("_file.Length", "FileInfo.Length", "read it before, and give the rule what it says")]
    [InlineData("_file.Exists", "FileInfo.Exists", "read it before, and give the rule what it says")]
    [InlineData("_file.LastWriteTimeUtc", "FileSystemInfo.LastWriteTimeUtc", "read it before, and give the rule what it says")]
    [InlineData("_file.OpenRead()", "FileInfo.OpenRead", "read it before, and give the rule what it says")]
    [InlineData("new System.IO.StreamReader(\"limits.json\")", "new StreamReader()", "read it before, and give the rule what it says")]
    [InlineData("_web.GetStringAsync(\"/limits\")", "HttpClient.GetStringAsync", "read it before, and give the rule what it says")]
    [InlineData("System.Net.Http.Json.HttpClientJsonExtensions.GetFromJsonAsync<int>(_web, \"/limit\")", "HttpClientJsonExtensions.GetFromJsonAsync", "read it before, and give the rule what it says")]
    [InlineData("(Func<string, string>)System.IO.File.ReadAllText", "File.ReadAllText", "read it before, and give the rule what it says")]
    public Task Names_what_is_read_and_what_to_do(string expression, string name, string advice)
    {
        AnalyzerTest<IrreproducibleInput> test = Evaluating($"object? any = {Marked(expression)};");
        test.ExpectedDiagnostics.Add(AnalyzerTest<IrreproducibleInput>.Reported().WithLocation(0).WithMessage($"'{name}' is read in an evaluation, which can then not be reproduced; {advice}"));
        return test.RunAsync();
    }

    /// <summary>A field, and a method that is taken, are marked themselves.</summary>
    private static string Marked(string expression)
    {
        int start = expression.LastIndexOf(')', expression.Length - 2) is var cast and >= 0 && expression[0] == '(' ? cast + 1 : 0;
        int end = expression.StartsWith("_c", StringComparison.Ordinal) ? expression.IndexOf('.', StringComparison.Ordinal) : expression.Length;
        return $"{expression[..start]}{{|#0:{expression[start..end]}|}}{expression[end..]}";
    }

    [Fact]
    public Task Reports_what_the_evaluation_calls_in_its_class() => new AnalyzerTest<IrreproducibleInput>("""
        using static System.DateTime;

        abstract class Timed
        {
            public async Task<RuleResult> CheckAsync(PositionUpdated position) { await Task.Yield(); return Late() ? RuleResult.Breach("late") : RuleResult.Pass; }
            protected abstract bool Late();
            protected virtual int Hour() => 1;
        }

        [RiskRule("night")]
        partial class NightRule : Timed
        {
            private DateTime Today => [|Now|].Date;
            protected override bool Late() => Clock.Hour() > 22 || Today.Day == 1;
            private static class Clock { public static int Hour() => [|DateTime.Now|].Hour; }
        }

        partial class NightRule
        {
            internal RuleResult Evaluate(OrderResult order)
            {
                return Number() > 1 && new[] { 1 }.Any(each => [|Random.Shared|].Next() > each) ? RuleResult.Breach("") : RuleResult.Pass;
                int Number() => [|Environment.TickCount|];
            }

            protected override int Hour() => Now.Hour;
        }
        """).RunAsync();

    [Fact]
    public Task Reports_in_expression_bodies_lambdas_with_verdicts_and_interface_members() => new AnalyzerTest<IrreproducibleInput>("""
        interface IRule { RuleResult Judge(); }
        class Rule : IRule
        {
            RuleResult IRule.Judge() => RuleResult.Breach([|DateTime.Now|].ToString());
            internal ValueTask<RuleResult> Check(PositionUpdated position) => new(RuleResult.Breach($"{[|DateTimeOffset.Now|]}"));
        }
        """).RunAsync();

    [Theory]
    [InlineData("var now = flow.Time.GetUtcNow();")]
    [InlineData("var chance = _seeded.Next() + _given.GetUtcNow().Hour + TimeZoneInfo.Utc.BaseUtcOffset.Hours;")]
    [InlineData("var now = time.GetLocalNow();")]
    [InlineData("var chance = new Random(5);")]
    [InlineData("var name = nameof(DateTime.Now);")]
    [InlineData("var line = Environment.NewLine + Environment.ProcessorCount;")]
    [InlineData("var tag = Guid.NewGuid();")] // a name for something, nothing that is judged
    [InlineData("var day = DateTime.UnixEpoch.AddDays(1);")]
    [InlineData("_ = Task.Run(() => Console.WriteLine(DateTime.Now));")] // does not judge either
    [InlineData("var now = Other.Now();")] // another class answers for itself
    [InlineData("System.IO.File.WriteAllText(\"last\", \"1\"); System.IO.File.AppendAllText(\"log\", \"1\"); System.IO.File.Delete(\"halt\"); System.IO.Directory.CreateDirectory(\"log\");")] // says something, asks nothing
    [InlineData("var name = _file.Name + _file.FullName + System.IO.Path.Combine(\"a\", \"b\") + _file.Directory;")]
    [InlineData("using var reader = new System.IO.StreamReader(new System.IO.MemoryStream()); var text = reader.ReadToEnd();")]
    [InlineData("var sent = _web.PostAsync(\"/alert\", null); _web.CancelPendingRequests();")]
    [InlineData("var found = Records.File.ReadAllText(\"limits\") + Records.File.Exists;")] // of the same name
    public Task Stays_silent(string statement) => Evaluating(statement).RunAsync();

    [Fact]
    public Task Stays_silent_outside_evaluations() => new AnalyzerTest<IrreproducibleInput>("""
        class Alerts
        {
            private readonly DateTime _since = DateTime.Now;
            [Hook("on_breach")] public void On(BreachDetected breach) => Console.WriteLine($"{DateTime.Now}: {breach.Rule} {_since}");
            public DispatchResult Check(DispatchResult result) => DateTime.Now.Hour > 5 ? result : default;
        }

        [RiskRule("night")] class Night { private DateTime Unused() => DateTime.Now; public RuleResult Check(PositionUpdated position) => RuleResult.Pass; }
        """).RunAsync();

    [Theory]
    [InlineData("var now = DateTime.;")]
    [InlineData("var now = [|new Random(|];")]
    [InlineData("var now = Environment.GetEnvironmentVariable();")]
    [InlineData("var now = Missing.Now; int Local(")]
    public Task Survives_half_typed_code(string statement) => Evaluating(statement, "").Broken().RunAsync();

    private static AnalyzerTest<IrreproducibleInput> Evaluating(string statement, string end = "return RuleResult.Pass;") => new($$"""
        namespace Records { static class File { public static string ReadAllText(string name) => name; public static bool Exists => true; } }

        static class Other { public static DateTime Now() => DateTime.Now; }

        [RiskRule("night")]
        class Night(TimeProvider time)
        {
            private readonly Random _chance = new(), _seeded = new(5);
            private readonly TimeProvider _clock = TimeProvider.System, _given = time;
            private readonly System.IO.FileInfo _file = new("limits.json");
            private readonly System.Net.Http.HttpClient _web = new();
            public int Chance() => _chance.Next() + _seeded.Next() + _clock.GetUtcNow().Hour + _given.GetUtcNow().Hour;
            public RuleResult Check(PositionUpdated position, RiskFlow flow)
            {
                Console.WriteLine($"{time} {flow}");
                {{statement}}
                {{end}}
            }
        }
        """);
}
