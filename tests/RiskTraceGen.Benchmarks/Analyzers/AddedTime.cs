namespace RiskTraceGen.Benchmarks.Analyzers;

/// <summary>What analyzers added to the build of one program, round by round, in milliseconds.</summary>
internal sealed class AddedTime(string name)
{
    private readonly List<double> _builds = [];
    private readonly List<double> _clock = [];
    private readonly List<double> _processor = [];

    public string Name => name;

    /// <summary>What the whole builds took.</summary>
    public IReadOnlyList<double> Builds => _builds;

    /// <summary>By the clock, on all processors at once.</summary>
    public IReadOnlyList<double> Clock => _clock;

    /// <summary>Of all processors together, which other programs disturb less.</summary>
    public IReadOnlyList<double> Processor => _processor;

    public void Add((double Clock, double Processor) without, (double Clock, double Processor) with)
    {
        _builds.Add(with.Clock);
        _clock.Add(with.Clock - without.Clock);
        _processor.Add(with.Processor - without.Processor);
    }
}
