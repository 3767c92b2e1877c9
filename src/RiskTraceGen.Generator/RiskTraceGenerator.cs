using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Generator.Emitting;
using RiskTraceGen.Generator.Linking;
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
        var brokers = program.Models(Brokers);
        var rules = program.Models(static program => program.Declarations<ClassDeclarationSyntax>(Annotations.RiskRule)
            .Select(found => RuleParser.Parse((INamedTypeSymbol)found.Symbol, found.Attributes[0], program.Compilation)));
        var payloads = program.Models(static program => program.Declarations<TypeDeclarationSyntax>(Annotations.HookEvent)
            .Select(found => EventParser.ParsePayload((INamedTypeSymbol)found.Symbol, program.Compilation)));
        var handlers = program.Models(static program => program.Declarations<MethodDeclarationSyntax>(Annotations.Hook).Concat(program.Declarations<MethodDeclarationSyntax>(Annotations.HookFailure))
            .Select(found => HandlerParser.FromMethod(found.Symbol, program.Compilation)));
        var deadlines = program.Models(static program => program.Declarations<TypeDeclarationSyntax>(Annotations.FlowDeadline)
            .Select(found => DeadlineParser.OfType((INamedTypeSymbol)found.Symbol, program.Compilation))
            .Concat(DeadlineParser.OfAssembly(program.OfAssembly(Annotations.FlowDeadline)))).WithTrackingName(Steps.Deadlines);
        var assembly = declared.Combine(context.AnalyzerConfigOptionsProvider).Select(static (pair, _)
            => AssemblyParser.Parse(pair.Left, pair.Right.GlobalOptions.TryGetValue("build_property.RootNamespace", out string? name) ? name : null));

        var encoders = Composition.Join(brokers.Encoders(), rules.Encoders(), payloads.Encoders()).Collect().SelectMany(Composition.Distinct).WithTrackingName(Steps.Encoders);
        var brokerModels = brokers.Select(static (parsed, _) => parsed.Model).WithTrackingName(Steps.Brokers);
        var wrappers = brokerModels.Select(static (broker, _) => BrokerName.Of(broker)).Collect().Select(static (names, _) => WrapperNames.Assign(names)).WithTrackingName(Steps.Wrappers);
        var events = rules.Select(static (parsed, _) => parsed.Model).Collect().Combine(wrappers).Combine(assembly)
            .SelectMany(static (pair, _) => RulesPlaces.Assign(Binder.Events(pair.Left.Left, pair.Left.Right), pair.Right)).WithTrackingName(Steps.Events);
        var boundHandlers = handlers.Collect().SelectMany(Composition.DistinctHandlers).Combine(wrappers)
            .Select(static (pair, _) => Binder.Handlers(pair.Left, pair.Right)).NotNull().WithTrackingName(Steps.Handlers);
        var module = Composition.Module(assembly, events, boundHandlers, payloads.Select(static (parsed, _) => parsed.Model), brokerModels, encoders, deadlines)
            .WithTrackingName(Steps.Module);

        var drafts = Composition.Join(
            brokerModels.Combine(wrappers).Select(static (pair, _) => WrapperEmitter.Emit(pair.Left, pair.Right.Of(pair.Left))),
            encoders.Select(static (encoder, _) => EncoderEmitter.Emit(encoder)),
            events.Select(static (dispatch, _) => DispatchEmitter.Emit(dispatch)),
            boundHandlers.Select(static (handler, _) => HandlerEmitter.Emit(handler)),
            module.SelectMany(static (model, _) => model.IsNeeded ? new[] { ModuleEmitter.Emit(model) } : [])).WithTrackingName(Steps.Drafts);
        var names = drafts.Select(static (draft, _) => DraftNames.Of(draft)).Collect()
            .Combine(program)
            .Select(static (pair, _) => NameTableBuilder.Build(pair.Left, pair.Right.GlobalUsings, pair.Right.Compilation)).WithTrackingName(Steps.Names);
        var files = drafts.Combine(names).Select(static (pair, _) => Linker.Link(pair.Left, pair.Right)).WithTrackingName(Steps.Files);
        context.RegisterSourceOutput(files, static (output, file) => output.AddSource(file.FileName, file.Text));
    }

    private static IEnumerable<Parsed<BrokerModel>?> Brokers(AnnotatedProgram program)
        => program.Declarations<MethodDeclarationSyntax>(Annotations.BrokerCall).Select(found => BrokerParser.FromMethod(found.Symbol, program.Compilation))
            .Concat(BrokerParser.FromAssembly(program.OfAssembly(Annotations.BrokerCall), program.Compilation))
            .Concat(program.Combinations().Select(type => BrokerParser.FromCombination(type, program.Compilation)));
}
