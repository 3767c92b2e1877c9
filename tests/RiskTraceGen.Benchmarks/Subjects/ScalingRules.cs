using System.Reflection;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RiskTraceGen.Benchmarks.Compiler;

namespace RiskTraceGen.Benchmarks.Subjects;

/// <summary>An event that wakes any number of rules, each a class as a user writes it: compiled here, with what the generator makes of it.</summary>
internal static class ScalingRules
{
    /// <summary>The tracer's dispatch of one event to so many rules, all of which pass.</summary>
    /// <exception cref="InvalidOperationException">The rules do not compile.</exception>
    public static Func<long> Dispatch(RiskTracer tracer, int rules)
        => Compile(rules).GetType("Scaling.Dispatch", throwOnError: true)!.GetMethod("Through")!.CreateDelegate<Func<RiskTracer, Func<long>>>()(tracer);

    private static Assembly Compile(int rules)
    {
        IReadOnlyList<ISourceGenerator> generators = ExtensionFolder.Generators("Generators/RiskTraceGen");
        CSharpParseOptions language = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);
        CSharpCompilation source = CSharpCompilation.Create(
            $"Scaling{rules}",
            [CSharpSyntaxTree.ParseText(Source(rules), language)],
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(RiskTracer).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create(generators, parseOptions: language).RunGeneratorsAndUpdateCompilation(source, out Compilation whole, out _);

        using var image = new MemoryStream();
        if (whole.Emit(image).Diagnostics.FirstOrDefault(static found => found.Severity == DiagnosticSeverity.Error) is { } error)
            throw new InvalidOperationException(error.ToString());
        return Assembly.Load(image.ToArray());
    }

    // Rules of the kinds that stand in Rules.cs.
    private static string Source(int rules) => $$"""
        using System;
        using System.Threading.Tasks;
        using RiskTraceGen;

        namespace Scaling;

        public readonly record struct PriceChanged(string ContractId, decimal Price, int Size);

        {{string.Join('\n', Enumerable.Range(0, rules).Select(Rule))}}

        public static class Dispatch
        {
            public static Func<long> Through(RiskTracer tracer)
            {
                RiskDispatcher dispatcher = Scaling{{rules}}.RiskTracing.Module.CreateDispatcher(tracer, static _ => null);
                return () => dispatcher.DispatchAsync(new PriceChanged("CON.F.US.MNQ.Z25", 21_345.25m, 3)).Result.Count;
            }
        }
        """;

    private static string Rule(int rule) => $$"""
        [RiskRule("rule_{{rule}}")]
        public sealed class Rule{{rule}}
        {
            {{(rule % 2 == 0
                ? "public RuleResult Check(PriceChanged change, RiskFlow flow) => flow.Exceeds(\"Size check\", change.Size, 10) ? RuleResult.Breach(\"size\") : RuleResult.Pass;"
                : "public ValueTask<RuleResult> CheckAsync(PriceChanged change, RiskFlow flow) => new(flow.FallsBelow(\"Price floor\", change.Price, 1m) ? RuleResult.Breach(\"price\") : RuleResult.Pass);")}}
        }
        """;
}
