namespace RiskTraceGen.Tests;

/// <summary>Which deadline a flow has.</summary>
public sealed class FlowDeadlineChoice
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    [Fact]
    public void ThereIsNoneByDefault()
    {
        FlowDeadlines deadlines = Deadlines();

        Assert.Equal(TimeSpan.Zero, deadlines.Of("STARTUP"));
        Assert.Equal(TimeSpan.Zero, deadlines.Of(typeof(Moved), ["MOVED"]));
    }

    [Fact]
    public void OptionsComeBeforeAttributesAndAnEventBeforeTheTypeOfItsFlow()
    {
        FlowDeadlines deadlines = Deadlines(("STARTUP", Short), ("MOVED", Short));
        deadlines.Add("STARTUP", Long);
        deadlines.Add("SHUTDOWN", Long);
        deadlines.Add(typeof(Moved), Long);
        deadlines.Add(typeof(Other), Long);
        deadlines.Add(FlowTrace.RuleEvaluation, Short);

        Assert.Equal(Short, deadlines.Of("STARTUP"));
        Assert.Equal(Long, deadlines.Of("SHUTDOWN"));
        Assert.Equal(Short, deadlines.Of(typeof(Moved), ["MOVED"]));
        Assert.Equal(Long, deadlines.Of(typeof(Other), ["OTHER"]));
        Assert.Equal(Short, deadlines.Of(typeof(string), ["TEXT"]));
        Assert.Equal(Long, Deadlines((FlowTrace.RuleEvaluation, Long)).Of(typeof(string), ["TEXT"]));
    }

    [Fact]
    public void AnEventHasTheDeadlineOfItsOwnTypeBeforeThatOfItsBaseTypesAndInterfaces()
    {
        FlowDeadlines deadlines = Deadlines();
        deadlines.Add(typeof(IEvent), TimeSpan.FromSeconds(3));
        deadlines.Add(typeof(Moved), TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(2), deadlines.Of(typeof(Jumped), ["MOVED"]));
        Assert.Equal(TimeSpan.FromSeconds(3), deadlines.Of(typeof(Other), ["OTHER"]));

        deadlines.Add(typeof(Jumped), TimeSpan.FromSeconds(1));
        deadlines.Add(typeof(IUrgent), TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(1), deadlines.Of(typeof(Jumped), ["MOVED"]));
        Assert.Equal(TimeSpan.FromSeconds(2), deadlines.Of(typeof(Moved), ["MOVED"]));
        Assert.Equal(TimeSpan.FromSeconds(1), deadlines.Of(typeof(Other), ["OTHER"]));
    }

    [Fact]
    public void OfTwoModulesTheLaterWins()
    {
        FlowDeadlines deadlines = Deadlines();
        deadlines.Add("STARTUP", Short);
        deadlines.Add("STARTUP", Long);

        Assert.Equal(Long, deadlines.Of("STARTUP"));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(0)]
    [InlineData(-1)]
    public void AnAttributeOutOfRangeIsNamed(int milliseconds)
        => Assert.StartsWith("[FlowDeadline] of STARTUP must be from 10 ms to 30 days.", Assert.Throws<ArgumentOutOfRangeException>(() => FlowDeadlines.OfAttribute("STARTUP", milliseconds)).Message);

    private static FlowDeadlines Deadlines(params (string Name, TimeSpan Deadline)[] options) => new(options.ToDictionary(o => o.Name, o => o.Deadline));

    private interface IEvent;

    private interface IUrgent;

    private record Moved : IEvent;

    private sealed record Jumped : Moved, IUrgent;

    private sealed record Other : IEvent, IUrgent;
}
