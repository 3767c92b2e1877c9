using RiskTraceGen.Analyzers.Calls;
using RiskTraceGen.CodeFixes.Calls;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The fix of RTG0404.</summary>
public sealed class CorrectSubstituteTests
{
    [Fact]
    public Task Writes_the_nearest_name_of_a_method_that_fits() => Test("""
        [assembly: [|BrokerCall(typeof(IVenue), "Open", Fallback = "OpenLatr")|]]

        public interface IVenue
        {
            bool Open(int order);
            bool OpenLater(int order, CancellationToken cancellationToken);
            bool OpenLate();
        }

        public interface IDesk
        {
            [[|BrokerCall("close", Retries = 1, Fallback = /* else */ "FlattenByMarket")|]] // first
            Task<bool> CloseAsync(string contract);

            [[|BrokerCall("log_in", Fallback = "LogIn2")|]]
            Task<bool> LogInAsync(int user);

            [[|[|BrokerCall("place", Fallback = "PlaceAgian", Reconcile = "FindAsnc")|]|]]
            Task PlaceAsync(string contract);

            Task<bool> LogIn2Async(int user);
            Task<bool> FlattenByMarketAsync(string contract);
            void FlattenByMarke();
            Task PlaceAgain(string contract);
            Task<CallOutcome> FindAsync(string contract);
        }
        """, """
        [assembly: BrokerCall(typeof(IVenue), "Open", Fallback = "OpenLater")]

        public interface IVenue
        {
            bool Open(int order);
            bool OpenLater(int order, CancellationToken cancellationToken);
            bool OpenLate();
        }

        public interface IDesk
        {
            [BrokerCall("close", Retries = 1, Fallback = /* else */ "FlattenByMarketAsync")] // first
            Task<bool> CloseAsync(string contract);

            [BrokerCall("log_in", Fallback = "LogIn2Async")]
            Task<bool> LogInAsync(int user);

            [BrokerCall("place", Fallback = "PlaceAgain", Reconcile = "FindAsync")]
            Task PlaceAsync(string contract);

            Task<bool> LogIn2Async(int user);
            Task<bool> FlattenByMarketAsync(string contract);
            void FlattenByMarke();
            Task PlaceAgain(string contract);
            Task<CallOutcome> FindAsync(string contract);
        }
        """);

    [Theory]
    [InlineData("[[|BrokerCall(\"close\", Fallback = \"Flaten\")|]] bool Close(int order); void Flatten(int order);")] // does not fit
    [InlineData("[[|BrokerCall(\"close\", Fallback = \"Telephone\")|]] bool Close(int order); bool Flatten(int order);")] // is not near
    [InlineData("[[|BrokerCall(\"close\", Fallback = nameof(Flatten))|]] bool Close(int order); void Flatten(int order); bool Flattens(int order);")] // names another on purpose
    public Task Is_not_offered(string members) => Test($"public interface IDesk {{ {members} }}", $"public interface IDesk {{ {members} }}");

    private static Task Test(string before, string after) => new CodeFixTest<UnusableSubstitute, CorrectSubstitute>(before, after).RunAsync();
}
