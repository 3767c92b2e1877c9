using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace RiskTraceGen.Tests;

public sealed class CircularDependencies
{
    private static readonly RiskComponent RuleNeedsAlerts = RiskComponent.Of(static services => new Rule(services.Get<Alerts>()));
    private static readonly RiskComponent AlertsNeedRule = RiskComponent.Of(static services => new Alerts(services.Get<Rule>()));

    [Fact]
    public async Task WithoutAContainerTheCycleIsNamed()
    {
        await using RiskTracer tracer = Tracers.Create();
        var module = new Module<Entry>(RiskComponent.Of(static services => new Entry(services.Get<Rule>())), RuleNeedsAlerts, AlertsNeedRule);

        AssertNames(typeof(Rule), "Rule → Alerts → Rule", Assert.Throws<InvalidOperationException>(() => module.CreateDispatcher(tracer, static _ => null)));
    }

    [Fact]
    public async Task WithAContainerTheCycleIsNamedAtTheHostsStart()
    {
        using IHost host = Build(new Module<Rule>(RuleNeedsAlerts, AlertsNeedRule));

        AssertNames(typeof(Rule), "Rule → Alerts → Rule", await StartAsync(host));
    }

    [Fact]
    public async Task ACycleThroughAClassOfTheUsersIsNamed()
    {
        using IHost host = Build(
            new Module<Rule>(RiskComponent.Of(static services => new Rule(services.Get<IPrices>()))),
            static services => services.AddSingleton<IPrices, Prices>());

        AssertNames(typeof(Rule), "Rule → IPrices → Rule", await StartAsync(host));
    }

    [Fact]
    public async Task AClassThatNeedsTheDispatcherItIsBuiltForIsNamed()
    {
        using IHost host = Build(new Module<Rule>(RiskComponent.Of(static services => new Rule(services.Get<RiskDispatcher>()))));

        AssertNames(typeof(RiskDispatcher), "RiskDispatcher → Rule → RiskDispatcher", await StartAsync(host));
    }

    [Fact]
    public async Task WhatTwoClassesShareIsNoCycle()
    {
        using IHost host = Build(
            new Module<Rule>(
                RiskComponent.Of(static services => new Rule((services.Get<Alerts>(), services.Get<Entry>()))),
                RiskComponent.Of(static services => new Alerts(services.Get<Entry>())),
                RiskComponent.Of(static _ => new Entry(0))));

        await host.StartAsync().InTime();
        await host.StopAsync().InTime();
    }

    private static void AssertNames(Type type, string cycle, InvalidOperationException thrown) => Assert.StartsWith($"{type} needs itself: {cycle}. ", thrown.Message);

    // On a thread of the pool: a container that waits for itself must not take the test's own thread with it.
    private static Task<InvalidOperationException> StartAsync(IHost host)
        => Assert.ThrowsAsync<InvalidOperationException>(() => Task.Run(() => host.StartAsync()).InTime());

    private static IHost Build(RiskModule module, Action<IServiceCollection>? add = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddRiskTracing(module);
        add?.Invoke(builder.Services);
        return builder.Build();
    }

    internal interface IPrices;

    internal sealed record Entry(object Need);

    internal sealed record Rule(object Need);

    internal sealed record Alerts(object Need);

    internal sealed class Prices(Rule rule) : IPrices
    {
        public Rule Rule => rule;
    }

    private sealed class Module<TFirst>(params RiskComponent[] components) : RiskModule where TFirst : class
    {
        public override string Name => "cycle";

        public override IReadOnlyList<RuleDescriptor> Rules => [];

        public override IReadOnlyList<HookDescriptor> Hooks => [];

        public override IReadOnlyList<BrokerCallDescriptor> BrokerCalls => [];

        public override IReadOnlyList<RiskComponent> Components => components;

        protected override void Wire(RiskWiring wiring) => wiring.Component<TFirst>();
    }
}
