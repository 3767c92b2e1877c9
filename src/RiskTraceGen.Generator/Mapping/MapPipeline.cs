using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Emitting;
using RiskTraceGen.Generator.Linking;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>
/// The part of the pipeline that makes the execution map. It reads every method on the way, so it runs in builds only, never while somebody types.
/// </summary>
internal static class MapPipeline
{
    public static void RegisterExecutionMap(
        this IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<ModuleModel> module,
        IncrementalValuesProvider<string> outlines,
        IncrementalValueProvider<NameTable> names)
    {
        var wrappers = outlines.Collect();
        var directory = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => ProjectPaths.DirectoryOf(options.GlobalOptions));
        var maps = module.Combine(wrappers).Combine(directory).Combine(context.CompilationProvider)
            .SelectMany(static (all, token) => all.Left.Left.Left is { IsNeeded: true } needed
                ? new[] { MapParser.Parse(needed, all.Left.Left.Right, all.Right, new ProjectPaths(all.Left.Right), token) }
                : []).WithTrackingName(Steps.Map);
        var map = maps.Select(static (model, _) => MapEmitter.Emit(model))
            .Combine(names)
            .Select(static (pair, _) => Linker.Link(pair.Left, pair.Right))
            .WithTrackingName(Steps.MapFile);
        context.RegisterImplementationSourceOutput(map, static (output, file) => output.AddSource(file.FileName, file.Text));
    }
}
