using System.Diagnostics;
using TradingBot.CommandLine;

namespace TradingBot.Tests.Process;

/// <summary>The bot, run as a process of its own, as a user would run it.</summary>
internal static class BotProcess
{
    /// <summary>What a run left behind.</summary>
    public sealed record Result(int ExitCode, string Output, string Error)
    {
        /// <summary>The line of the summary that begins with <paramref name="subject"/>.</summary>
        public string Summary(string subject)
            => Output.Split('\n').Single(line => line.StartsWith($"  {subject} ", StringComparison.Ordinal)).Trim();
    }

    public static Task<Result> RunAsync(params string[] arguments) => RunAsync([], arguments);

    public static async Task<Result> RunAsync((string Key, string Value)[] environment, string[] arguments)
    {
        ProcessStartInfo start = Of(Bot(arguments));
        foreach ((string key, string value) in environment)
            start.Environment[key] = value;
        return await EndOf(System.Diagnostics.Process.Start(start)!);
    }

    /// <summary>Starts the bot from a shell, for which it is <c>"$@"</c>.</summary>
    public static System.Diagnostics.Process StartInShell(string script, params string[] arguments)
        => System.Diagnostics.Process.Start(Of(["sh", "-c", script, "sh", .. Bot(arguments)]))!;

    /// <summary>What is left when it has ended.</summary>
    public static async Task<Result> EndOf(System.Diagnostics.Process process)
    {
        using (process)
        {
            CancellationToken token = TestContext.Current.CancellationToken;
            Task<string> output = process.StandardOutput.ReadToEndAsync(token);
            Task<string> error = process.StandardError.ReadToEndAsync(token);
            await process.WaitForExitAsync(token);
            return new Result(process.ExitCode, await output, await error);
        }
    }

    private static string[] Bot(string[] arguments)
        => [Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", "exec", typeof(BotCommand).Assembly.Location, .. arguments];

    // Started from another folder: settings are found beside the program, not where it is called from.
    private static ProcessStartInfo Of(string[] command) => new(command[0], command[1..])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = Path.GetTempPath(),
    };
}
