using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Emitting;
using RiskTraceGen.Generator.Incremental;
using RiskTraceGen.Generator.Linking;
using RiskTraceGen.Generator.Mapping;
using RiskTraceGen.Generator.Model;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator;

/// <summary>
/// Generates wrappers, encoders, dispatchers, handlers and the module of an assembly: symbols are parsed into models, models are emitted as drafts,
/// drafts are linked into files. It reports nothing: code that it cannot use, it leaves alone.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class RiskTraceGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(static output =>
        {
            output.AddEmbeddedAttributeDefinition();
            output.AddSource(AssemblyMark.FileName, AssemblyMark.Text);
        });

        var declared = context.CompilationProvider.Select(static (compilation, _) => compilation).WithComparer(DeclarationComparer.Instance);
        var program = declared.Select(AnnotatedProgram.Of);
        var files = program.SelectMany(static (program, token) => program.Models(token));
        var brokers = files.SelectMany(static (file, _) => file.Brokers);
        var rules = files.SelectMany(static (file, _) => file.Rules);
        var payloads = files.SelectMany(static (file, _) => file.Payloads);
        var handlers = files.SelectMany(static (file, _) => file.Handlers);
        var deadlines = files.SelectMany(static (file, _) => file.Deadlines).WithTrackingName(Steps.Deadlines);
        var named = program.Select(static (program, _) => program).WithComparer(NameComparer.Instance);
        var compliance = files.Where(static file => file.IsCompliant).Collect().Select(static (files, _) => files.Length > 0);
        var assembly = named.Combine(context.AnalyzerConfigOptionsProvider).Combine(compliance).Select(static (pair, _)
            => AssemblyParser.Parse(
                pair.Left.Left.Compilation,
                pair.Left.Right.GlobalOptions.TryGetValue("build_property.RootNamespace", out string? name) ? name : null,
                pair.Right));

        var encoders = Composition.Join(brokers.Encoders(), rules.Encoders(), payloads.Encoders())
            .Collect()
            .SelectMany(Composition.Distinct)
            .WithTrackingName(Steps.Encoders);
        var brokerModels = brokers.Select(static (parsed, _) => parsed.Model).WithTrackingName(Steps.Brokers);
        var wrappers = brokerModels.Select(static (broker, _) => BrokerName.Of(broker)).Collect().Combine(named)
            .Select(static (pair, _) => WrapperNames.Assign(pair.Left, (space, name) => GeneratedNames.IsTaken(pair.Right.Compilation, space, name)))
            .WithTrackingName(Steps.Wrappers);
        var wrapped = brokerModels.Combine(wrappers)
            .SelectMany(static (pair, _) => pair.Right.Of(pair.Left) is { } wrapper ? new[] { (Model: pair.Left, Wrapper: wrapper) } : []);
        var events = rules.Select(static (parsed, _) => parsed.Model).Collect().Combine(wrappers).Combine(assembly)
            .SelectMany(static (pair, _) => RulesPlaces.Assign(new Binder(pair.Left.Right).Events(pair.Left.Left), pair.Right)).WithTrackingName(Steps.Events);
        var boundHandlers = handlers.Collect().SelectMany(Composition.DistinctHandlers).Combine(wrappers)
            .Select(static (pair, _) => new Binder(pair.Right).Handlers(pair.Left)).NotNull().WithTrackingName(Steps.Handlers);
        var module = Composition.Module(
            assembly,
            events,
            boundHandlers,
            payloads.Select(static (parsed, _) => parsed.Model),
            wrapped.Select(static (broker, _) => broker.Model),
            encoders,
            deadlines)
            .WithTrackingName(Steps.Module);

        var drafts = Composition.Join(
            wrapped.Select(static (broker, _) => WrapperEmitter.Emit(broker.Model, broker.Wrapper)),
            encoders.Select(static (encoder, _) => EncoderEmitter.Emit(encoder)),
            events.Select(static (dispatch, _) => DispatchEmitter.Emit(dispatch)),
            boundHandlers.Select(static (handler, _) => HandlerEmitter.Emit(handler)),
            module.SelectMany(static (model, _) => model.IsNeeded ? new[] { ModuleEmitter.Emit(model) } : []))
            .Collect()
            .SelectMany(Composition.DistinctDrafts)
            .WithTrackingName(Steps.Drafts);
        var names = Composition.Join(
                drafts.Select(static (draft, _) => DraftNames.Of(draft)),
                module.SelectMany(static (model, _) => model.IsNeeded ? new[] { DraftNames.Of(MapEmitter.Emit(MapModel.Empty(model.Assembly))) } : []))
            .Collect().Combine(named)
            .Select(static (pair, _) => NameTableBuilder.Build(pair.Left, pair.Right.GlobalUsings, pair.Right.Compilation)).WithTrackingName(Steps.Names);
        var sources = drafts.Combine(names).Select(static (pair, _) => Linker.Link(pair.Left, pair.Right)).WithTrackingName(Steps.Files);
        context.RegisterSourceOutput(sources, static (output, file) => output.AddSource(file.FileName, file.Text));
        context.RegisterExecutionMap(module, wrapped.Select(static (broker, _) => OutlineEmitter.Emit(broker.Model, broker.Wrapper)), names);
    }
}
