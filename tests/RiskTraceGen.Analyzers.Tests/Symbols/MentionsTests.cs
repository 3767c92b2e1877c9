using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>The rules sleep in a program that references the package and uses nothing of it, and in no other.</summary>
public sealed class MentionsTests
{
    private const string Mark = "RiskTraceGen.Mark.g.cs";

    private static readonly MetadataReference Venue = OtherAssembly.Make("Venue", """
        namespace Venue;
        public interface IDesk { [RiskTraceGen.BrokerCall("close")] void Close(); }
        """);

    [Theory]
    [InlineData("class Report { public string Name => nameof(Report); }")]
    [InlineData("using System; class Report { [Obsolete] public void Print() => Console.WriteLine(); }")]
    public void Nothing_is_used(string source) => Assert.False(IsInUse(Compile(source)));

    [Theory]
    [InlineData("global using RiskTraceGen;")]
    [InlineData("global using static RiskTraceGen.RuleResult;")]
    [InlineData("using Call = RiskTraceGen.BrokerCallAttribute; interface IDesk { [Call(\"close\")] void Close(); }")]
    [InlineData("class Desk { object Start(global::RiskTraceGen.RiskTracer tracer) => tracer.StartFlow(\"X\"); }")]
    [InlineData("namespace RiskTraceGen.Tools { class Desk { RiskTracer? tracer; } }")]
    public void Something_is_used(string source) => Assert.True(IsInUse(Compile(source)));

    [Fact]
    public void What_the_generator_adds_to_every_assembly_is_no_use()
    {
        const string text = "[assembly: global::System.Reflection.AssemblyMetadata(\"RiskTraceGen.Generator\", \"1.0\")]";
        Assert.False(IsInUse(Compile("class Report;").AddSyntaxTrees(Parse(text, $"obj/generated/{Mark}"))));
    }

    [Fact]
    public async Task The_broker_of_a_referenced_assembly_needs_no_mention()
    {
        CSharpCompilation program = Compile("class Guard { void Close(Venue.IDesk desk) => desk.Close(); }").AddReferences(Venue);
        Assert.Equal([UntracedBrokerCall.Id], await Reported(program, new UntracedBrokerCall(), EditorConfig.Empty));
    }

    [Fact]
    public async Task An_alias_for_all_files_is_a_mention_in_each_of_them()
    {
        CSharpCompilation program = Compile("global using System; global using Call = RiskTraceGen.BrokerCallAttribute;")
            .AddSyntaxTrees(Parse("interface IDesk { [Call(\"close\")] void Close(); } class Guard { void Close(IDesk desk) => desk.Close(); }", "/Desk.cs"));
        Assert.Equal([UntracedBrokerCall.Id], await Reported(program, new UntracedBrokerCall(), EditorConfig.Empty));
    }

    [Fact]
    public async Task An_sdk_without_any_annotation_needs_no_mention()
    {
        CSharpCompilation program = Compile("namespace Vendor { public class Desk { public void Close() { } } } class Guard { void Close(Vendor.Desk desk) => desk.Close(); }");
        Assert.Equal([UnannotatedBrokerCall.Id], await Reported(program, new UnannotatedBrokerCall(), new EditorConfig("risktrace_broker_types = Vendor.*")));
    }

    [Fact]
    public void Without_the_package_nothing_is_known()
        => Assert.Null(KnownSymbols.Of(CSharpCompilation.Create("Program", [Parse("class Report;", "/Program.cs")], Basic.Reference.Assemblies.Net100.References.All)));

    [Fact]
    public void A_type_of_two_references_is_known()
        => Assert.Equal("HookSet", KnownSymbols.Of(Compile("").AddReferences(OtherAssembly.Make("Copy", "namespace RiskTraceGen { public class HookSet { } }")))!.HookSet?.Name);

    private static bool IsInUse(CSharpCompilation compilation) => KnownSymbols.Of(compilation)!.IsInUse;

    private static async Task<IEnumerable<string>> Reported(CSharpCompilation program, DiagnosticAnalyzer analyzer, EditorConfig config)
    {
        ImmutableArray<Diagnostic> reported = await program.WithAnalyzers([analyzer], new AnalyzerOptions([], config.Options)).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return reported.Select(found => found.Id);
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, path: path, cancellationToken: TestContext.Current.CancellationToken);

    private static CSharpCompilation Compile(string source)
        => CSharpCompilation.Create(
            "Program",
            [Parse(source, "/Program.cs")],
            [.. Basic.Reference.Assemblies.Net100.References.All, Package.Reference],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
}
