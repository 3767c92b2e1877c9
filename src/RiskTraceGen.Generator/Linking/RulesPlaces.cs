using RiskTraceGen.Generator.Emitting;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Linking;

/// <summary>
/// Where the classes stand that hold the rules of events: beside the event; those of events of the framework, such as tuples, in the root namespace
/// of the assembly. Each has a name of its own there.
/// </summary>
internal static class RulesPlaces
{
    public static IEnumerable<DispatchModel> Assign(IEnumerable<DispatchModel> events, AssemblyModel assembly)
    {
        var taken = new HashSet<string>(assembly.RulesClasses.Select(name => $"{assembly.RootNamespace}.{name}"), StringComparer.Ordinal);

        // The parser has seen to it that the others meet no type of the user, so they choose first.
        return events
            .OrderBy(dispatch => dispatch.Event.IsFramework)
            .Select(dispatch => dispatch with { Event = Place(dispatch.Event, assembly.RootNamespace, taken) })
            .OrderBy(dispatch => dispatch.Event.Type.Full, StringComparer.Ordinal);
    }

    private static EventModel Place(EventModel riskEvent, string rootNamespace, HashSet<string> taken)
    {
        string space = riskEvent.IsFramework ? rootNamespace : riskEvent.Namespace;
        string name = Identifiers.Unique($"{space}.{riskEvent.RulesClass}", taken);
        return riskEvent with { Namespace = space, RulesClass = name.Substring(space.Length + 1) };
    }
}
