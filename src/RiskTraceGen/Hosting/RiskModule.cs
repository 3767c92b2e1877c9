using System.ComponentModel;

namespace RiskTraceGen;

/// <summary>
/// What the generator found in one assembly: its rules, handlers and broker calls, and how they are wired. An assembly's own module is
/// <c>RiskTracing.Module</c> in its root namespace. Immutable and thread safe.
/// </summary>
public abstract class RiskModule
{
    private ExecutionMap? _executionMap;

    /// <summary>The assembly's name.</summary>
    public abstract string Name { get; }

    /// <summary>The modules of the referenced assemblies, which a dispatcher of this module includes.</summary>
    public virtual IReadOnlyList<RiskModule> References => [];

    /// <summary>The evaluation methods of this assembly's rules.</summary>
    public abstract IReadOnlyList<RuleDescriptor> Rules { get; }

    /// <summary>The handlers of this assembly.</summary>
    public abstract IReadOnlyList<HookDescriptor> Hooks { get; }

    /// <summary>The broker calls of this assembly.</summary>
    public abstract IReadOnlyList<BrokerCallDescriptor> BrokerCalls { get; }

    /// <summary>The classes of this assembly that hold rules and handlers, and how each is built.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public abstract IReadOnlyList<RiskComponent> Components { get; }

    /// <summary>Where the rules of this assembly and of those it references can go. Made when first asked for.</summary>
    public ExecutionMap ExecutionMap
        => _executionMap ?? Interlocked.CompareExchange(ref _executionMap, new ExecutionMap(Name, WithReferences()), null) ?? _executionMap;

    /// <summary>Creates the dispatcher of this module and the modules it references, without a container. Their handlers are attached to the tracer.</summary>
    /// <param name="tracer">The tracer. It takes one dispatcher.</param>
    /// <param name="resolve">
    /// Returns an instance of a type, or <see langword="null"/>. Asked for brokers and for what rules and handlers need; rules and handlers themselves are
    /// built unless it returns one.
    /// </param>
    /// <exception cref="InvalidOperationException">
    /// Something needed is missing, such as a Polly pipeline that a broker call asks for, or the tracer has a dispatcher already.
    /// </exception>
    public RiskDispatcher CreateDispatcher(RiskTracer tracer, Func<Type, object?> resolve)
    {
        ArgumentNullException.ThrowIfNull(tracer);
        ArgumentNullException.ThrowIfNull(resolve);
        List<RiskModule> modules = WithReferences();
        foreach (RiskModule module in modules)
            module.RequirePipelines(tracer);

        var wiring = new RiskWiring(tracer, new RiskServices(tracer, resolve, modules.SelectMany(static m => m.Components)));
        foreach (RiskModule module in modules)
            module.Wire(wiring);

        wiring.Attach();
        return new RiskDispatcher(tracer, wiring.Rules);
    }

    /// <summary>Adds this assembly's rules and handlers.</summary>
    /// <param name="wiring">Where they are added.</param>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    protected abstract void Wire(RiskWiring wiring);

    /// <summary>Tells this assembly's part of the execution map. A module that is written by hand has none, unless it overrides this.</summary>
    /// <param name="map">Whom to tell.</param>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    protected virtual void Map(ExecutionMapBuilder map)
    {
        ArgumentNullException.ThrowIfNull(map);
        map.IsMissing = true;
    }

    internal ExecutionMapBuilder Describe()
    {
        var map = new ExecutionMapBuilder();
        Map(map);
        return map;
    }

    /// <summary>This module and those it references, each once, those it references first.</summary>
    internal List<RiskModule> WithReferences()
    {
        var modules = new List<RiskModule>();
        Collect(this, modules);
        return modules;
    }

    private void RequirePipelines(RiskTracer tracer)
    {
        foreach (BrokerCallDescriptor call in BrokerCalls)
        {
            if (call.Pipeline is { } name && !tracer.Pipelines.Has(name))
                throw new InvalidOperationException(
                    $"{call.Member} ({call.Name}) asks for the Polly pipeline '{name}', which is not there. Add it to RiskTracerOptions.Pipelines.");
        }
    }

    private static void Collect(RiskModule module, List<RiskModule> modules)
    {
        if (modules.Contains(module))
            return;

        foreach (RiskModule reference in module.References)
            Collect(reference, modules);

        modules.Add(module);
    }
}
