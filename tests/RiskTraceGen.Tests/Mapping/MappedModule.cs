namespace RiskTraceGen.Tests;

/// <summary>A module that has nothing but a part of the map.</summary>
internal sealed class MappedModule(string name, Action<ExecutionMapBuilder>? map) : RiskModule
{
    public override string Name => name;

    public override IReadOnlyList<RiskModule> References => [.. Referenced];

    public override IReadOnlyList<RuleDescriptor> Rules { get; } = [new("known_rule", "", "TICK", "KnownRule.Check")];

    public override IReadOnlyList<HookDescriptor> Hooks { get; } = [new("known_hook", "Known.Handle", 0, 0, false)];

    public override IReadOnlyList<BrokerCallDescriptor> BrokerCalls => Calls;

    public override IReadOnlyList<RiskComponent> Components => [];

    public IReadOnlyList<RiskModule> Referenced { get; init; } = [];

    public IReadOnlyList<BrokerCallDescriptor> Calls { get; init; } = [];

    /// <summary>How often somebody asked for the map.</summary>
    public int Asked { get; private set; }

    protected override void Map(ExecutionMapBuilder builder)
    {
        Asked++;
        if (map is null)
            base.Map(builder);
        else
            map(builder);
    }

    protected override void Wire(RiskWiring wiring)
    {
    }
}
