using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RiskTraceGen.Generator.Tests;

/// <summary>Generated code compiles without a warning, whatever the consumer's settings are.</summary>
public sealed class CompilingTests
{
    public static TheoryData<LanguageVersion, NullableContextOptions, OutputKind> Settings
    {
        get
        {
            var settings = new TheoryData<LanguageVersion, NullableContextOptions, OutputKind>();
            foreach (LanguageVersion language in new[] { LanguageVersion.CSharp10, LanguageVersion.CSharp12, LanguageVersion.Latest, LanguageVersion.Preview })
                foreach (NullableContextOptions nullable in new[] { NullableContextOptions.Disable, NullableContextOptions.Enable })
                    settings.Add(language, nullable, OutputKind.DynamicallyLinkedLibrary);
            return settings;
        }
    }

    [Theory, MemberData(nameof(Settings))]
    public void EveryShapeCompiles(LanguageVersion language, NullableContextOptions nullable, OutputKind kind)
    {
        // The shapes say nothing about null; where nullability is checked, theirs is not.
        const string Oblivious = "#nullable disable\n";
        Consumer consumer = Consumer.Of(Oblivious + Shapes.Plain, Oblivious + Shapes.Rules, "#nullable enable\n" + Shapes.Annotated) with { Language = language, Nullable = nullable, Kind = kind };
        IReadOnlyList<string> own = [.. consumer.Compile().GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found.Severity == DiagnosticSeverity.Error).Select(found => found.GetMessage())];
        Assert.All(own, message => Assert.Contains("Traced", message));

        Generated generated = consumer.Generate();
        string[] complaints = [.. generated.Complaints.Where(complaint => complaint.Contains(".g.cs", StringComparison.Ordinal) || complaint.Contains("error", StringComparison.Ordinal))];
        Assert.True(complaints.Length == 0, string.Join(Environment.NewLine, complaints));
    }
}
