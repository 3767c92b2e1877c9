using RiskTraceGen.Generator.Mapping;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Emitting;

/// <summary>An assembly's part of the execution map, told to a builder when somebody asks for it.</summary>
internal static class MapEmitter
{
    // The compiler reads a chain of calls from its end, one inside the other.
    private const int LongestChain = 32;

    public static Draft Emit(MapModel map)
    {
        var writer = new SourceWriter();
        SourceFile.OpenNamespace(writer, map.RootNamespace);
        (string Name, IReadOnlyList<string> Statements)[] parts =
        [
            ("Hooks", [.. map.Hooks.Select(hook => $"map.Hook({Literal(hook.Hook)}, {Literal(hook.Payload)}{Place(hook.Place)});")]),
            ("Rules", [.. map.Rules.Select(
                rule => $"map.Rule({Literals(rule.Name, rule.Category, rule.Event, rule.Member)}{Place(rule.Place)}{Method(rule.Method, rule.Member)});")]),
            ("Handlers", [.. map.Handlers.Select(
                handler => $"map.Handler({Literal(handler.Hook)}, {Identifiers.Literal(handler.Order)}, {Literal(handler.Member)}{Place(handler.Place)}{Method(handler.Method, handler.Member)});")]),
            ("Calls", [.. map.Implemented.Select(
                call => $"map.ImplementedCall({Literals(call.Name, call.Member, call.ImplementedName, call.ImplementedMember)});")]),
            ("Methods", [.. map.Methods.SelectMany(Statements)]),
        ];
        writer.Write($"// Where the rules and handlers of this assembly go, as far as its code can be followed.");
        writer.Write($"partial class {map.Module}");
        using (writer.Block())
        {
            writer.Write("/// <inheritdoc/>");
            writer.Write($"protected override void Map({Known.ExecutionMapBuilder} map)");
            using (writer.Block())
                foreach ((string name, IReadOnlyList<string> statements) in parts)
                    if (statements.Count > 0)
                        writer.Write($"Map{name}(map);");
            foreach ((string name, IReadOnlyList<string> statements) in parts)
                if (statements.Count > 0)
                    WritePart(writer, name, statements);
        }

        return new Draft(
            $"{map.RootNamespace.Replace("@", "")}.RiskTracing.Map", SourceFile.Namespaces(map.RootNamespace), SourceFile.Types(), writer.ToText());
    }

    private static void WritePart(SourceWriter writer, string name, IReadOnlyList<string> statements)
    {
        writer.Blank();
        writer.Write($"private static void Map{name}({Known.ExecutionMapBuilder} map)");
        using (writer.Block())
            writer.WriteStatements(statements);
    }

    private static IEnumerable<string> Statements(MappedMethodModel method)
    {
        string start = $"map.Method({Literal(method.Method)}{Place(method.Place)}{(method.Id is null ? "" : $", id: {Literal(method.Id)}")})";
        for (int i = 0; i == 0 || i < method.Edges.Count; i += LongestChain)
            yield return start + string.Concat(method.Edges.Skip(i).Take(LongestChain).Select(edge => "\n    " + Edge(edge, method.Place.File))) + ";";
    }

    private static string Edge(MappedEdgeModel edge, string file)
    {
        string place = Identifiers.Literal(edge.Place.Line) + (edge.Place.File == file ? "" : $", {Literal(edge.Place.File)}");
        return edge.Kind switch
        {
            EdgeKind.Call => $".Calls({Literal(edge.Name)}, {place})",
            EdgeKind.OutsideCall => $".CallsOutside({Literals(edge.Name, edge.Detail)}, {place})",
            EdgeKind.Raise => $".Raises({Literal(edge.Name)}, {place})",
            EdgeKind.BrokerCall => $".CallsBroker({Literals(edge.Name, edge.Detail)}, {place})",
            EdgeKind.UntracedCall => $".CallsBrokerUntraced({Literals(edge.Name, edge.Detail)}, {place})",
            _ => $".LosesTrack({Literals(edge.Name, edge.Detail)}, {place})",
        };
    }

    private static string Place(PlaceModel place) => $", {Literal(place.File)}, {Identifiers.Literal(place.Line)}";

    // Said only where the map needs another name than the registry.
    private static string Method(string method, string member) => method == member ? "" : $", {Literal(method)}";

    private static string Literals(params string[] texts) => string.Join(", ", texts.Select(Literal));

    private static string Literal(string text) => Identifiers.Literal(text);
}
