using RiskTraceGen.Benchmarks.Compiler;

namespace RiskTraceGen.Benchmarks.Analyzers;

/// <summary>What analyzers added to the build of one program, round by round.</summary>
internal sealed class AddedTime(string name)
{
    private readonly List<BuildTime> _added = [];

    public string Name => name;

    public IEnumerable<double> Clock => _added.Select(added => added.Clock);

    public IEnumerable<double> Processor => _added.Select(added => added.Processor);

    public IEnumerable<double> Analyzers => _added.Select(added => added.Analyzers);

    /// <summary>The median of each analyzer, by its name.</summary>
    public IEnumerable<(string Name, double Median)> ByAnalyzer => _added
        .SelectMany(added => added.ByAnalyzer)
        .GroupBy(analyzer => analyzer.Key, analyzer => analyzer.Value)
        .Select(analyzer => (analyzer.Key.Split('.')[^1], Statistics.Median(analyzer)));

    public void Add(BuildTime without, BuildTime with)
        => _added.Add(new BuildTime(with.Clock - without.Clock, with.Processor - without.Processor, with.ByAnalyzer));
}
