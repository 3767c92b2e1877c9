using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

/// <summary>Rules: symbols to models.</summary>
internal static class RuleParser
{
    public static Parsed<RuleModel>? Parse(INamedTypeSymbol type, AttributeData attribute, KnownEvents events, Compilation compilation)
    {
        if (Annotations.Name(attribute) is not { } name || Components.Parse(type, compilation) is not { } component)
            return null;

        var evaluated = new HashSet<TypeRef>();
        var evaluations = new List<EvaluationModel>();
        var encoders = new List<EncoderModel>();
        foreach (IMethodSymbol method in RuleMethods.Candidates(type))
        {
            // One evaluation for an event: the first in source order.
            if (!RuleMethods.IsUsable(method, compilation))
                continue;

            Parsed<EventModel> known = events.Of((INamedTypeSymbol)method.Parameters[0].Type);
            if (!evaluated.Add(known.Model.Type))
                continue;

            evaluations.Add(Evaluation(type, method, known.Model, compilation));
            encoders.AddRange(known.Encoders);
        }

        return evaluations.Count == 0
            ? null
            : new Parsed<RuleModel>(
                new RuleModel(
                    name,
                    Annotations.Named(attribute, "Category", ""),
                    Annotations.Named(attribute, "TimeoutMilliseconds", 0),
                    component,
                    evaluations.ToEquatableArray()),
                encoders.ToEquatableArray());
    }

    private static EvaluationModel Evaluation(INamedTypeSymbol rule, IMethodSymbol method, EventModel riskEvent, Compilation compilation)
        => new(
            riskEvent,
            TypeRefs.Of(method.Parameters[0].Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)) != TypeRefs.Plain(method.Parameters[0].Type),
            TypeRefs.Escape(method.Name),
            Declarations.IsHidden(method, rule, compilation) ? TypeRefs.Plain(method.ContainingType) : null,
            method.IsStatic,
            References.To(method).Element,
            WellKnown.IsTask(method.ReturnType, 1) ? ResultKind.Task : WellKnown.IsValueTask(method.ReturnType, 1) ? ResultKind.ValueTask : ResultKind.Value,
            method.Parameters.Select(parameter => Components.Argument(parameter, compilation)).ToEquatableArray(),
            SilencedWarnings.OfCalls(method.ContainingType, method));
}
