using System.Globalization;

namespace RiskTraceGen.Benchmarks.Analyzers;

/// <summary>What <c>--analyzers</c> is asked for.</summary>
/// <param name="Rounds">Rounds for each program.</param>
/// <param name="Files">Files of a program.</param>
internal sealed record AnalysisOptions(int Rounds, int Files)
{
    public const string Usage = "--analyzers takes --rounds N (at least 1; 5 when it is left out) and --files N (at least 50; 2000 when it is left out).";

    private const int FewestFiles = BotSolution.FilesPerArea;

    /// <summary>Null if the arguments are none that it takes.</summary>
    public static AnalysisOptions? Parse(IReadOnlyList<string> arguments)
    {
        var options = new AnalysisOptions(5, 2_000);
        if (arguments.Count % 2 != 0)
            return null;

        for (int place = 0; place < arguments.Count; place += 2)
        {
            int? number = int.TryParse(arguments[place + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int given) ? given : null;
            switch (arguments[place])
            {
                case "--rounds" when number is > 0:
                    options = options with { Rounds = number.Value };
                    break;
                case "--files" when number >= FewestFiles:
                    options = options with { Files = number.Value };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
