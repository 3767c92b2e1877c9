using System.IO.Compression;
using TradingBot.Domain;

namespace TradingBot.Replay;

/// <summary>One CSV of one contract and one day: a file of its own, or an entry of a zip.</summary>
public sealed class LeanSource(string path, string? entry, LeanFileName name, FuturesContract contract)
{
    /// <summary>For messages: the file as the user named it, and the entry within it.</summary>
    public string Display { get; } = entry is null ? path : $"{path} ({entry})";

    /// <summary>The path that the user gave.</summary>
    public string Path => path;

    /// <summary>Day, product, kind and expiry.</summary>
    public LeanFileName Name => name;

    /// <summary>What it holds prices of.</summary>
    public FuturesContract Contract => contract;

    /// <summary>
    /// Its good lines, in the order of time. A bad one ends the reading with a <see cref="ReplayInputException"/>,
    /// unless <paramref name="onBadLine"/> takes it. It stops between two lines, good or bad.
    /// </summary>
    public IEnumerable<LeanRecord> Read(Action<ReplayInputException>? onBadLine, CancellationToken cancellationToken)
    {
        using Stream stream = Open();
        using var reader = new BoundedLineReader(stream);
        TimeSpan latest = TimeSpan.Zero;
        while (TryReadLine(reader, out string line))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (string.IsNullOrWhiteSpace(line))
                continue;

            if (Problem(line, reader.IsTooLong, latest, out LeanRecord record) is var (problem, expected))
            {
                var exception = new ReplayInputException(Display, reader.LineNumber, problem, expected);
                if (onBadLine is null)
                    throw exception;
                onBadLine(exception);
                continue;
            }

            latest = record.TimeOfDay;
            yield return record;
        }
    }

    private (string Problem, string Expected)? Problem(string line, bool isTooLong, TimeSpan latest, out LeanRecord record)
    {
        record = default;
        if (isTooLong)
            return ($"the line is longer than {BoundedLineReader.MaxLength} characters", LeanLineParser.Expected(name.Kind));
        if (LeanLineParser.Parse(line, name.Kind, out record) is { } problem)
            return (problem, LeanLineParser.Expected(name.Kind));
        return record.TimeOfDay < latest
            ? ($"time {record.TimeOfDay.TotalMilliseconds:0.####} comes after {latest.TotalMilliseconds:0.####}, so the lines are out of order",
                "each line at the time of the line before it or later")
            : null;
    }

    private Stream Open()
    {
        try
        {
            return entry is null ? File.OpenRead(path) : ZipEntryStream.Open(path, entry);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
        {
            throw Unreadable(exception);
        }
    }

    private bool TryReadLine(BoundedLineReader reader, out string line)
    {
        try
        {
            bool any = reader.TryRead(out string? read);
            line = read ?? "";
            return any;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or NotSupportedException)
        {
            throw Unreadable(exception);
        }
    }

    private ReplayInputException Unreadable(Exception exception) => new(
        Display,
        line: null,
        $"cannot be read: {exception.Message.TrimEnd('.')}",
        entry is null ? "a readable csv file" : "an undamaged zip",
        exception);
}
