using Microsoft.CodeAnalysis.CSharp;

namespace RiskTraceGen.Generator.Tests;

/// <summary>A library may say what the language of whoever uses it cannot: wrappers are written in that language.</summary>
public sealed class LanguageVersionTests
{
    private const string Library = """
        using System;
        namespace Venues;
        public interface IDesk<T> where T : allows ref struct { void Hold(scoped T value); }
        public interface IVenue
        {
            string Plain(int size);
            string Any<T>(T value) where T : allows ref struct;
            string Scoped<T>(scoped T value) where T : notnull, allows ref struct;
            string Read(ref readonly int size);
            string Limits(in int size, scoped in long value);
        }

        public class Venue : IVenue, IDesk<string>
        {
            public string Plain(int size) => $"plain {size}";
            public string Any<T>(T value) where T : allows ref struct => "any";
            public string Scoped<T>(scoped T value) where T : notnull, allows ref struct => "scoped";
            public string Read(ref readonly int size) => $"read {size}";
            public string Limits(in int size, scoped in long value) => $"limits {size}";
            public void Hold(string value) { }
        }
        """;

    private const string Bot = """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using RiskTraceGen;
        using Venues;
        [assembly: BrokerCall(typeof(IVenue), "Plain")]
        [assembly: BrokerCall(typeof(IVenue), "Any")]
        [assembly: BrokerCall(typeof(IVenue), "Scoped")]
        [assembly: BrokerCall(typeof(IVenue), "Limits")]
        [assembly: BrokerCall(typeof(IEnumerable<>), "GetEnumerator")]
        [assembly: BrokerCall(typeof(System.Collections.Concurrent.ConcurrentDictionary<,>), "GetOrAdd")]
        public interface IOwnDesk : IDesk<string> { [BrokerCall("own")] void Own(); }
        public class Book : Dictionary<string, int> { [BrokerCall("place")] public string Place(int size) => $"place {size}"; }
        public static class Program
        {
            public static Task RunAsync(RiskTracer tracer)
            {
                using (RiskFlow flow = tracer.StartFlow("TEST"))
                {
                    TracedVenue venue = ((IVenue)new Venue()).Traced(flow);
                    flow.Complete($"{venue.Plain(1)}, {venue.Any(2)}, {venue.Scoped("3")}, {venue.Limits(4, 5)}, {new Book().Traced(flow).Place(6)}");
                }

                return Task.CompletedTask;
            }
        }
        """;

    [Theory]
    [InlineData(LanguageVersion.CSharp10, false)]
    [InlineData(LanguageVersion.CSharp11, false)]
    [InlineData(LanguageVersion.CSharp12, true)]
    [InlineData(LanguageVersion.CSharp13, true)]
    [InlineData(LanguageVersion.Latest, true)]
    public async Task WrappersAreWrittenInIt(LanguageVersion language, bool canPassReadOnlyReferences)
    {
        Generated library = (Consumer.Of(Library) with { AssemblyName = "Venues" }).Generate();
        Generated bot = (Consumer.Of(Bot) with { Language = language, References = [library.Emit()] }).Generate();

        FlowTrace flow = Assert.Single(await TracedProgram.RunAsync(bot, library));
        Assert.Equal("plain 1, any, scoped, limits 4, place 6", flow.Result);
        Assert.Equal(canPassReadOnlyReferences, bot["Venues.IVenue.Traced.g.cs"].Contains(" Read(", StringComparison.Ordinal));
        Assert.Equal(language >= LanguageVersion.CSharp13, bot["Venues.IVenue.Traced.g.cs"].Contains("allows ref struct", StringComparison.Ordinal));
        Assert.Contains(" Hold(string value)", bot["IOwnDesk.Traced.g.cs"]);
    }
}
