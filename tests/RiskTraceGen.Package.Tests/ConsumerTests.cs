namespace RiskTraceGen.Package.Tests;

/// <summary>The package in the projects of its users.</summary>
public sealed class ConsumerTests(ConsumerBuild build) : IClassFixture<ConsumerBuild>
{
    [Theory]
    [InlineData("Bot", "net10.0")]
    [InlineData("BotOnNet8", "net8.0")]
    public async Task ABotPrintsItsTrace(string project, string framework)
    {
        string trace = await build.RunAsync(project, framework);
        Assert.Matches(@"\| RISK_EVAL   \| max_contracts evaluating", trace);
        Assert.Matches(@"\| API_CALL    \| close_position → success in ", trace);
        Assert.Matches(@"\| HOOK_EXEC   \| on_breach → Alerts\.Notify", trace);
        Assert.Contains("final_result: BREACH_HANDLED", trace, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bot")]
    [InlineData("BotOnNet8")]
    [InlineData("App")]
    public void TheAnalyzersReportACallThatBypassesTheTrace(string project)
        => Assert.Contains("warning RTG0101", Assert.Single(Complaints(project)), StringComparison.Ordinal);

    [Fact]
    public async Task AProjectThatGetsThePackageThroughAnotherIsTraced()
    {
        Assert.Empty(Complaints("Library"));
        string trace = await build.RunAsync("App");
        Assert.Matches(@"\| API_CALL    \| close_position → success in ", trace);
    }

    [Theory]
    [InlineData("OldCompiler", "RTG0001", "needs SDK 9.0.300 or later, or Visual Studio 17.14 or later (C# compiler 4.14). This build uses compiler 4.13,")]
    [InlineData("WithoutAnalyzers", "RTG0002", "Take 'analyzers' out of ExcludeAssets")]
    [InlineData("OldLanguage", "RTG0003", "generates C# 10 or later, and this project asks for C# 9.")]
    [InlineData("BrokenGenerator", "RTG0004", "The compiler says why in a warning")]
    public void ABuildThatWouldTraceNothingFailsAndSaysWhy(string project, string code, string reason)
    {
        string error = Assert.Single(Complaints(project), line => line.Contains("error", StringComparison.Ordinal));
        Assert.Contains($"error {code}: ", error, StringComparison.Ordinal);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    // The SDK takes analyzers from every package, whatever is excluded; should it ever do as it is told, the build has to fail.
    [Fact]
    public void AnExclusionOfAnalyzersIsNeverSilent()
        => Assert.True(
            Complaints("ExcludedAnalyzers").Any(line => line.Contains("error RTG0002", StringComparison.Ordinal)) || IsMarked("ExcludedAnalyzers"),
            string.Join('\n', build.Of("ExcludedAnalyzers")));

    [Theory]
    [InlineData("RuntimeOnly")]
    [InlineData("Basic")]
    public void AProjectWithNothingToTraceIsLeftAlone(string project)
    {
        Assert.Empty(Complaints(project));
        Assert.True(File.Exists(build.PathOf($"{project}/bin/Debug/net10.0/{project}.dll")), string.Join('\n', build.Of(project)));
    }

    [Fact]
    public void AProjectForSeveralFrameworksIsTracedInThoseThatHaveTheLibrary()
    {
        Assert.Empty(Complaints("SeveralFrameworks"));
        Assert.True(IsMarked("SeveralFrameworks"));
        Assert.False(IsMarked("SeveralFrameworks", "netstandard2.0"));
    }

    [Theory]
    [InlineData("net6.0", "net6.0")]
    [InlineData("net48", "net48")]
    [InlineData("netstandard2.0;net10.0", "netstandard2.0")]
    public async Task AFrameworkWithoutTheLibraryIsRefusedWhenPackagesAreRestored(string frameworks, string refused)
    {
        (int exitCode, string output) = await build.DotnetAsync(
            "restore", "SeveralFrameworks/SeveralFrameworks.csproj", $"-p:RiskTraceGenVersion={BuildFacts.PackageVersion}", "-p:InEveryFramework=true", $"-p:TargetFrameworks={frameworks.Replace(";", "%3B", StringComparison.Ordinal)}", "-tl:off");
        Assert.NotEqual(0, exitCode);
        Assert.Contains($"error NU1202: Package RiskTraceGen {BuildFacts.PackageVersion} is not compatible with {refused} ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("is not compatible with net10.0", output, StringComparison.Ordinal);
    }

    public static TheoryData<string> StrictProjects => new(ConsumerBuild.StrictProjects);

    [Theory, MemberData(nameof(StrictProjects))]
    public void GeneratedCodeHasNoWarningWhateverIsAskedOfAProject(string project)
    {
        Assert.Empty(Complaints(project));
        Assert.True(File.Exists(build.PathOf($"Strict/{project}/bin/Debug/net10.0/{project}.dll")), string.Join('\n', build.Of(project)));
    }

    // The names are for Windows too: no character and no length that it refuses.
    [Theory, MemberData(nameof(StrictProjects))]
    public void GeneratedFilesCanBeWrittenAnywhere(string project)
    {
        string[] files = [.. Directory.EnumerateFiles(build.PathOf($"Strict/{project}/obj/Debug/net10.0/generated/RiskTraceGen.Generator"), "*.cs", SearchOption.AllDirectories).Select(file => Path.GetFileName(file))];
        Assert.Contains("Shapes.Brokers.IBroker.Traced.g.cs", files);
        Assert.All(files, file => Assert.True(file.Length <= 120 && file.IndexOfAny(['<', '>', ':', '"', '|', '?', '*', '\\', '/']) < 0, file));
    }

    [Fact]
    public async Task WhetherTheGeneratorRanIsAskedOnlyWhenTheCompilerRan()
    {
        Assert.Contains("Skipping target \"RiskTraceGenCheckOutput\"", await BuildBotAgainAsync(), StringComparison.Ordinal);
        await File.AppendAllTextAsync(build.PathOf("Bot/Bot.cs"), "\npublic enum Later { None }\n", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Skipping target \"RiskTraceGenCheckOutput\"", await BuildBotAgainAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("StrictMode", "error RTG0101")]
    [InlineData("AllErrorsMode", "error RTG0303")]
    [InlineData("UnknownMode", "error RTG0005: RiskTraceAnalysisMode is 'strictest'; it can be none, default, strict or all-errors.")]
    public void AModeSaysWhatFailsABuild(string project, string error)
        => Assert.Contains(error, Assert.Single(Complaints(project), line => line.Contains(": error ", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void AModeSaysThatNothingIsReported()
    {
        Assert.Empty(Complaints("NoneMode"));
        Assert.True(File.Exists(build.PathOf("NoneMode/bin/Debug/net10.0/NoneMode.dll")), string.Join('\n', build.Of("NoneMode")));
    }

    // Nothing of the project is touched in between.
    [Fact]
    public async Task AProjectThatIsBuiltAlreadyIsJudgedAnewInAnotherMode()
    {
        Assert.Contains("warning RTG0101", Assert.Single(Complaints("BotOnNet8")), StringComparison.Ordinal);

        (int exitCode, string output) = await BuildBotOnNet8InAsync("strict");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error RTG0101", output, StringComparison.Ordinal);

        (exitCode, output) = await BuildBotOnNet8InAsync("default");
        Assert.True(exitCode == 0, output);
        Assert.Contains("warning RTG0101", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AScorecardIsWrittenAtTheEndOfABuild()
    {
        string card = await File.ReadAllTextAsync(build.PathOf("Scored/bin/Debug/net10.0/Scored.risktrace.md"), TestContext.Current.CancellationToken);
        Assert.Equal(Scorecards.OfScored, card.ReplaceLineEndings("\n"));
        Assert.Contains(
            build.All,
            static line => line.StartsWith("Scored: broker calls: 1 traced, 1 refused, 1 past the trace and reported, 2 past it and not reported; hooks: 1 with failures unhandled, 0 without a handler; findings: 3 open, 1 suppressed -> ", StringComparison.Ordinal));
    }

    // The compiler ran before, without a log.
    [Fact]
    public async Task AScorecardCanBeAskedForOnTheCommandLine()
    {
        (int exitCode, string output) = await build.DotnetAsync("build", "App/App.csproj", "--no-restore", $"-p:RiskTraceGenVersion={BuildFacts.PackageVersion}", "-p:RiskTraceReport=true", "-tl:off");
        Assert.True(exitCode == 0, output);
        Assert.Contains("App: broker calls: 1 traced, 0 refused, 1 past the trace and reported, 0 past it and not reported;", output, StringComparison.Ordinal);
        Assert.Contains("Library: broker calls: 0 traced,", output, StringComparison.Ordinal);
        Assert.Contains("- App.cs(", await File.ReadAllTextAsync(build.PathOf("App/bin/Debug/net10.0/App.risktrace.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAnalyzersThereIsNoScorecardAndTheBuildSaysSo()
    {
        (int exitCode, string output) = await build.DotnetAsync(
            "build", "BotOnNet8/BotOnNet8.csproj", "--no-restore", $"-p:RiskTraceGenVersion={BuildFacts.PackageVersion}", "-p:RiskTraceReport=true", "-p:RunAnalyzers=false", "-tl:off");
        Assert.True(exitCode == 0, output);
        Assert.Contains("warning RTG0006: There is no scorecard of BotOnNet8: the analyzers did not run", output, StringComparison.Ordinal);
        Assert.False(File.Exists(build.PathOf("BotOnNet8/bin/Debug/net8.0/BotOnNet8.risktrace.md")));
    }

    private IEnumerable<string> Complaints(string project)
        => build.Of(project).Where(line => line.Contains(": warning ", StringComparison.Ordinal) || line.Contains(": error ", StringComparison.Ordinal));

    private bool IsMarked(string project, string framework = "net10.0")
        => File.ReadAllText(build.PathOf($"{project}/bin/Debug/{framework}/{project}.dll")).Contains("RiskTraceGen.Generator", StringComparison.Ordinal);

    private Task<(int ExitCode, string Output)> BuildBotOnNet8InAsync(string mode) => build.DotnetAsync(
        "build", "BotOnNet8/BotOnNet8.csproj", "--no-restore", $"-p:RiskTraceGenVersion={BuildFacts.PackageVersion}", $"-p:RiskTraceAnalysisMode={mode}", "-tl:off");

    private async Task<string> BuildBotAgainAsync()
    {
        (int exitCode, string output) = await build.DotnetAsync("build", "Bot/Bot.csproj", "--no-restore", $"-p:RiskTraceGenVersion={BuildFacts.PackageVersion}", "-tl:off", "-v:normal");
        Assert.True(exitCode == 0, output);
        return output;
    }
}
