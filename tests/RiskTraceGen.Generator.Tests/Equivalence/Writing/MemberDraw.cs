namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>Draws the methods of a broker.</summary>
/// <param name="draw">Chance.</param>
/// <param name="form">The broker.</param>
internal sealed class MemberDraw(Draw draw, BrokerForm form)
{
    private readonly NamePool _names = new(draw, NamePool.Members);
    private readonly List<Member> _members = [];

    // A broker has something that is recorded, and so has each of two that are brought together.
    public IReadOnlyList<Member> Members()
    {
        int count = draw.Number(2, 5);
        for (int number = 0; number < count; number++)
            _members.Add(Next(isTraced: number == 0 || (number == 1 && form.Kind == Shape.CombinedInterfaces)));
        return [.. _members.Select(member => member with { IsOverload = _members.Count(other => other.Name == member.Name) > 1 })];
    }

    private Member Next(bool isTraced)
    {
        Result result = draw.Of([.. Results.Kinds.Where(kind => !isTraced || kind.IsTraced)]);
        bool isAsync = result.AllowsAsync && draw.Chance(35);
        Parameter[] kinds = Parameters(isAsync);
        Answer answer = draw.Of([.. Answers.All.Where(answer
            => answer.Arrival == result.Arrival
                && (!answer.NeedsPlainTask || (!isAsync && result.Shape is (Shape.Task or Shape.TaskOfResult)))
                && (!answer.NeedsToken || kinds.Any(IsToken)))]);
        NamedParameter[] parameters = Named(kinds);
        ResultValue value = result.Fixed ?? Value(parameters);
        return new Member(Name(result, parameters), isTraced || draw.Chance(85) ? $"{form.TracePrefix}_{_members.Count}" : null, result, value, Filled(answer, value, parameters), parameters)
        {
            IsAsync = isAsync,
            IsObsolete = draw.Chance(8),
            ChangesAmbient = draw.Chance(25),
        };
    }

    private Parameter[] Parameters(bool isAsync)
    {
        var kinds = new List<Parameter>();
        for (int left = draw.Number(0, 3); left > 0; left--)
            kinds.Add(draw.Of(draw.Number(0, 9) switch
            {
                < 4 => Equivalence.Parameters.Plain,
                < 6 => Equivalence.Parameters.ByReference,
                6 => Equivalence.Parameters.OnTheStack,
                7 => Equivalence.Parameters.Generic,
                8 => Equivalence.Parameters.Tokens,
                _ => form.TypeParameters,
            }));
        if (draw.Chance(35))
            kinds.Add(draw.Of(Equivalence.Parameters.Optional));
        if (draw.Chance(15))
            kinds.Add(draw.Of(Equivalence.Parameters.Params));
        List<Parameter> ordered = [.. kinds.Where(kind => !isAsync || kind.AllowsAsync).OrderBy(kind => kind.Place).ThenBy(kind => kind.Default is not null)];
        int required = ordered.Count(kind => kind.Place == Place.Anywhere);
        bool hasDefaults = ordered.All(kind => kind.Place != Place.AmongTheOptional || kind.Default is not null);
        if (required > 0 && hasDefaults && draw.Chance(10))
            ordered.Insert(required, Equivalence.Parameters.CallerArgumentExpression);
        return [.. ordered];
    }

    private NamedParameter[] Named(Parameter[] kinds)
    {
        var names = new NamePool(draw, NamePool.Parameters);
        var named = new List<NamedParameter>();
        foreach (Parameter kind in kinds)
            named.Add(new NamedParameter(kind, names.Next(), named.Count, named.LastOrDefault()?.Name.TrimStart('@') ?? ""));
        return [.. named];
    }

    private ResultValue Value(NamedParameter[] parameters)
        => parameters.FirstOrDefault(parameter => parameter.Kind.IsReturnable) is { } generic && draw.Chance(60)
            ? new ResultValue(Shape.GenericResult, generic.Type, generic.Name)
            : draw.Of([.. Results.Values, .. form.Values]);

    // Overloads are told by how many parameters they have, all of which have to be given: everything else could be ambiguous for a caller.
    private string Name(Result result, NamedParameter[] parameters)
    {
        if (_members.Count > 0 && !form.IsForeign && draw.Chance(20) && IsSimple(parameters) && _members.All(member => IsSimple(member.Parameters) && member.Parameters.Count != parameters.Length))
            return _members[^1].Name;

        string name = _names.Next();
        return result.Arrival == Arrival.ByTask && !NamePool.IsEscaped(name) && draw.Chance(70) ? name + "Async" : name;
    }

    private static bool IsSimple(IEnumerable<NamedParameter> parameters)
        => parameters.All(parameter => parameter.Kind is { Place: Place.Anywhere, TypeParameters.Count: 0 });

    private static bool IsToken(Parameter parameter) => parameter.Shape is Shape.TokenParameter or Shape.OptionalTokenParameter;

    private Answer Filled(Answer answer, ResultValue value, NamedParameter[] parameters)
    {
        string token = parameters.FirstOrDefault(parameter => IsToken(parameter.Kind))?.Name ?? "";
        return answer with
        {
            Expression = answer.Expression
                .Replace("{t}", value.Type, StringComparison.Ordinal)
                .Replace("{v}", value.Value, StringComparison.Ordinal)
                .Replace("{token}", token, StringComparison.Ordinal)
                .Replace("{failure}", draw.Of(Answers.Failures), StringComparison.Ordinal),
        };
    }
}
