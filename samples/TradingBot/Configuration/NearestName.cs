namespace TradingBot.Configuration;

/// <summary>What somebody may have meant who wrote a name that there is not.</summary>
public static class NearestName
{
    /// <summary>The name that differs in the fewest letters, whatever their case; null if every one differs in more than a third of what was written.</summary>
    /// <param name="written">What was written.</param>
    /// <param name="names">What there is.</param>
    public static string? Of(string written, IEnumerable<string> names)
        => names.Select(name => (Name: name, Distance: Distance(written.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(candidate => candidate.Distance <= (written.Length + 1) / 3)
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();

    /// <summary>How many letters have to be added, taken away or changed.</summary>
    private static int Distance(string one, string other)
    {
        int[] row = [.. Enumerable.Range(0, other.Length + 1)];
        for (int i = 0; i < one.Length; i++)
        {
            int diagonal = row[0]++;
            for (int j = 0; j < other.Length; j++)
            {
                int changed = diagonal + (one[i] == other[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(changed, Math.Min(diagonal, row[j]) + 1);
            }
        }

        return row[^1];
    }
}
