namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>How one call of a method is written.</summary>
internal sealed class CallSite
{
    private const string Somebody = "subject";

    private readonly HashSet<Behaviour> _behaviours;
    private readonly Member _member;
    private readonly Draw _draw;

    public CallSite(Member member, Draw draw)
    {
        _member = member;
        _draw = draw;
        _behaviours = [member.Answer.Behaviour, .. member.Parameters.Select(parameter => parameter.Kind.Behaviour).OfType<Behaviour>()];
        if (member.ChangesAmbient)
            _behaviours.Add(Behaviour.ChangesTheAmbientValue);
        if (member.Answer.Throws && _behaviours.Contains(Behaviour.WritesThroughReferences))
            _behaviours.Add(Behaviour.WritesBeforeItThrows);
        if (member.Parameters.Any(parameter => parameter.Kind.Shape == Shape.DelegateParameter))
            _behaviours.Add(Behaviour.CallsBack);

        string subject = Subject();
        bool isGroup = draw.Chance(10) && subject == Somebody && member.TypeParameters.Count == 0 && !member.IsOverload && member.Parameters.All(parameter => parameter.Kind.Place == Place.Anywhere);
        if (isGroup)
        {
            _behaviours.Add(Behaviour.CallsThroughADelegate);
            Setup = $"var group = {subject}.{member.Name};";
        }

        string arguments = string.Join(", ", Arguments(allowsNames: !isGroup));
        Expression = isGroup ? $"group({arguments})" : $"{subject}.{member.Name}{TypeArguments()}({arguments})";
    }

    public ISet<Behaviour> Behaviours => _behaviours;

    /// <summary>What comes before the call.</summary>
    public string Setup { get; } = "";

    /// <summary>The call.</summary>
    public string Expression { get; }

    // Of a generic method the runtime looks for the receiver before it evaluates arguments; a wrapper around null is somebody.
    private string Subject()
    {
        if (_member.TypeParameters.Count > 0 || !_draw.Chance(4))
            return Somebody;

        _behaviours.Add(Behaviour.CallsNobody);
        return "nobody";
    }

    private string TypeArguments()
        => _member.TypeArguments.Count > 0 && (_draw.Chance(50) || _member.Parameters.Any(parameter => parameter.Kind.Shape is Shape.TypeParameterConstraint or Shape.AllowsRefStruct))
            ? $"<{string.Join(", ", _member.TypeArguments)}>"
            : "";

    private IEnumerable<string> Arguments(bool allowsNames)
    {
        NamedParameter[] given = Given();
        if (given.Length > 1)
            _behaviours.Add(Behaviour.EvaluatesArgumentsInOrder);

        int refusing = given.Length > 0 && _draw.Chance(5) ? _draw.Number(0, given.Length - 1) : -1;
        int lateBound = refusing < 0 && IsBindable() && _draw.Chance(50) ? _draw.Number(0, given.Length - 1) : -1;
        string[] values = [.. given.Select((parameter, place) => Value(parameter, place == refusing, place == lateBound))];
        bool isNamed = allowsNames && lateBound < 0 && given.Length > 0 && given[^1].Kind.Place != Place.Last && (given.Length < _member.Parameters.Count || _draw.Chance(25));
        if (!isNamed)
            return values;

        if (given.Length > 1)
            _behaviours.Add(Behaviour.NamesArgumentsOutOfOrder);
        return _draw.Shuffled(given.Zip(values, (parameter, value) => $"{parameter.Name}: {value}"));
    }

    private NamedParameter[] Given()
    {
        NamedParameter[] given = [.. _member.Parameters.Where(parameter => parameter.Kind.Place == Place.Anywhere || _draw.Chance(50))];
        bool leavesOut = given.Length < _member.Parameters.Count;
        // What fills a params parameter stands behind all others.
        if (leavesOut)
            given = [.. given.Where(parameter => parameter.Kind.Place != Place.Last)];
        if (_member.Parameters.Any(parameter => parameter.Kind.Place == Place.AmongTheOptional && !given.Contains(parameter)))
            _behaviours.Add(Behaviour.LeavesOutDefaults);
        return given;
    }

    private string Value(NamedParameter parameter, bool refuses, bool isLateBound)
    {
        if (refuses && Parameters.Plain.Contains(parameter.Kind))
        {
            _behaviours.Add(Behaviour.ThrowsInAnArgument);
            return $"log.Refuses<{(parameter.Type == "dynamic" ? "object" : parameter.Type)}>(\"{parameter.Name}\")";
        }

        if (!isLateBound)
            return parameter.Argument;

        _behaviours.Add(Behaviour.CallsLateBound);
        return $"(dynamic){parameter.Argument}";
    }

    // The compiler binds late where an argument is dynamic; a result would then be dynamic too. Late or through a delegate, a wrapper around null is somebody.
    private bool IsBindable()
        => !_behaviours.Contains(Behaviour.CallsNobody)
            && _member.Result.Shape == Shape.Void
            && _member.Parameters.Count > 0
            && _member.Parameters.All(parameter => Parameters.Plain.Contains(parameter.Kind) && parameter.Kind.AllowsLateBinding);
}
