using System.IO.Compression;
using TradingBot.Domain;

namespace TradingBot.Replay;

/// <summary>Finds the market data in the files that the user named.</summary>
public static class LeanInputs
{
    /// <summary>The CSVs in <paramref name="paths"/>, zip or csv. Files inside a zip that are no futures data are left alone.</summary>
    public static IReadOnlyList<LeanSource> Find(IEnumerable<string> paths)
    {
        var sources = new List<LeanSource>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            if (Directory.Exists(path))
                throw new ReplayInputException(path, null, "is a folder", "a zip or csv file; name the files, as in folder/*.zip");
            if (!File.Exists(path))
                throw new ReplayInputException(path, null, "does not exist", "a zip or csv file in LEAN's futures format");
            if (!seen.Add(Path.GetFullPath(path)))
                throw new ReplayInputException(path, null, "is given twice", "each file once");

            sources.AddRange(Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".zip" => InZip(path),
                ".csv" => [InCsv(path)],
                _ => throw new ReplayInputException(path, null, "is neither a zip nor a csv", "a zip or csv file in LEAN's futures format"),
            });
        }

        return sources;
    }

    private static LeanSource InCsv(string path)
    {
        if (!LeanFileName.TryParse(Path.GetFileName(path), out LeanFileName? name))
            throw new ReplayInputException(path, null, "its name does not say what it holds", LeanFileName.Example);
        return Source(path, null, name);
    }

    private static List<LeanSource> InZip(string path)
    {
        var sources = new List<LeanSource>();
        var entries = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string entry in EntryNames(path))
        {
            if (!LeanFileName.TryParse(Path.GetFileName(entry), out LeanFileName? name))
                continue;

            // Replaying both would double every trade, and which of them to leave out the bot cannot know.
            if (!entries.TryAdd(Path.GetFileName(entry), entry))
                throw new ReplayInputException(
                    path, null, $"holds the same csv twice: {entries[Path.GetFileName(entry)]} and {entry}", "each csv once, whatever its folder");
            sources.Add(Source(path, entry, name));
        }

        if (sources.Count == 0)
            throw new ReplayInputException(path, null, "holds no futures data that the bot can replay", $"csv files inside with {LeanFileName.Example}");
        return sources;
    }

    private static List<string> EntryNames(string path)
    {
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            return [.. archive.Entries.Select(entry => entry.FullName)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ReplayInputException(path, null, $"cannot be opened: {exception.Message.TrimEnd('.')}", "an undamaged zip", exception);
        }
    }

    private static LeanSource Source(string path, string? entry, LeanFileName name)
    {
        if (FuturesProduct.Find(name.Root) is { } product)
            return new LeanSource(path, entry, name, FuturesContract.Of(product, name.Expiry));

        string known = string.Join(", ", FuturesProduct.All.Select(candidate => candidate.Root));
        throw new ReplayInputException(entry is null ? path : $"{path} ({entry})", null, $"the bot does not know the product {name.Root}", $"one of {known}");
    }
}
