using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RiskTraceGen;

/// <summary>A journal's directory, for reading: of a program that runs, or of one that does not. Nothing in it is changed.</summary>
internal sealed class JournalDirectory
{
    private JournalDirectory(string path) => Path = path;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>The segments that are there, by position. <see cref="Refresh"/> looks again.</summary>
    public IReadOnlyList<SegmentFile> Segments { get; private set; } = [];

    /// <summary>Where the segments begin of which there is only a file of zeros, or less: being made, or half made by a writer that was killed.</summary>
    public IReadOnlyList<long> HalfMade { get; private set; } = [];

    /// <summary>Whether a writer is at work.</summary>
    public bool IsLive
    {
        get
        {
            try
            {
                // Held for a moment only; a writer that starts just then tries again.
                using SafeFileHandle held = File.OpenHandle(
                    System.IO.Path.Combine(Path, DirectoryDisk.LockName), FileMode.Open, FileAccess.Read, FileShare.Read);
                return false;
            }
            catch (FileNotFoundException)
            {
                return false;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return true;
            }
        }
    }

    /// <summary>Opens a directory.</summary>
    /// <exception cref="JournalUnreadableException">There is no such directory, no journal in it, or one that this version does not understand.</exception>
    public static JournalDirectory Open(string path)
    {
        if (File.Exists(path))
            throw new JournalUnreadableException($"'{path}' is a file. Give the directory that it is in: a journal is read as a whole.");

        if (!Directory.Exists(path))
            throw new JournalUnreadableException(
                $"There is no directory '{path}'. Give the directory that RiskTracerOptions.JournalDirectory (the bot: --journal) names.");

        var directory = new JournalDirectory(System.IO.Path.GetFullPath(path));
        directory.Refresh();
        if (directory.Segments.Count == 0)
        {
            throw new JournalUnreadableException(directory.HalfMade.Count > 0
                ? $"There is no journal in '{path}' yet: its first segment is half made. If a program is starting there, try again in a moment."
                : $"There is no journal in '{path}': it holds no file such as 0000000000000000.rtj.");
        }

        return directory;
    }

    /// <summary>Looks again which segments there are.</summary>
    /// <exception cref="JournalUnreadableException">They may not be read, or not by this version.</exception>
    public void Refresh()
    {
        try
        {
            Look();
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or DirectoryNotFoundException)
        {
            throw new JournalUnreadableException(
                $"The directory '{Path}' cannot be read: {failure.Message} Run as the user who wrote the journal, or change its permissions.", failure);
        }
    }

    /// <summary>The words that a run's producers share, if they are there.</summary>
    public ClaimWord? WordsOf(long run)
        => ReadWords(System.IO.Path.Combine(Path, DirectoryDisk.WordsName(run))) is { } words && words.Run == run ? words : null;

    /// <summary>The words of the run that began last, which need not have recorded anything.</summary>
    public ClaimWord? NewestWords()
    {
        ClaimWord? newest = null;
        foreach (string file in Directory.EnumerateFiles(Path, "*.rtw"))
        {
            if (ReadWords(file) is { } words && !(newest?.Created > words.Created))
                newest = words;
        }

        return newest;
    }

    private static ClaimWord? ReadWords(string path)
    {
        try
        {
            using SafeFileHandle file = SegmentFile.Open(path);
            var words = default(ClaimWord);
            Span<byte> bytes = MemoryMarshal.AsBytes(new Span<ClaimWord>(ref words));
            return RandomAccess.Read(file, bytes, 0) == bytes.Length && words.Magic == ClaimWord.ExpectedMagic ? words : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private void Look()
    {
        var segments = new List<SegmentFile>();
        var halfMade = new List<long>();
        foreach (string file in Directory.EnumerateFiles(Path, "*.rtj").Order(StringComparer.Ordinal))
        {
            string name = System.IO.Path.GetFileNameWithoutExtension(file);
            if (name.Length != 16 || !long.TryParse(name, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long start))
                continue;

            try
            {
                var segment = SegmentFile.Read(file, start);
                if (segment.Header.IsBlank)
                    halfMade.Add(start);
                else if (segment.Header is { IsIdentified: true, IsReadable: false })
                    throw new JournalUnreadableException(
                        $"'{file}' was written by a later version of RiskTraceGen (format {segment.Header.Version}). Read it with that version.");
                else
                    segments.Add(segment);
            }
            catch (FileNotFoundException)
            {
                // Removed by retention just now.
            }
        }

        Segments = segments;
        HalfMade = halfMade;
    }
}
