using System.Globalization;

namespace RiskTraceGen.Tool.Export;

/// <summary>
/// Where an export goes. A file that holds something is replaced when all is written: nobody takes half an export for all of it, and what was there is not lost
/// to a mistake. What holds nothing, be it a pipe or a device, stays what it is and is written to.
/// </summary>
internal sealed class ExportFile : IDisposable
{
    private readonly string _path;
    private readonly string? _unfinished;
    private readonly bool _isFile;
    private bool _isWhole;

    private ExportFile(string path, string? unfinished, FileStream stream)
    {
        _path = path;
        _unfinished = unfinished;
        Stream = stream;
        _isFile = stream.CanSeek;
    }

    /// <summary>What to write to.</summary>
    public FileStream Stream { get; }

    /// <summary>Begins an export.</summary>
    /// <exception cref="IOException">Nothing can be written there.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not write there.</exception>
    public static ExportFile Create(string path)
    {
        if (Directory.Exists(path))
            throw new IOException($"'{path}' is a directory. Give the name of a file.");

        if (File.Exists(path))
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            if (!stream.CanSeek || stream.Length == 0)
                return new ExportFile(path, unfinished: null, stream);
            stream.Dispose();
        }

        // Beside what a link points to: only there it can be put into its place at once.
        string target = new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;
        string unfinished = string.Create(CultureInfo.InvariantCulture, $"{target}.{Environment.ProcessId}.part");
        return new ExportFile(target, unfinished, new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write));
    }

    /// <summary>Puts the export, which is whole and closed, into its place.</summary>
    public void Complete()
    {
        if (_unfinished is not null)
            File.Move(_unfinished, _path, overwrite: true);
        _isWhole = true;
    }

    /// <summary>Leaves nothing unfinished behind.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        if (_isWhole)
            return;

        if (_unfinished is not null)
            File.Delete(_unfinished);
        else if (_isFile)
            File.WriteAllBytes(_path, []);
    }
}
