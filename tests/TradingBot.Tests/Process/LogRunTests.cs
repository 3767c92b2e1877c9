using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TradingBot.Tests.Process;

public sealed class LogRunTests
{
    [Fact]
    public async Task EveryFlowIsInTheLogThoughNoneIsPrinted()
    {
        string file = Path.GetTempFileName();
        try
        {
            BotProcess.Result result = await BotProcess.RunAsync("--quiet", "--events", "3000", "--log", file);

            Assert.Equal((0, ""), (result.ExitCode, result.Error));
            Assert.Equal($"log           {file}, 0 flows could not be written", result.Summary("log"));
            int logged = File.ReadLines(file).Select(static line => JsonDocument.Parse(line).RootElement).Count(static flow => flow.GetProperty("state").GetString() == "completed");
            string opened = Assert.Single(File.ReadLines(file), static line => line.Contains("\"RUN_OPENED\"", StringComparison.Ordinal));
            Assert.Equal(32, Regex.Count(opened, "\"value\":\"[a-z_]+ [0-9a-f]{16}\""));
            Assert.Matches("\"rules_version\".*\"value\":\"[0-9]+\\.[0-9]+\\.[0-9]+", opened);
            Assert.Contains($"{logged.ToString("N0", CultureInfo.InvariantCulture)} completed", result.Summary("flows"), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
