using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>What a search from a call <c>Start()</c> passes, and how often: the conditions of a long function have more combinations than anybody can wait for.</summary>
public sealed class PathsTests
{
    private const int AFew = 4;

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(100)]
    public void Conditions_in_a_row_are_passed_a_few_times_however_many_there_are(int conditions)
        => AssertCost($"while (true) {{ {Row(conditions, i => $"if (n == {i}) Alert(); else if (n > {i}) Close(); if (n < {i}) Close();")} Start(); {Row(conditions, i => $"if (n == -{i}) Alert(); else if (n > -{i}) Close();")} }}");

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(100)]
    public void Conditions_that_a_path_forgets_one_after_the_other_cost_no_more(int conditions)
        => AssertCost($"{Row(conditions, i => $"bool f{i} = n > {i};")} while (true) {{ Start(); {Row(conditions, i => $"if (f{i}) continue;")} {Row(conditions, i => $"if (n == {i}) f{i} = n < 0; else if (!f{i}) Close();")} }}");

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(30)]
    public void Ways_through_an_exception_cost_no_more(int attempts)
        => AssertCost($"while (true) {{ Start(); {Row(attempts, i => $"try {{ if (n == {i}) Alert(); Close(); }} catch (TimeoutException) {{ Alert(); }} finally {{ if (n < {i}) Close(); }}")} }}");

    [Theory]
    [InlineData("if (n == 0) Start(); if (n == 0) Alert(); else Close();", false)]
    [InlineData("if (n == 0) Start(); if (n == 1) Alert(); if (n == 0) Alert(); else Close();", false)] // where paths meet, both know it
    [InlineData("if (n == 0) Start(); if (n == 1) n = 2; if (n == 0) Alert(); else Close();", true)] // one does not know it any more
    [InlineData("bool on = true; while (on) { if (n == 0) Close(); Start(); if (n == 1) { on = false; } else { on = false; } }", false)]
    [InlineData("bool on = true; while (on) { if (n == 0) Close(); Start(); if (n == 1) { on = false; } else { on = n > 3; } }", true)]
    [InlineData("bool on = true; while (on) { if (n == 0) Close(); Start(); if (n == 1) { on = false; } else { on = true; } }", true)] // each knows another thing
    [InlineData("Start(); if (n == 0) return; if (n == 0) Close();", false)]
    [InlineData("try { Start(); if (n == 0) return; Alert(); } finally { if (n == 0) Close(); }", true)]
    [InlineData("Alert(); void Later() { Start(); Close(); }", true)]
    [InlineData("Action later = () => Start(); Close();", false)]
    [InlineData("Alert(); Close();", false)]
    public void What_all_paths_to_a_place_know_is_known_there(string statements, bool isReached)
        => Assert.Equal(isReached, From(statements).Any(operation => operation is IInvocationOperation { TargetMethod.Name: "Close" }));

    private static void AssertCost(string statements)
    {
        ILookup<SyntaxNode, IOperation> passed = From(statements).ToLookup(operation => operation.Syntax);
        Assert.NotEmpty(passed);
        Assert.All(passed, operations => Assert.InRange(operations.GroupBy(operation => operation, ReferenceEqualityComparer.Instance).Max(times => times.Count()), 1, AFew));
    }

    private static string Row(int count, Func<int, string> statement) => string.Join("\n", Enumerable.Range(1, count).Select(statement));

    private static IEnumerable<IOperation> From(string statements)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            $"using System; class Guard {{ void Run(int n) {{ {statements} }} void Start() {{ }} void Alert() {{ }} void Close() {{ }} }}",
            cancellationToken: TestContext.Current.CancellationToken);
        SemanticModel model = CSharpCompilation.Create("Program", [tree], Basic.Reference.Assemblies.Net100.References.All).GetSemanticModel(tree);
        MethodDeclarationSyntax run = tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<MethodDeclarationSyntax>().First();
        ControlFlowGraph graph = ControlFlowGraph.Create(run, model, TestContext.Current.CancellationToken)!;
        IOperation? start = run.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => call.ToString() == "Start()").Select(call => model.GetOperation(call)).FirstOrDefault();
        return start is null ? [] : Paths.Of(graph, TestContext.Current.CancellationToken).SelectMany(paths => paths.From(start));
    }
}
