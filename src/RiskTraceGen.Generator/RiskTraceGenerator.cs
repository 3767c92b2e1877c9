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

        var brokers = Composition.Join(
            context.Annotated<MethodDeclarationSyntax, Parsed<BrokerModel>>(Annotations.BrokerCall, static match
                => BrokerParser.FromMethod(match.TargetSymbol, match.SemanticModel.Compilation)),
            context.AnnotatedAssembly(Annotations.BrokerCall, static match => BrokerParser.FromAssembly(match.Attributes, match.SemanticModel.Compilation)),
            context.Declared<Parsed<BrokerModel>>(Syntax.CanCombine, static (type, compilation) => BrokerParser.FromCombination(type, compilation)));
        var rules = context.Annotated<ClassDeclarationSyntax, Parsed<RuleModel>>(Annotations.RiskRule, static match
            => RuleParser.Parse((INamedTypeSymbol)match.TargetSymbol, match.Attributes[0], match.SemanticModel.Compilation));
        var payloads = context.Annotated<TypeDeclarationSyntax, Parsed<PayloadModel>>(Annotations.HookEvent, static match
            => EventParser.ParsePayload((INamedTypeSymbol)match.TargetSymbol, match.SemanticModel.Compilation));
        var handlers = Composition.Join(
            context.Annotated<MethodDeclarationSyntax, HandlerClassModel>(Annotations.Hook, ParseHandlers),
            context.Annotated<MethodDeclarationSyntax, HandlerClassModel>(Annotations.HookFailure, ParseHandlers));
        var deadlines = Composition.Join(
            context.Annotated<TypeDeclarationSyntax, DeadlineModel>(Annotations.FlowDeadline, static match
                => DeadlineParser.OfType((INamedTypeSymbol)match.TargetSymbol, match.SemanticModel.Compilation)),
            context.AnnotatedAssembly(Annotations.FlowDeadline, static match => DeadlineParser.OfAssembly(match.Attributes))).WithTrackingName(Steps.Deadlines);
        var assembly = context.CompilationProvider.Combine(context.AnalyzerConfigOptionsProvider).Select(static (pair, _)
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
            .Combine(context.GlobalUsings().Collect()).Combine(context.CompilationProvider)
            .Select(static (pair, _) => NameTableBuilder.Build(pair.Left.Left, pair.Left.Right, pair.Right)).WithTrackingName(Steps.Names);
        var files = drafts.Combine(names).Select(static (pair, _) => Linker.Link(pair.Left, pair.Right)).WithTrackingName(Steps.Files);
        context.RegisterSourceOutput(files, static (output, file) => output.AddSource(file.FileName, file.Text));
    }

    private static HandlerClassModel? ParseHandlers(GeneratorAttributeSyntaxContext match)
        => HandlerParser.FromMethod(match.TargetSymbol, match.SemanticModel.Compilation);
}
