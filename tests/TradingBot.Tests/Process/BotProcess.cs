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
        // Started from another folder: settings are found beside the program, not where it is called from.
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(BotCommand).Assembly.Location);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        foreach ((string key, string value) in environment)
            start.Environment[key] = value;

        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(start)!;
        CancellationToken token = TestContext.Current.CancellationToken;
        Task<string> output = process.StandardOutput.ReadToEndAsync(token);
        Task<string> error = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return new Result(process.ExitCode, await output, await error);
    }
}
