using System.Globalization;

namespace RiskTraceGen.Benchmarks.Generators;

/// <summary>What <c>--generators</c> is asked for.</summary>
/// <param name="Rounds">Rounds for each size.</param>
/// <param name="Sizes">Numbers of annotated members.</param>
internal sealed record GeneratorOptions(int Rounds, IReadOnlyList<int> Sizes)
{
    public const string Usage = "--generators takes --rounds N (at least 1; 15 when it is left out) and --sizes N,N,... (annotated members, each at least 10; 10,100,1000,10000 when it is left out).";

    // A file has members of every kind.
    private const int SmallestSize = 10;

    /// <summary>Null if the arguments are none that it takes.</summary>
    public static GeneratorOptions? Parse(IReadOnlyList<string> arguments)
    {
        var options = new GeneratorOptions(15, [10, 100, 1_000, 10_000]);
        if (arguments.Count % 2 != 0)
            return null;

        for (int place = 0; place < arguments.Count; place += 2)
        {
            int?[] numbers = [.. arguments[place + 1].Split(',').Select(Number)];
            switch (arguments[place])
            {
                case "--rounds" when numbers is [int rounds and > 0]:
                    options = options with { Rounds = rounds };
                    break;
                case "--sizes" when numbers.All(number => number >= SmallestSize):
                    options = options with { Sizes = [.. numbers.Select(number => number!.Value)] };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
