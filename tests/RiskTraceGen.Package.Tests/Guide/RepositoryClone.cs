namespace RiskTraceGen.Package.Tests;

/// <summary>This repository as a stranger has it: what the packages are built from, and nothing that was built.</summary>
internal static class RepositoryClone
{
    /// <summary>Puts it into a folder, under the name that the guide takes it to have.</summary>
    public static void MakeIn(string folder)
    {
        string clone = Path.Combine(folder, "RiskTraceGen");
        Directory.CreateDirectory(clone);
        foreach (string file in Directory.EnumerateFiles(BuildFacts.RepositoryRoot))
            File.Copy(file, Path.Combine(clone, Path.GetFileName(file)));
        Copy(Path.Combine(BuildFacts.RepositoryRoot, "src"), Path.Combine(clone, "src"));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (string inner in Directory.EnumerateDirectories(from).Where(static inner => Path.GetFileName(inner) is not ("bin" or "obj")))
            Copy(inner, Path.Combine(to, Path.GetFileName(inner)));
    }
}
