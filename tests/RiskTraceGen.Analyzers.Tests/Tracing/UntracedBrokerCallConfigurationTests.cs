using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>How RTG0101 is turned off and on: suppression, test projects, references, broken code.</summary>
public sealed class UntracedBrokerCallConfigurationTests
{
    private const string Silent = "class Guard { void Run(ITradingSuite suite) => suite.CancelAll(); }";
    private const string Reported = "class Guard { void Run(ITradingSuite suite) => suite.[|CancelAll|](); }";

    [Fact]
    public Task It_is_off_in_a_project_that_says_it_is_a_test() => Test(Silent).GlobalConfig("build_property.IsTestProject = true").RunAsync();

    [Theory]
    [InlineData("xunit.core"), InlineData("xunit.v3.core"), InlineData("nunit.framework")]
    [InlineData("Microsoft.VisualStudio.TestPlatform.TestFramework"), InlineData("MSTest.TestFramework"), InlineData("TUnit.Core")]
    public Task It_is_off_where_a_test_framework_is_referenced(string framework)
        => Test(Silent).References(OtherAssembly.Make(framework, "public static class Assert { }")).RunAsync();

    [Fact]
    public Task A_project_that_says_it_is_no_test_may_reference_a_test_framework()
        => Test(Reported).GlobalConfig("build_property.IsTestProject = false").References(OtherAssembly.Make("xunit.core", "")).RunAsync();

    [Fact]
    public Task An_explicit_severity_turns_it_on_in_test_projects() => Test(Reported)
        .GlobalConfig("build_property.IsTestProject = true")
        .EditorConfig("dotnet_diagnostic.RTG0101.severity = warning")
        .RunAsync();

    [Fact]
    public Task A_global_config_does_not_turn_it_on_in_test_projects() => Test(Silent)
        .GlobalConfig("build_property.IsTestProject = true\ndotnet_diagnostic.RTG0101.severity = warning")
        .RunAsync();

    [Fact]
    public Task A_referenced_assembly_covers_the_types_that_it_owns()
    {
        MetadataReference other = OtherAssembly.Make("Venues", """
            using RiskTraceGen;
            [assembly: BrokerCall(typeof(Venues.IVenue), "Submit")]
            namespace Venues { public interface IVenue { void Submit(); } }
            """);
        return Test("class Guard { void Run(Venues.IVenue venue) => venue.[|Submit|](); }").References(other).RunAsync();
    }

    [Theory]
    [InlineData("class Guard { void Run(ITradingSuite suite) => suite.(); }")]
    [InlineData("class Guard { void Run(ITradingSuite suite) => suite.ClosePositionDirectAsync(; }")]
    [InlineData("class Guard { void Run(Missing suite) => suite.CancelAll(); }")]
    [InlineData("class Guard : Missing { void Run() => CancelAll(); }")]
    [InlineData("[assembly: BrokerCall(typeof(Missing), \"A\")] [assembly: BrokerCall(null, null)] [assembly: BrokerCall()] class Guard { void Run() => Console.Beep(); }")]
    [InlineData("interface IVenue { [BrokerCall] void Submit(); [BrokerCall(] void Cancel(; } class Guard { void Run(Missing<IVenue> venue) => venue.Value.Submit(); }")]
    [InlineData("suite.CancelAll( }")]
    public Task Half_typed_code_is_survived(string source) => Test(source).Broken().RunAsync();

    private static AnalyzerTest<UntracedBrokerCall> Test(string source) => new(source);
}
