using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Emitting;

/// <summary>The fields of a generated class that hold components and brokers, and the arguments that it passes on.</summary>
internal sealed class BoundMembers(ISet<string> taken)
{
    private readonly List<(string Field, TypeRef Type, string Source)> _fields = [];

    /// <summary>The field of a class that the module constructs.</summary>
    public string Component(ComponentModel component) => Field(component.Type, component.Name, "Component");

    /// <summary>The arguments of a rule or handler.</summary>
    /// <param name="payload">The name of the event or payload.</param>
    public string Arguments(EquatableArray<ArgumentModel> arguments, string payload)
        => string.Join(", ", arguments.Select(argument => argument.Kind switch
        {
            ArgumentKind.Flow => In(argument) + "flow",
            ArgumentKind.CancellationToken => In(argument) + "cancellationToken",
            ArgumentKind.Broker => Traced(argument.Bound!),
            _ => In(argument) + payload,
        }));

    private static string In(ArgumentModel argument) => argument.IsIn ? "in " : "";

    public bool IsEmpty => _fields.Count == 0;

    public void WriteFields(SourceWriter writer)
    {
        foreach ((string field, TypeRef type, _) in _fields)
            writer.Write($"private readonly {type} {field};");
    }

    public void WriteAssignments(SourceWriter writer)
    {
        foreach ((string field, TypeRef type, string source) in _fields)
            writer.Write(type.CanBeArgument ? $"{field} = wiring.{source}<{type}>();" : $"{field} = ({type})wiring.{source}(typeof({type}));");
    }

    // Not by Traced(flow), which may mean something else where this stands: a member of the broker, or a nearer extension.
    private string Traced(WrapperModel wrapper)
    {
        string broker = Field(wrapper.Broker, BrokerWord(wrapper.Broker), "Service");
        return $"new {wrapper.Type}({broker}, flow)";
    }

    private string Field(TypeRef type, string name, string source)
    {
        foreach ((string field, TypeRef held, string from) in _fields)
            if (held == type && from == source)
                return field;

        string added = Identifiers.Unique(Identifiers.Field(name), taken);
        _fields.Add((added, type, source));
        return added;
    }

    private static string BrokerWord(TypeRef broker)
    {
        string name = broker.Short.Split('<')[0].Split('.').Last();
        return name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]) ? name.Substring(1) : name;
    }
}
