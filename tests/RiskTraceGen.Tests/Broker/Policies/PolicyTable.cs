namespace RiskTraceGen.Tests;

/// <summary>The table of docs/broker-calls.md: what happens, for each outcome and each policy.</summary>
public sealed class PolicyTable
{
    private const string Page = "broker-calls.md";

    public static TheoryData<string> Rows => [.. Lines()];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task EveryRowIsWhatHappens(string row)
    {
        (PolicyCase call, PolicyBehaviour expected) = Read(row);
        await using var bench = new PolicyBench();
        PolicyBehaviour[] came = await bench.RunAsync([(call, Throws: true), (call, Throws: false)]);

        Assert.All(came, behaviour => Assert.Equal(expected, behaviour));
    }

    [Fact]
    public void EveryBehaviourOfOneAndTwoAttemptsHasARow()
    {
        var rows = Lines().Select(line => Read(line).Behaviour).ToHashSet();
        Assert.All(PolicyModel.Cases(maxRetries: 1).Select(PolicyModel.Of).Distinct(), behaviour => Assert.Contains(behaviour, rows));
    }

    // Rows have eight cells; those of heads say so themselves.
    private static IEnumerable<string> Lines() => File.ReadLines(Path.Combine(AppContext.BaseDirectory, Page))
        .Where(static line => line.StartsWith("| ", StringComparison.Ordinal) && line.Count(static c => c == '|') == 9 && !line.StartsWith("| Answers", StringComparison.Ordinal));

    private static (PolicyCase Case, PolicyBehaviour Behaviour) Read(string row)
    {
        string[] cells = row.Trim('|').Split('|', StringSplitOptions.TrimEntries);
        var settings = cells[1].Split(", ").Where(static setting => setting != "–").ToList();
        string? retries = settings.Find(static setting => setting.StartsWith("Retries = ", StringComparison.Ordinal));
        string? cancelled = settings.Find(static setting => setting.StartsWith("cancelled ", StringComparison.Ordinal));
        var call = new PolicyCase(
            cells[0].Split(", "), settings.Remove("Idempotent"), settings.Remove("RetryAmbiguous"), settings.Remove("FallbackOnAmbiguous"),
            retries is null ? 0 : int.Parse(retries["Retries = ".Length..], System.Globalization.CultureInfo.InvariantCulture), cells[2], cells[3], cancelled?.Split(' ')[1] ?? "");
        Assert.All(settings, setting => Assert.True(setting == retries || setting == cancelled, $"'{setting}' is no setting"));
        return (call, new PolicyBehaviour(cells[4], cells[5], cells[6], cells[7] switch { "yes" => true, "no" => false, var other => throw new FormatException(other) }));
    }
}
