using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace RiskTraceGen.Generator.Tests;

/// <summary>
/// Compares generated files with the verified ones beside the test: <c>Class.Method#File.verified.cs</c>. A difference is written as
/// <c>.received.cs</c>; accept it by renaming.
/// </summary>
internal static partial class Snapshot
{
    public static void Verify(Generated generated, [CallerFilePath] string testFile = "", [CallerMemberName] string method = "")
    {
        string folder = Path.GetDirectoryName(testFile)!;
        string prefix = $"{Path.GetFileNameWithoutExtension(testFile)}.{method}#";
        var differences = new List<string>();
        foreach ((string name, string text) in generated.Files)
            if (!Matches(Path.Combine(folder, prefix + Path.GetFileNameWithoutExtension(name)), Scrubbed(text)))
                differences.Add(name);

        var expected = generated.Files.Select(file => prefix + Path.GetFileNameWithoutExtension(file.Name) + ".verified.cs").ToHashSet();
        differences.AddRange(Directory.EnumerateFiles(folder, prefix + "*.verified.cs").Select(path => Path.GetFileName(path)).Where(name => !expected.Contains(name)).Select(name => $"{name}: no longer generated"));
        Assert.True(differences.Count == 0, $"Differs from what was verified (compare .received.cs with .verified.cs in {folder}):{Environment.NewLine}{string.Join(Environment.NewLine, differences)}");
    }

    private static bool Matches(string path, string text)
    {
        string verified = path + ".verified.cs";
        string received = path + ".received.cs";
        if (File.Exists(verified) && File.ReadAllText(verified).Replace("\r\n", "\n", StringComparison.Ordinal) == text)
        {
            File.Delete(received);
            return true;
        }

        File.WriteAllText(received, text);
        return false;
    }

    // A new version is no new text.
    private static string Scrubbed(string text) => Version().Replace(text, "GeneratedCode(\"RiskTraceGen\", \"{version}\")");

    [GeneratedRegex("""GeneratedCode\("RiskTraceGen", "[0-9.]+"\)""")]
    private static partial Regex Version();
}
