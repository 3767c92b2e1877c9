using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RiskTraceGen;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds risk tracing to a container.</summary>
public static class RiskTracingServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="RiskTracer"/>, <see cref="RiskDispatcher"/> and the classes that hold rules and handlers, all as singletons. Classes that are
    /// registered already are used as they are. With a host, everything is built when it starts, so that what is missing stops the program before it
    /// trades, each sealed segment of a journal is logged with its hash, and each alert as critical.
    /// </summary>
    /// <param name="services">The container's services.</param>
    /// <param name="module">The assembly's module, <c>RiskTracing.Module</c>.</param>
    /// <param name="configure">Sets the tracer's options.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="InvalidOperationException">
    /// On building: a rule or handler needs something that is missing, or registered as scoped; or classes need each other in a circle.
    /// </exception>
    public static IServiceCollection AddRiskTracing(this IServiceCollection services, RiskModule module, Action<RiskTracerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(module);
        if (services.Any(static s => s.ServiceType == typeof(RiskDispatcher)))
            throw new InvalidOperationException(
                "AddRiskTracing was called before. One call with the module of the program is enough: it includes the modules of the assemblies it references.");

        services.AddSingleton(provider =>
        {
            var options = new RiskTracerOptions();
            if (provider.GetService<TimeProvider>() is { } time)
                options.Time = time;

            configure?.Invoke(options);
            if (provider.GetService<ILogger<RiskTracer>>() is { } logger)
            {
                options.SegmentSealed = SegmentLog.To(logger) + options.SegmentSealed;
                options.Alerted = AlertLog.To(logger) + options.Alerted;
            }

            return new RiskTracer(options);
        });
        var chain = new BuildChain();
        RiskComponent[] components = [.. module.WithReferences().SelectMany(static m => m.Components)];
        HashSet<Type> built = [.. components.Select(static c => c.Type)];
        foreach (RiskComponent component in components)
        {
            services.TryAddSingleton(component.Type, provider => chain.Build(component.Type, () => component.Create(
                new RiskServices(provider.GetRequiredService<RiskTracer>(), type => Needed(provider, type, component.Type), [], component.Type))));
        }

        services.AddSingleton(provider => chain.Build(typeof(RiskDispatcher), () => module.CreateDispatcher(
            provider.GetRequiredService<RiskTracer>(), type => Needed(provider, type, null))));
        services.AddSingleton<IHostedService, RiskTracingHostedService>();
        return services;

        // What is built above puts itself into the chain.
        object? Needed(IServiceProvider provider, Type type, Type? component)
            => built.Contains(type) || type == typeof(RiskDispatcher) ? Resolve(provider, services, type, component)
                : chain.Within(type, () => Resolve(provider, services, type, component));
    }

    // A singleton would hold a scoped service for ever, outside its scope: an error at start instead of a stale database connection in a rule.
    private static object? Resolve(IServiceProvider provider, IServiceCollection services, Type type, Type? component)
    {
        ServiceDescriptor? descriptor = services.LastOrDefault(s => s.ServiceType == type && !s.IsKeyedService)
            ?? (type.IsConstructedGenericType ? services.LastOrDefault(s => s.ServiceType == type.GetGenericTypeDefinition() && !s.IsKeyedService) : null);
        if (descriptor?.Lifetime == ServiceLifetime.Scoped)
        {
            throw new InvalidOperationException(
                $"{component?.ToString() ?? "A traced rule or handler"} needs {type}, which is registered as scoped; rules and handlers are singletons. Register {type.Name} as a singleton, or inject IServiceScopeFactory and open a scope for each use.");
        }

        return provider.GetService(type);
    }
}
