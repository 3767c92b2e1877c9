using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RiskTraceGen.Analyzers.Calls;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Tracing;

/// <summary>Where leaks are reported: with what is declared here, else with the annotation or the class that has it recorded.</summary>
internal sealed class LeakPlaces(KnownSymbols symbols, RecordedSecrets secrets, EventSecrets events, GenericSecrets generic)
{
    /// <summary>Leaks of an annotated call, of what its broker inherits, and of what stands in for it.</summary>
    public IEnumerable<(Leak Leak, Location Place)> OfCall(AnnotatedCall call)
    {
        IEnumerable<IMethodSymbol> inherited = PlaceOf(call.Broker) is null && symbols.RecordedCalls.IsFirstOf(call.Method, call.Broker)
            ? symbols.RecordedCalls.InheritedBy(call.Broker)
            : [];
        IEnumerable<IMethodSymbol> substitutes = CallPolicies.SubstitutesOf(call.Method, call.Broker, symbols.Compilation.Assembly, symbols.Compilation)
            .Where(substitute => PlaceOf(substitute) is null && symbols.RecordedCalls.IsFirstBehind(substitute, call.Method, call.Broker));
        return Of(call.Method, call.Broker, call.Place)
            .Concat(inherited.SelectMany(method => OfInherited(method, call.Broker, call.Place)))
            .Concat(substitutes.SelectMany(substitute => Of(substitute, call.Broker, call.Place)));
    }

    /// <summary>Leaks of a method as what stands in for a call, and of its parameters as events. An editor offers no fix for what is found elsewhere.</summary>
    public IEnumerable<(Leak Leak, Location Place)> OfMethod(IMethodSymbol method, CancellationToken cancellationToken)
    {
        IEnumerable<(Leak, Location)> substitute = symbols.RecordedCalls.BrokerOf(method) is { } broker ? Of(method, broker, method.Locations[0]) : [];
        return substitute.Concat(from parameter in method.Parameters
                                 where symbols.Recorded.IsEvent(parameter)
                                 from leak in events.In(parameter)
                                 select (leak, TypeOf(parameter, cancellationToken)));
    }

    /// <summary>Leaks of what a type inherits, of its members, and of what the generic code of its base class is given.</summary>
    public IEnumerable<(Leak Leak, Location Place)> OfType(INamedTypeSymbol type)
        => symbols.RecordedCalls.InheritedBy(type).SelectMany(method => OfInherited(method, type, type.Locations[0]))
            .Concat(InheritedEvents(type).Concat(generic.InBase(type)).Select(leak => (leak, type.Locations[0])))
            .Concat(OfMembers(type));

    private IEnumerable<(Leak Leak, Location Place)> Of(IMethodSymbol method, INamedTypeSymbol broker, Location annotation)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
            foreach (Leak leak in secrets.OfParameter(parameter, broker))
                yield return (leak, PlaceOf(parameter) ?? annotation);
        foreach (Leak leak in secrets.OfResult(method, broker))
            yield return (leak, PlaceOf(method) ?? annotation);
    }

    // Of a type parameter nothing can be said where it is declared, only where something stands in its place.
    private IEnumerable<(Leak Leak, Location Place)> OfInherited(IMethodSymbol method, INamedTypeSymbol broker, Location place)
    {
        Location Place(ISymbol symbol) => method.ContainingType.Is(broker) ? PlaceOf(symbol) ?? place : place;

        foreach (IParameterSymbol parameter in method.Parameters)
            if (!secrets.AreSaidOf(parameter, broker))
                foreach (Leak leak in secrets.OfParameter(parameter, broker))
                    yield return (leak, Place(parameter));
        if (!secrets.AreSaidOfResult(method, broker))
            foreach (Leak leak in secrets.OfResult(method, broker))
                yield return (leak, Place(method));
    }

    private IEnumerable<Leak> InheritedEvents(INamedTypeSymbol rule)
        => Annotations.Find(rule, Annotations.RiskRule) is not null
            ? symbols.Recorded.EvaluationsOf(rule)
                .Select(static method => method.Parameters[0])
                .Where(parameter => !parameter.ContainingType.Is(rule) && !IsReportedOf(rule, parameter))
                .SelectMany(events.In)
            : [];

    // Of what declares it, or of a class in between, which names what it is.
    private bool IsReportedOf(INamedTypeSymbol rule, IParameterSymbol inherited)
    {
        for (INamedTypeSymbol? between = rule.BaseType; between is not null && !between.Is(inherited.ContainingType); between = between.BaseType)
            if (PlaceOf(between) is not null && generic.InBase(between.OriginalDefinition).Any())
                return true;
        return inherited.OriginalDefinition is var declared && PlaceOf(declared) is not null && events.In(declared).Any();
    }

    private IEnumerable<(Leak Leak, Location Place)> OfMembers(INamedTypeSymbol type)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || !symbols.Recorded.Contains(type))
            yield break;

        bool isText = TraceFormats.Of(type) is not null, isSecret = events.IsPayloadOfSecret(type);
        if (isSecret)
            yield return (new Leak(type.Name, $"every '{type.Display()}'", isText ? EventSecrets.WriteText : EventSecrets.MarkMember), type.Locations[0]);
        if (isSecret && isText)
            yield break;
        foreach ((ISymbol member, Leak leak) in secrets.OfMembers(type))
            if (member.Is(type) || member.ContainingType.Is(type) || IsInheritedBy(type, member))
                yield return (leak, PlaceOf(member) ?? type.Locations[0]);
    }

    /// <summary>What is inherited is said once: of the type that declares it if that is recorded itself and has it whatever it is closed with, else of the
    /// first one in the source that inherits it.</summary>
    private bool IsInheritedBy(INamedTypeSymbol type, ISymbol member)
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
