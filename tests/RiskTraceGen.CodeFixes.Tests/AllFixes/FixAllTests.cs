using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Testing;
using RiskTraceGen.Analyzers.Tests;
using RiskTraceGen.CodeFixes.Tracing;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>Fix All over a solution of two projects with two documents each.</summary>
public sealed class FixAllTests
{
    [Fact]
    public Task One_local_for_each_method_in_all_documents_and_projects() => Solution<IntroduceTracedLocal>(
        """
        public class {0}
        {{
            void Run(ITradingSuite suite, RiskFlow flow)
            {{
                suite.[|CancelAll|]();
                suite.[|CancelAll|]();
            }}
        }}
        """,
        """
        public class {0}
        {{
            void Run(ITradingSuite suite, RiskFlow flow)
            {{
                var tracedSuite = suite.Traced(flow);
                tracedSuite.CancelAll();
                tracedSuite.CancelAll();
            }}
        }}
        """);

    [Fact]
    public Task Methods_that_pass_their_broker_on_change_together() => Solution<TakeTracedWrapper>(
        """
        public class {0}
        {{
            void Run(ITradingSuite suite, RiskFlow flow)
            {{
                suite.[|CancelAll|]();
                Cancel(suite);
            }}

            static void Cancel(ITradingSuite suite)
            {{
                suite.[|CancelAll|]();
            }}
        }}
        """,
        // One at a time, the first method cannot change: it passes its broker to one that has not changed yet.
        """
        public class {0}
        {{
            void Run(ITradingSuite suite, RiskFlow flow)
            {{
                suite.[|CancelAll|]();
                Cancel(suite.Traced(flow));
            }}

            static void Cancel(TracedTradingSuite suite)
            {{
                suite.CancelAll();
            }}
        }}
        """,
        """
        public class {0}
        {{
            void Run(TracedTradingSuite suite, RiskFlow flow)
            {{
                suite.CancelAll();
                Cancel(suite);
            }}

            static void Cancel(TracedTradingSuite suite)
            {{
                suite.CancelAll();
            }}
        }}
        """);

    [Fact]
    public Task A_caller_in_another_project_passes_the_wrapper()
    {
        CodeFixTest<TakeTracedWrapper> test = new(
            "namespace Core; public static class Guard { public static void Cancel(ITradingSuite suite) => suite.[|CancelAll|](); }",
            "namespace Core; public static class Guard { public static void Cancel(TracedTradingSuite suite) => suite.CancelAll(); }");
        foreach ((SolutionState state, string argument) in new[] { (test.TestState, "suite"), (test.FixedState, "suite.Traced(flow)") })
        {
            ProjectState other = Other(state, "App");
            other.AdditionalProjectReferences.Add("TestProject");
            other.Sources.Add(("/App/Usings.cs", Bot.Usings));
            other.Sources.Add(("/App/App.cs", $"class App {{ void Run(ITradingSuite suite, RiskFlow flow) => Core.Guard.Cancel({argument}); }}"));
        }

        return test.RunAsync();
    }

    private static Task Solution<TFix>(string before, string after, string? afterAll = null)
        where TFix : CodeFixProvider, new()
    {
        CodeFixTest<TFix> test = new();
        Fill(test.TestState, before);
        Fill(test.FixedState, after);
        if (afterAll is not null)
        {
            test.FixedState.MarkupHandling = MarkupMode.Allow;
            test.BatchFixedState.Sources.Add(("Usings.cs", Bot.Usings));
            test.BatchFixedState.Sources.Add(("Broker.cs", Bot.Broker));
            test.BatchFixedState.Sources.Add(("Wrapper.cs", Bot.Wrapper));
            Fill(test.BatchFixedState, afterAll);
        }

        return test.RunAsync();
    }

    private static void Fill(SolutionState state, string source)
    {
        state.Sources.Add(("/0/A.cs", string.Format(null, source, "A")));
        state.Sources.Add(("/0/B.cs", string.Format(null, source, "B")));
        ProjectState other = Other(state, "Other");
        other.Sources.Add(("/Other/Usings.cs", Bot.Usings));
        other.Sources.Add(("/Other/Broker.cs", Bot.Broker));
        other.Sources.Add(("/Other/Wrapper.cs", Bot.Wrapper));
        other.Sources.Add(("/Other/C.cs", string.Format(null, source, "C")));
        other.Sources.Add(("/Other/D.cs", string.Format(null, source, "D")));
    }

    private static ProjectState Other(SolutionState state, string name)
    {
        ProjectState project = state.AdditionalProjects[name];
        project.DocumentationMode = Microsoft.CodeAnalysis.DocumentationMode.Parse;
        project.AdditionalReferences.AddRange(Basic.Reference.Assemblies.Net100.References.All);
        project.AdditionalReferences.Add(Package.Reference);
        return project;
    }
}
