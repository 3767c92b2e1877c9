using Microsoft.Extensions.DependencyInjection;

namespace RiskTraceGen.Tests;

public sealed class DispatcherCreation
{
    private readonly BreachLog _log = new();

    [Fact]
    public async Task WithoutAContainerRulesAndHandlersAreBuilt()
    {
        await using RiskTracer tracer = Tracers.Create();
        RiskDispatcher dispatcher = RiskTracing.Module.CreateDispatcher(tracer, Resolve);
        DispatchResult result = await dispatcher.DispatchAsync(new PositionChanged("ES", 5)).InTime();
        await tracer.DisposeAsync().InTime();

        Assert.Equal(RuleResult.Breach("flattened"), result.Worst);
        Assert.Equal(new RuleDescriptor("position_limit", "exposure", "POSITION_CHANGED", "PositionLimitRule.CheckAsync"), Assert.Single(dispatcher.RulesFor<PositionChanged>()));
        Assert.Equal("ES", Assert.Single(_log.Breaches).ContractId);
        Assert.Equal("BREACH_HANDLED", Assert.Single(tracer.RecentFlows).Result);
    }

    [Fact]
    public async Task ATracerTakesOneDispatcher()
    {
        await using RiskTracer tracer = Tracers.Create();
        RiskTracing.Module.CreateDispatcher(tracer, Resolve);

        Assert.StartsWith("This tracer has a dispatcher already", Assert.Throws<InvalidOperationException>(() => RiskTracing.Module.CreateDispatcher(tracer, Resolve)).Message);
    }

    [Fact]
    public async Task AnAttemptThatFailsLeavesTheTracerAsItWas()
    {
        await using RiskTracer tracer = Tracers.Create();
        Assert.Throws<InvalidOperationException>(() => RiskTracing.Module.CreateDispatcher(tracer, static _ => null));
        await RiskTracing.Module.CreateDispatcher(tracer, Resolve).DispatchAsync(new PositionChanged("ES", 5)).InTime();
        await tracer.DisposeAsync().InTime();

        Assert.Single(_log.Breaches);
    }

    [Fact]
    public async Task AFlowShowsTheFieldsOfATriggerThatAModuleKnows()
    {
        await using RiskTracer tracer = Tracers.Create();
        RiskTracing.Module.CreateDispatcher(tracer, Resolve);
        RiskFlow flow = tracer.StartFlow("MANUAL", new PositionChanged("ES", 5));
        flow.Complete("done");

        Assert.Contains("contract_id: ES", string.Join(", ", (await tracer.FlowAsync(flow.Id)).TriggerFields), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatResolveDoesNotReturnIsNamed()
    {
        await using RiskTracer tracer = Tracers.Create();
        var thrown = Assert.Throws<InvalidOperationException>(() => RiskTracing.Module.CreateDispatcher(tracer, type => type == typeof(PositionLimit) ? null : Resolve(type)));

        Assert.StartsWith($"{typeof(PositionLimitRule)} needs {typeof(PositionLimit)}, and nothing provides one.", thrown.Message);
    }

    [Fact]
    public async Task WhatResolveReturnsOfAWrongTypeIsNamed()
    {
        await using RiskTracer tracer = Tracers.Create();
        var thrown = Assert.Throws<InvalidOperationException>(() => RiskTracing.Module.CreateDispatcher(tracer, type => type == typeof(PositionLimit) ? "2" : Resolve(type)));

        Assert.Equal($"resolve was asked for {typeof(PositionLimit)} and returned System.String, which is none.", thrown.Message);
    }

    [Fact]
    public async Task AScopedDependencyOfAnOpenGenericIsRefused()
    {
        await using ServiceProvider provider = new ServiceCollection()
            .AddScoped(typeof(IStore<>), typeof(Store<>))
            .AddRiskTracing(new StoreModule())
            .BuildServiceProvider();

        Assert.Contains("which is registered as scoped", Assert.Throws<InvalidOperationException>(provider.GetRequiredService<RiskDispatcher>).Message);
    }

    [Fact]
    public async Task APipelineThatABrokerCallAsksForHasToBeThere()
    {
        var module = new StoreModule { Calls = [new BrokerCallDescriptor("place_order", "IDesk.PlaceAsync") { Pipeline = "careful" }] };
        Func<Type, object?> resolve = static type => type == typeof(IStore<int>) ? new Store<int>() : null;
        await using RiskTracer without = Tracers.Create();
        await using RiskTracer with = Tracers.Create(configure: static options => options.Pipelines["careful"] = Polly.ResiliencePipeline.Empty);

        Assert.Equal(
            "IDesk.PlaceAsync (place_order) asks for the Polly pipeline 'careful', which is not there. Add it to RiskTracerOptions.Pipelines.",
            Assert.Throws<InvalidOperationException>(() => module.CreateDispatcher(without, resolve)).Message);
        Assert.NotNull(module.CreateDispatcher(with, resolve));
    }

    [Fact]
    public void TheRegistryShowsTheSettingsOfACall()
        => Assert.Equal(
            new BrokerCallDescriptor("desk_close", "IPolicedDesk.CloseAsync")
            {
                Retries = 2,
                BackoffMilliseconds = 10,
                TimeoutMilliseconds = 1000,
                Fallback = nameof(IPolicedDesk.FlattenAsync),
                Reconcile = nameof(IPolicedDesk.FindAsync),
            },
            Assert.Single(RiskTracing.Module.BrokerCalls, static call => call.Name == "desk_close"));

    private object? Resolve(Type type)
        => type == typeof(IExchange) ? new FakeExchange() : type == typeof(BreachLog) ? _log : type == typeof(PositionLimit) ? new PositionLimit(2) : null;

    internal interface IStore<T>;

    internal sealed class Store<T> : IStore<T>;

    internal sealed record Keeper(IStore<int> Store);

    private sealed class StoreModule : RiskModule
    {
        public override string Name => "stores";

        public override IReadOnlyList<RuleDescriptor> Rules => [];

        public override IReadOnlyList<HookDescriptor> Hooks => [];

        public override IReadOnlyList<BrokerCallDescriptor> BrokerCalls => Calls;

        public IReadOnlyList<BrokerCallDescriptor> Calls { get; init; } = [];

        public override IReadOnlyList<RiskComponent> Components => [RiskComponent.Of(static services => new Keeper(services.Get<IStore<int>>()))];

        protected override void Wire(RiskWiring wiring) => wiring.Component<Keeper>();
    }
}
