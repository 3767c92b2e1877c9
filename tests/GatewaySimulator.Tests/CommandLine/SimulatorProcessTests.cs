using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ProjectX;
using TradingBot.Gateway;

namespace GatewaySimulator.Tests.CommandLine;

/// <summary>The simulator as it is started from the command line.</summary>
public sealed partial class SimulatorProcessTests
{
    private static string Simulator { get; } = AppContext.BaseDirectory.Replace(
        Path.Combine("tests", "GatewaySimulator.Tests"), Path.Combine("samples", "GatewaySimulator"), StringComparison.Ordinal) + "GatewaySimulator.dll";

    [Fact]
    public async Task AtFullSpeedTheAccountMayNotTradeAndTheBotSaysWhatToDo()
    {
        using var simulator = new Started("--port", "0", "--speed", "0");
        string opening = await simulator.OpeningAsync();
        Assert.Contains("it may not trade at --speed 0, which is for clients that only read", opening, StringComparison.Ordinal);

        var options = new GatewayOptions
        {
            RestAddress = new Uri(Address().Match(opening).Groups[1].Value),
            HubsAddress = new Uri(Address().Match(opening).Groups[1].Value + "/hubs"),
            UserName = "demo",
            ApiKey = "simulator",
            RequestTimeout = TimeSpan.FromSeconds(30),
            LoginTimeout = TimeSpan.FromSeconds(30),
        };
        GatewayUnavailableException refused = await Assert.ThrowsAsync<GatewayUnavailableException>(
            () => GatewaySession.OpenAsync(options, "EVAL-50K", ["ES"], TestContext.Current.CancellationToken)).InTime();
        Assert.StartsWith("Account EVAL-50K may not trade. A simulator at --speed 0 lets nobody trade", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheClockNumbersOrdersUnlessSomebodyElseDoes()
    {
        long before = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        using (var byClock = new Started("--port", "0"))
            Assert.True(NumberIn(await byClock.OpeningAsync()) >= before);

        using var byHand = new Started("--port", "0", "--numbers", "4711");
        Assert.Equal(4711, NumberIn(await byHand.OpeningAsync()));
    }

    [Fact]
    public async Task TheLargestNumberThatTheMessageNamesIsTaken()
    {
        using var simulator = new Started("--port", "0", "--numbers", "4503599627370495");

        Assert.Equal(4_503_599_627_370_495, NumberIn(await simulator.OpeningAsync()));
    }

    // The next quote would come in years: no timer can be set to that.
    [Theory]
    [InlineData("0.0000001")]
    [InlineData("0.00099")]
    [InlineData("1000001")]
    [InlineData("-Infinity")]
    [InlineData("NaN")]
    public async Task ASpeedThatNoClockCanKeepIsRefused(string speed)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Simulator, "--port", "0", "--speed", speed]) { RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        using Process process = Process.Start(start)!;
        try
        {
            string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken).InTime();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).InTime();

            Assert.Equal(2, process.ExitCode);
            Assert.StartsWith($"--speed expects 0, or a number from 0.001 to 1000000, not '{speed}'.", error, StringComparison.Ordinal);
        }
        finally
        {
            // One that was taken would run on.
            process.Kill();
        }
    }

    // It would listen there too.
    [Fact]
    public async Task AnAddressInTheSettingsIsRefused()
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Simulator, "--port", "0"]) { RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.Environment["Kestrel__Endpoints__Ext__Url"] = "http://127.0.0.1:0";
        using Process process = Process.Start(start)!;
        try
        {
            string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken).InTime();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).InTime();

            Assert.Equal(2, process.ExitCode);
            Assert.StartsWith("The simulator listens on 127.0.0.1 and nowhere else, but Kestrel:Endpoints:Ext is set, as environment variable Kestrel__Endpoints__Ext", error, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
        }
    }

    [Theory]
    [InlineData("0.001")]
    [InlineData("1000000")]
    public async Task TheSpeedsThatTheMessageNamesAreTaken(string speed)
    {
        using var simulator = new Started("--port", "0", "--speed", speed);

        Assert.EndsWith("Ctrl+C ends the simulator.", await simulator.OpeningAsync(), StringComparison.Ordinal);
    }

    private static long NumberIn(string opening) => long.Parse(Number().Match(opening).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("calls +(http://[0-9.:]+)/api")]
    private static partial Regex Address();

    [GeneratedRegex("numbers +after ([0-9]+):")]
    private static partial Regex Number();

    private sealed class Started : IDisposable
    {
        private readonly Process _process;

        public Started(params string[] arguments)
        {
            var start = new ProcessStartInfo("dotnet", ["exec", Simulator, .. arguments]) { RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
            _process = Process.Start(start)!;
        }

        /// <summary>All that it says until it is there.</summary>
        public async Task<string> OpeningAsync()
        {
            var lines = new List<string>();
            while (lines is not [.., "Ctrl+C ends the simulator."])
                lines.Add(await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().InTime() ?? throw new InvalidOperationException("The simulator has ended."));
            return string.Join('\n', lines);
        }

        public void Dispose()
        {
            _process.Kill();
            _process.Dispose();
        }
    }
}
