namespace RiskTraceGen.Benchmarks.Analyzers;

/// <summary>What analyzers added to the build of one program, round by round.</summary>
internal sealed class AddedTime(string name)
{
    private readonly List<BuildTime> _added = [];

    public string Name => name;

    public IEnumerable<double> Clock => _added.Select(added => added.Clock);

    public IEnumerable<double> Processor => _added.Select(added => added.Processor);

    public IEnumerable<double> Analyzers => _added.Select(added => added.Analyzers);

    public void Add(BuildTime without, BuildTime with)
        => _added.Add(new BuildTime(with.Clock - without.Clock, with.Processor - without.Processor, with.Analyzers));
}
