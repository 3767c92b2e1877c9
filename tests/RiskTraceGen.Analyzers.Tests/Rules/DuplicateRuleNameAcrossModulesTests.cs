using Microsoft.CodeAnalysis;
using RiskTraceGen.Analyzers.Rules;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>RTG0302 where a program is put together: rules of referenced modules count there, and nowhere else.</summary>
public sealed class DuplicateRuleNameAcrossModulesTests
{
    private const string Own = """[[|RiskRule("max_contracts")|]] class Own { }""";
    private const string OwnUnmarked = """[RiskRule("max_contracts")] class Own { }""";
    private const string Main = "static class Program { static void Main() { } }";

    [Theory]
    [InlineData("public class Limit { }")]
    [InlineData("internal class Limit { }")]
    [InlineData("public class Outer { [RiskTraceGen.RiskRule(\"other\")] internal class Limit { } }")]
    public Task Reports_the_programs_rule_and_names_that_of_the_module(string limit)
    {
        AnalyzerTest<DuplicateRuleName> test = new("""[{|#0:RiskRule("max_contracts")|}] class Own { }""", Main);
        test.References(Module("Desk", limit)).Executable().ExpectedDiagnostics.Add(AnalyzerTest<DuplicateRuleName>.Reported().WithLocation(0)
            .WithMessage($"The rule name 'max_contracts' of 'Own' is taken by '{(limit.Contains("Outer", StringComparison.Ordinal) ? "Outer" : "Limit")}' of the assembly 'Desk'; a trace could not tell them apart"));
        return test.RunAsync();
    }

    [Fact]
    public Task Names_of_two_rules_of_a_module_the_first_by_name()
    {
        AnalyzerTest<DuplicateRuleName> test = new("""[{|#0:RiskRule("max_contracts")|}] class Own { }""", Main);
        test.References(Module("Desk", "public class Limit { } [RiskTraceGen.RiskRule(\"max_contracts\")] public class Cap { }")).Executable()
            .ExpectedDiagnostics.Add(AnalyzerTest<DuplicateRuleName>.Reported().WithLocation(0).WithArguments("max_contracts", "'Own'", "'Cap' of the assembly 'Desk'"));
        return test.RunAsync();
    }

    [Fact]
    public Task Reports_the_later_rule_of_the_program_against_the_first()
        => new AnalyzerTest<DuplicateRuleName>(Own, """[[|RiskRule("max_contracts")|]] class Second { }""", Main).References(Module("Desk")).Executable().RunAsync();

    [Theory]
    [InlineData(Main)]
    [InlineData("Console.WriteLine();")]
    [InlineData("static class Program { static Task Main() => Task.CompletedTask; }")]
    public Task Reports_two_modules_without_a_place(string program)
    {
        AnalyzerTest<DuplicateRuleName> test = new(program, "class Unrelated { }");
        test.References(Module("Risk")).References(Module("Desk", "public class Cap { }")).Executable().ExpectedDiagnostics.Add(AnalyzerTest<DuplicateRuleName>.Reported()
            .WithMessage("The rule name 'max_contracts' of 'Limit' of the assembly 'Risk' is taken by 'Cap' of the assembly 'Desk'; a trace could not tell them apart"));
        return test.RunAsync();
    }

    [Fact]
    public Task Reports_every_further_module_against_the_first()
    {
        AnalyzerTest<DuplicateRuleName> test = new(Main);
        test.References(Module("Risk")).References(Module("Desk")).References(Module("Night")).Executable();
        foreach (string other in new[] { "Night", "Risk" })
            test.ExpectedDiagnostics.Add(AnalyzerTest<DuplicateRuleName>.Reported().WithArguments("max_contracts", $"'Limit' of the assembly '{other}'", "'Limit' of the assembly 'Desk'"));
        return test.RunAsync();
    }

    [Fact]
    public Task A_global_config_suppresses_what_has_no_place()
        => new AnalyzerTest<DuplicateRuleName>(Main).References(Module("Desk")).References(Module("Risk")).Executable()
            .GlobalConfig("dotnet_diagnostic.RTG0302.severity = none").RunAsync();

    [Fact]
    public Task An_editorconfig_for_all_files_suppresses_what_has_no_place()
        => new AnalyzerTest<DuplicateRuleName>(Main).References(Module("Desk")).References(Module("Risk")).Executable()
            .EditorConfig("dotnet_diagnostic.RTG0302.severity = none").RunAsync();

    [Fact]
    public Task An_editorconfig_for_files_gives_no_severity_to_what_has_no_place()
    {
        AnalyzerTest<DuplicateRuleName> test = new(Main);
        test.References(Module("Desk")).References(Module("Risk")).Executable().EditorConfig("dotnet_diagnostic.RTG0302.severity = warning")
            .ExpectedDiagnostics.Add(AnalyzerTest<DuplicateRuleName>.Reported().WithArguments("max_contracts", "'Limit' of the assembly 'Risk'", "'Limit' of the assembly 'Desk'"));
        return test.RunAsync();
    }

    [Fact]
    public Task Stays_silent_in_libraries()
        => new AnalyzerTest<DuplicateRuleName>(OwnUnmarked).References(Module("Desk")).References(Module("Risk")).RunAsync();

    [Fact]
    public Task Stays_silent_in_test_projects()
        => new AnalyzerTest<DuplicateRuleName>(OwnUnmarked, Main).References(Module("Desk")).References(Module("Risk")).Executable()
            .GlobalConfig("build_property.IsTestProject = true").RunAsync();

    [Fact]
    public Task Stays_silent_on_an_assembly_without_a_module()
        => new AnalyzerTest<DuplicateRuleName>(OwnUnmarked, Main).References(OtherAssembly.Make("Desk", Rule("public class Limit { }"))).Executable().RunAsync();

    [Fact]
    public Task Stays_silent_on_two_of_one_name_in_one_module()
        => new AnalyzerTest<DuplicateRuleName>(Main).References(Module("Desk", "public class Limit { } [RiskTraceGen.RiskRule(\"max_contracts\")] public class Again { }")).Executable().RunAsync();

    [Fact]
    public Task Stays_silent_on_names_of_modules_that_differ_in_case()
        => new AnalyzerTest<DuplicateRuleName>("""[RiskRule("Max_Contracts")] class Own { }""", Main).References(Module("Desk")).Executable().RunAsync();

    [Fact]
    public Task A_program_without_an_entry_point_is_survived()
        => new AnalyzerTest<DuplicateRuleName>("class Program { }").References(Module("Desk")).References(Module("Risk")).Executable().Broken().RunAsync();

    private static MetadataReference Module(string name, string limit = "public class Limit { }") => OtherAssembly.Make(name, $$"""
        [assembly: RiskTraceGen.RiskModule(typeof({{name}}Module))]
        public class {{name}}Module { }
        {{Rule(limit)}}
        """);

    private static string Rule(string type) => $"""[RiskTraceGen.RiskRule("max_contracts")] {type}""";
}
