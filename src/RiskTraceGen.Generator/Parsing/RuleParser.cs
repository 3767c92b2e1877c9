using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

/// <summary>Rules: symbols to models.</summary>
internal static class RuleParser
{
    public static Parsed<RuleModel>? Parse(INamedTypeSymbol type, AttributeData attribute, Compilation compilation)
    {
        if (Annotations.Name(attribute) is not { } name || Components.Parse(type, compilation) is not { } component)
            return null;

        var values = new ValueParser(compilation);
        var events = new HashSet<string>(StringComparer.Ordinal);
        var evaluations = new List<EvaluationModel>();
        foreach (IMethodSymbol method in RuleMethods.Candidates(type))
        {
            // One evaluation for an event: the first in source order.
            if (RuleMethods.IsUsable(method, compilation) && events.Add(TypeRefs.Plain(EventParser.TypeOf((INamedTypeSymbol)method.Parameters[0].Type)).Full))
                evaluations.Add(Evaluation(method, values, compilation));
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
                values.Encoders);
    }

    private static EvaluationModel Evaluation(IMethodSymbol method, ValueParser values, Compilation compilation)
        => new(
            EventParser.Parse((INamedTypeSymbol)method.Parameters[0].Type, values, compilation),
            TypeRefs.Escape(method.Name),
            References.To(method).Element,
            WellKnown.IsTask(method.ReturnType, 1) ? ResultKind.Task : WellKnown.IsValueTask(method.ReturnType, 1) ? ResultKind.ValueTask : ResultKind.Value,
            method.Parameters.Select(parameter => Components.Argument(parameter, compilation)).ToEquatableArray());
}
