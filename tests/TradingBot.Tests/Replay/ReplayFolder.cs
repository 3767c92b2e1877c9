using System.IO.Compression;
using System.Text;

namespace TradingBot.Tests.Replay;

/// <summary>A folder of files in LEAN's format, made up for one test.</summary>
internal sealed class ReplayFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("tradingbot-").FullName;

    public string Csv(string name, params string[] lines) => Csv(name, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), lines);

    public string Csv(string name, Encoding encoding, params string[] lines)
    {
        string path = Path.Combine(Root, name);
        File.WriteAllText(path, string.Concat(lines.Select(line => line + "\n")), encoding);
        return path;
    }

    public string Zip(string name, params (string Entry, string[] Lines)[] entries)
    {
        string path = Path.Combine(Root, name);
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string entry, string[] lines) in entries)
        {
            // Stored, so that a test can damage a digit and not the compression.
            using var writer = new StreamWriter(archive.CreateEntry(entry, CompressionLevel.NoCompression).Open());
            foreach (string line in lines)
                writer.Write(line + "\n");
        }

        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
