namespace RiskTraceGen.Analyzers.Hooks;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearestName
{
    private const string Async = "async";

    /// <summary>The candidate with the fewest letters to change, the first of equals; null if none is near: more than a third would have to change.
    /// An <c>Async</c> that was forgotten, or is one too many, counts as one letter.</summary>
    public static string? To(string name, IEnumerable<string> candidates)
    {
        string given = name.ToLowerInvariant();
        string? nearest = null;
        int least = int.MaxValue;
        foreach (string candidate in candidates)
        {
            string other = candidate.ToLowerInvariant();
            int distance = given + Async == other || other + Async == given ? 1 : Distance(given, other);
            if (distance < least && distance <= (Math.Max(name.Length, candidate.Length) + 1) / 3)
                (nearest, least) = (candidate, distance);
        }

        return nearest;
    }

    /// <summary>The Levenshtein distance, row by row.</summary>
    private static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
