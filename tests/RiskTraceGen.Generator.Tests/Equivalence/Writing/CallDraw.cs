namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>Draws the calls of methods.</summary>
internal sealed class CallDraw(Draw draw)
{
    private int _number;

    /// <summary>A call of something that is not recorded.</summary>
    public Call PassedThrough(string body, params IReadOnlyList<Shape> shapes)
        => new(_number, null, $"log.Value({_number++}, () => {Block.Of(body)});", shapes, new HashSet<Behaviour>());

    public IEnumerable<Call> Calls(Member member)
    {
        for (int left = draw.Number(1, 2); left > 0; left--)
            yield return Next(member);
    }

    private Call Next(Member member)
    {
        int number = _number++;
        var site = new CallSite(member, draw);
        string observer = Observer(member, site.Behaviours);
        string lambda = $"() => {Block.Of(Body(member, site))}";
        string statement = observer.EndsWith("Async", StringComparison.Ordinal) ? $"await log.{observer}({number}, {lambda});" : $"log.{observer}({number}, {lambda});";
        return new Call(number, member.IsTraced ? member.TraceName : null, statement, [.. member.Shapes], site.Behaviours);
    }

    // What is passed by reference is looked at also where the call throws.
    private static IEnumerable<string> Body(Member member, CallSite site)
    {
        string[] watched = [.. member.Parameters.Select(parameter => parameter.Fill(parameter.Kind.Afterwards)).Where(text => text.Length > 0)];
        string call = member.Result.Call.Replace("{call}", site.Expression, StringComparison.Ordinal);
        return
        [
            .. member.Parameters.Select(parameter => parameter.Fill(parameter.Kind.Setup)),
            site.Setup,
            watched.Length == 0 ? call : $"try\n{Block.Of(call)}\nfinally\n{Block.Of(watched)}",
        ];
    }

    // A value task of several failures hands out one, and only a task of a value task would show the others: docs/broker-calls.md says so.
    private string Observer(Member member, ISet<Behaviour> behaviours)
    {
        string observer = member.Result.Observer;
        if (observer == "TaskAsync" && draw.Chance(15))
        {
            behaviours.Add(Behaviour.BlocksOnTheResult);
            return "BlockedTaskAsync";
        }

        if (observer == "ValueTaskAsync" && draw.Chance(25) && !behaviours.Contains(Behaviour.FailsOfSeveralThingsLater))
        {
            behaviours.Add(Behaviour.AwaitsAsATask);
            return "ValueTaskAsTaskAsync";
        }

        return observer;
    }
}
