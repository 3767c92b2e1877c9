using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Calls;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>RTG0104: what looks like a secret would be written to the trace.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TracedSecret() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0104";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A secret that would be traced",
        "'{0}' looks like a secret and would be written to the trace with {1}; {2}",
        Categories.Tracing,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A journal is kept, copied and sent to support. Whoever reads a key or a password there can trade on the account.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        var names = new SecretNames(symbols.Compilation);
        var erased = new ErasedSecrets(symbols, names);
        var formatted = new FormattedSecrets(names);
        var generic = new GenericSecrets(symbols, erased);
        var given = new GivenSecrets(symbols, new UndeclaredSecrets(symbols, names, erased, formatted), generic);
        var secrets = new RecordedSecrets(symbols, names, erased, formatted);
        var events = new EventSecrets(names, erased, secrets);
        bool isTest = TestProject.IsTestProject(context.Compilation, context.Options);
        void Report(Action<Diagnostic> report, Location place, Leak leak)
        {
            if (!isTest || (place.SourceTree is { } tree && TestProject.HasExplicitSeverity(context.Compilation, tree, Rule, context.CancellationToken)))
                report(Diagnostic.Create(Rule, place, leak.Name, leak.Where, leak.Advice));
        }

        void Check(IMethodSymbol method, INamedTypeSymbol broker, Location annotation, Action<Diagnostic> report)
        {
            foreach (IParameterSymbol parameter in method.Parameters)
                foreach (Leak leak in secrets.OfParameter(parameter, broker))
                    Report(report, PlaceOf(parameter) ?? annotation, leak);
            foreach (Leak leak in secrets.OfResult(method, broker))
                Report(report, PlaceOf(method) ?? annotation, leak);
        }

        // Of a type parameter nothing can be said where it is declared, only where something stands in its place.
        void CheckInherited(IMethodSymbol method, INamedTypeSymbol broker, Location place, Action<Diagnostic> report)
        {
            Location Place(ISymbol symbol) => method.ContainingType.Is(broker) ? PlaceOf(symbol) ?? place : place;

            foreach (IParameterSymbol parameter in method.Parameters)
                if (!secrets.AreSaidOf(parameter, broker))
                    foreach (Leak leak in secrets.OfParameter(parameter, broker))
                        Report(report, Place(parameter), leak);
            if (!secrets.AreSaidOfResult(method, broker))
                foreach (Leak leak in secrets.OfResult(method, broker))
                    Report(report, Place(method), leak);
        }

        void CheckEvent(IParameterSymbol parameter, Location place, Action<Diagnostic> report)
        {
            foreach (Leak leak in events.In(parameter))
                Report(report, place, leak);
        }

        // Of what declares it, or of a class in between, which names what it is.
        bool IsReportedOf(INamedTypeSymbol rule, IParameterSymbol inherited)
        {
            for (INamedTypeSymbol? between = rule.BaseType; between is not null && !between.Is(inherited.ContainingType); between = between.BaseType)
                if (PlaceOf(between) is not null && generic.InBase(between.OriginalDefinition).Any())
                    return true;
            return inherited.OriginalDefinition is var declared && PlaceOf(declared) is not null && events.In(declared).Any();
        }

        context.RegisterAnnotatedCalls((call, report) =>
        {
            Check(call.Method, call.Broker, call.Place, report);
            if (PlaceOf(call.Broker) is null && symbols.RecordedCalls.IsFirstOf(call.Method, call.Broker))
                foreach (IMethodSymbol inherited in symbols.RecordedCalls.InheritedBy(call.Broker))
                    CheckInherited(inherited, call.Broker, call.Place, report);
            foreach (IMethodSymbol substitute in CallPolicies.SubstitutesOf(call.Method, call.Broker, symbols.Compilation.Assembly, symbols.Compilation))
                if (PlaceOf(substitute) is null && symbols.RecordedCalls.IsFirstBehind(substitute, call.Method, call.Broker))
                    Check(substitute, call.Broker, call.Place, report);
        });

        // What stands in for a call in source is reported with itself, not with the call: an editor offers no fix for what is found elsewhere.
        context.RegisterSymbolAction(
            symbol =>
            {
                var method = (IMethodSymbol)symbol.Symbol;
                if (symbols.RecordedCalls.BrokerOf(method) is { } broker)
                    Check(method, broker, method.Locations[0], symbol.ReportDiagnostic);
                foreach (IParameterSymbol parameter in method.Parameters)
                    if (symbols.Recorded.IsEvent(parameter))
                        CheckEvent(parameter, TypeOf(parameter, symbol.CancellationToken), symbol.ReportDiagnostic);
            },
            SymbolKind.Method);
        context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                foreach (IMethodSymbol method in symbols.RecordedCalls.InheritedBy(type))
                    CheckInherited(method, type, type.Locations[0], symbol.ReportDiagnostic);
                if (Annotations.Find(type, Annotations.RiskRule) is not null)
                    foreach (IParameterSymbol parameter in symbols.Recorded.EvaluationsOf(type).Select(static method => method.Parameters[0]))
                        if (!parameter.ContainingType.Is(type) && !IsReportedOf(type, parameter))
                            CheckEvent(parameter, type.Locations[0], symbol.ReportDiagnostic);
                if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || !symbols.Recorded.Contains(type))
                    return;

                bool isText = TraceFormats.Of(type) is not null, isSecret = events.IsPayloadOfSecret(type);
                if (isSecret)
                    Report(
                        symbol.ReportDiagnostic,
                        type.Locations[0],
                        new Leak(type.Name, $"every '{type.Display()}'", isText ? EventSecrets.WriteText : EventSecrets.MarkMember));
                if (isSecret && isText)
                    return;
                foreach ((ISymbol member, Leak leak) in secrets.OfMembers(type))
                    if (member.Is(type) || member.ContainingType.Is(type) || IsInheritedBy(type, member, secrets, symbols))
                        Report(symbol.ReportDiagnostic, member.Locations[0].IsInSource ? member.Locations[0] : type.Locations[0], leak);
            },
            SymbolKind.NamedType);

        context.RegisterSymbolAction(
            symbol =>
            {
                foreach (Leak leak in generic.InBase((INamedTypeSymbol)symbol.Symbol))
                    Report(symbol.ReportDiagnostic, symbol.Symbol.Locations[0], leak);
            },
            SymbolKind.NamedType);
        context.RegisterOperationAction(
            operation =>
            {
                foreach ((Leak leak, Location place) in given.In(operation.Operation))
                    Report(operation.ReportDiagnostic, place, leak);
            },
            OperationKind.Invocation,
            OperationKind.MethodReference,
            OperationKind.ObjectCreation,
            OperationKind.SimpleAssignment,
            OperationKind.CoalesceAssignment,
            OperationKind.DeconstructionAssignment,
            OperationKind.Return,
            OperationKind.YieldReturn);
    }

    /// <summary>
    /// What is inherited is said once: of the type that declares it if that is recorded itself and has it whatever
    /// it is closed with, else of the first one in the source that inherits it.
    /// </summary>
    private static bool IsInheritedBy(INamedTypeSymbol type, ISymbol member, RecordedSecrets secrets, KnownSymbols symbols)
        => !(symbols.Recorded.Contains(member.ContainingType)
            && secrets.OfMembers(member.ContainingType.OriginalDefinition).Any(declared => declared.Member.Is(member.OriginalDefinition)))
           && symbols.Recorded.InSourceOrder
               .First(heir => secrets.OfMembers(heir).Any(inherited => inherited.Member.OriginalDefinition.Is(member.OriginalDefinition)))
               .Is(type);

    // No attribute of an event's parameter keeps anything out of a trace: what is reported is the type.
    private static Location TypeOf(IParameterSymbol parameter, CancellationToken cancellationToken)
        => parameter.DeclaringSyntaxReferences is [var reference, ..] && reference.GetSyntax(cancellationToken) is ParameterSyntax { Type: { } type }
            ? type.GetLocation()
            : parameter.Locations[0];

    private static Location? PlaceOf(ISymbol symbol) => symbol.Locations.FirstOrDefault(static place => place.IsInSource);
}
