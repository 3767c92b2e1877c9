using System.Diagnostics;

namespace RiskTraceGen.Package.Tests;

/// <summary>Runs <c>dotnet</c> as a user would: nothing of the build that this test runs in reaches it.</summary>
internal static class DotnetProcess
{
    // Ends what hangs; no test depends on the length.
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(15);

    /// <summary>The exit code and what was printed.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="packages">Where packages land, and what it would leave behind in the user's home.</param>
    /// <param name="arguments">What to do.</param>
    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, string packages, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["NUGET_PACKAGES"] = packages;
        start.Environment["DOTNET_CLI_HOME"] = packages;
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        using Process process = Process.Start(start)!;
        using var bound = new CancellationTokenSource(Bound);
        Task<string> output = process.StandardOutput.ReadToEndAsync(bound.Token);
        Task<string> errors = process.StandardError.ReadToEndAsync(bound.Token);
        try
        {
            await process.WaitForExitAsync(bound.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
