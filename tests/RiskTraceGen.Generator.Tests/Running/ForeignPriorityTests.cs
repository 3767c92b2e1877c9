using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RiskTraceGen.Generator.Tests;

/// <summary>A library may say which overload comes first, which languages before C# 13 do not ask and frameworks before .NET 9 have no attribute for: a call means on the wrapper what it means on the broker.</summary>
public sealed class ForeignPriorityTests
{
    private const string Library = """
        using System.Runtime.CompilerServices;
        namespace Venues;
        public interface IVenue
        {
            [OverloadResolutionPriority(1)] string Send(object any);
            string Send(string name);
            [OverloadResolutionPriority(1)] string Find(string name);
            string Find(int size);
            [OverloadResolutionPriority(-1)] string this[string name] { get; }
            string this[object any] { get; }
        }

        public class Venue : IVenue
        {
            public string Send(object any) => "object";
            public string Send(string name) => "string";
            public string Find(string name) => "string";
            public string Find(int size) => "int";
            public string this[string name] => "string";
            public string this[object any] => "object";
        }
        """;

    private const string Attribute = """
        namespace System.Runtime.CompilerServices
        {
            [AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
            internal sealed class OverloadResolutionPriorityAttribute(int priority) : Attribute { public int Priority => priority; }
        }
        """;

    private const string Bot = """
        using System.Threading.Tasks;
        using RiskTraceGen;
        using Venues;
        [assembly: BrokerCall(typeof(IVenue), "Send")]
        [assembly: BrokerCall(typeof(IVenue), "Find")]
        public static class Program
        {
            public static Task RunAsync(RiskTracer tracer)
            {
                using (RiskFlow flow = tracer.StartFlow("TEST"))
                {
                    IVenue untraced = new Venue();
                    TracedVenue traced = untraced.Traced(flow);
                    flow.Complete($"{untraced.Send("a")} {untraced.Find("a")} {untraced.Find(1)} {untraced["a"]}, {traced.Send("a")} {traced.Find("a")} {traced.Find(1)} {traced["a"]}");
                }

                return Task.CompletedTask;
            }
        }
        """;

    [Theory]
    [InlineData(LanguageVersion.CSharp10, false, "string string int string")]
    [InlineData(LanguageVersion.CSharp12, false, "string string int string")]
    [InlineData(LanguageVersion.CSharp13, false, "object string int object")]
    [InlineData(LanguageVersion.Latest, false, "object string int object")]
    [InlineData(LanguageVersion.CSharp12, true, "string string int string")]
    [InlineData(LanguageVersion.CSharp13, true, "object string int object")]
    public async Task CallsMeanWhatTheyMeanOnTheBroker(LanguageVersion language, bool isOld, string called)
    {
        Generated library = (Project(isOld, isOld ? [Library, Attribute] : [Library]) with { AssemblyName = "Venues" }).Generate();
        Generated bot = (Project(isOld, Bot) with { Language = language, References = [library.Emit()] }).Generate();

        Assert.Equal($"{called}, {called}", Assert.Single(await TracedProgram.RunAsync(bot, library)).Result);
        Assert.Equal(language < LanguageVersion.CSharp13 || !isOld, bot["Venues.IVenue.Traced.g.cs"].Contains(" Send(string ", StringComparison.Ordinal));
    }

    private static Consumer Project(bool isOld, params string[] sources) => Consumer.Of(sources) with { Framework = isOld ? OldFramework : Net100.References.All };

    // As .NET 8 is, which has no such attribute.
    private static MetadataReference[] OldFramework { get; } =
    [
        .. Net100.ReferenceInfos.All.Select(reference => MetadataReference.CreateFromImage(
            reference.FileName == "System.Runtime.dll"
                ? ForeignMetadata.Renamed([.. reference.ImageBytes], [("OverloadResolutionPriorityAttribute", "SomethingElse")])
                : [.. reference.ImageBytes])),
    ];
}
