using System.Text;
using RiskTraceGen.Tool.Output;

namespace RiskTraceGen.Tool.Tests;

/// <summary>A terminal that both outputs go to, as on a real one: the output in pieces of its writer's buffer, the error output at once.</summary>
internal sealed class Screen : IDisposable
{
    private readonly MemoryStream _bytes = new();
    private readonly StreamWriter _output;
    private readonly StreamWriter _error;

    public Screen()
    {
        _output = new StreamWriter(_bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1000) { NewLine = "\n" };
        _error = new StreamWriter(_bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1000) { NewLine = "\n", AutoFlush = true };
        Terminal = new Terminal(_output, _error) { ShowsProgress = true };
    }

    public Terminal Terminal { get; }

    /// <summary>Everything that was written.</summary>
    public string Written => Encoding.UTF8.GetString(_bytes.ToArray());

    /// <summary>What is to be seen at the end, without the blanks at the ends of lines: what came behind a return stands upon what was there.</summary>
    public string Shown => string.Join('\n', Written.Split('\n').Select(Seen));

    private static string Seen(string line)
    {
        string seen = "";
        foreach (string upon in line.Split('\r'))
            seen = upon.Length < seen.Length ? upon + seen[upon.Length..] : upon;
        return seen.TrimEnd();
    }

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }
}
