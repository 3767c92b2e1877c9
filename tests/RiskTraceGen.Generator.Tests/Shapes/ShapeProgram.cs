using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RiskTraceGen.Generator.Tests;

/// <summary>All shapes in one program, compiled once.</summary>
internal sealed class ShapeProgram
{
    public static readonly Lazy<ShapeProgram> Instance = new(() => new ShapeProgram());

    private readonly Lazy<Assembly> _assembly;
    private readonly Lazy<IReadOnlyList<string>> _complaints;

    private ShapeProgram()
    {
        Consumer consumer = Consumer.Of([.. BrokerShapes.All.Select(shape => shape.Source)]) with { Language = LanguageVersion.Preview, AssemblyName = "Shapes", AllowsUnsafe = true };
        GeneratedProgram = consumer.Generate();
        _complaints = new Lazy<IReadOnlyList<string>>(() => GeneratedProgram.Complaints);
        _assembly = new Lazy<Assembly>(() => new AssemblyLoadContext(nameof(ShapeProgram)).LoadFromStream(new MemoryStream([.. GeneratedProgram.Image()])));
    }

    public Generated GeneratedProgram { get; }

    /// <summary>What the compiler says of a shape: every error, and every warning about generated code.</summary>
    public IReadOnlyList<string> ComplaintsAbout(BrokerShape shape)
        => [.. _complaints.Value.Where(complaint => complaint.Contains($"Shapes.{shape.Name}.", StringComparison.Ordinal)
            || complaint.Contains($"Source{Array.IndexOf(BrokerShapes.All, shape)}.cs(", StringComparison.Ordinal) && complaint.Contains("error", StringComparison.Ordinal))];

    public Type TypeOf(BrokerShape shape, string name) => _assembly.Value.GetType($"Shapes.{shape.Name}.{name}", throwOnError: true)!;
}
