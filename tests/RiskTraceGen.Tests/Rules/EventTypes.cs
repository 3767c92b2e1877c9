namespace RiskTraceGen.Tests;

public sealed class EventTypes
{
    private readonly List<string> _woken = [];

    internal interface IMarketEvent;

    internal record Fill(int Size) : IMarketEvent;

    internal sealed record PartialFill(int Size) : Fill(Size);

    internal readonly record struct Quote(decimal Price) : IMarketEvent;

    [Fact]
    public async Task AnObjectWakesTheRulesOfItsRunTimeTypeThenOfItsBasesThenOfItsInterfaces()
    {
        await using RiskTracer tracer = Tracers.Create();
        RiskDispatcher dispatcher = tracer.Dispatcher(Rules<IMarketEvent>("interface"), Rules<Fill>("base"), Rules<PartialFill>("derived"));

        IMarketEvent fill = new PartialFill(1);
        Assert.Equal(3, (await dispatcher.DispatchAsync(fill).InTime()).Count);
        Assert.Equal(["derived", "base", "interface"], _woken);
        Assert.Equal(["derived_0", "base_0", "interface_0"], dispatcher.RulesFor<PartialFill>().Select(r => r.Name));
        _woken.Clear();

        Assert.Equal(2, (await dispatcher.DispatchAsync<object>(new Fill(1)).InTime()).Count);
        Assert.Equal(["base", "interface"], _woken);
        Assert.Equal("PartialFill", (await tracer.FlowAsync(1)).Trigger);
    }

    [Fact]
    public async Task AnUnknownDerivedTypeWakesTheRulesOfWhatIsKnownOfIt()
    {
        await using RiskTracer tracer = Tracers.Create();
        RiskDispatcher dispatcher = tracer.Dispatcher(Rules<Fill>("base"));

        Assert.True((await dispatcher.DispatchAsync(new PartialFill(1)).InTime()).Evaluated);
        Assert.False((await dispatcher.DispatchAsync(new object()).InTime()).Evaluated);
        Assert.Equal(["base"], _woken);
    }

    [Fact]
    public async Task AValueWakesItsRulesHoweverItIsHanded()
    {
        await using RiskTracer tracer = Tracers.Create();
        RiskDispatcher dispatcher = tracer.Dispatcher(Rules<Quote>("value"));
        await dispatcher.DispatchAsync(new Quote(1)).InTime();
        await dispatcher.DispatchAsync<IMarketEvent>(new Quote(1)).InTime();
        await dispatcher.DispatchAsync<object>(new Quote(1)).InTime();
        await dispatcher.DispatchAsync<Quote?>(new Quote(1)).InTime();

        Assert.Equal(["value", "value", "value", "value"], _woken);
        Assert.Throws<ArgumentNullException>(() => { _ = dispatcher.DispatchAsync<Quote?>(null); });
        Assert.Throws<ArgumentNullException>(() => { _ = dispatcher.DispatchAsync<string>(null!); });
    }

    [Fact]
    public async Task AValueWakesTheRulesOfItsInterfaces()
    {
        await using RiskTracer tracer = Tracers.Create();
        RiskDispatcher dispatcher = tracer.Dispatcher(Rules<IMarketEvent>("interface"), Rules<Quote>("value"));

        Assert.Equal(2, (await dispatcher.DispatchAsync(new Quote(1)).InTime()).Count);
        Assert.Equal(["value", "interface"], _woken);
        Assert.Equal(["value_0", "interface_0"], dispatcher.RulesFor<Quote>().Select(r => r.Name));
    }

    private ScriptedRules<TEvent> Rules<TEvent>(string name) => new(name, (_, _, _) =>
    {
        _woken.Add(name);
        return new(RuleResult.Pass);
    });
}
