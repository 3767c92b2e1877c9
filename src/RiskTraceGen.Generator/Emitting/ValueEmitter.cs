using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Emitting;

/// <summary>Statements that write values into a record; lists get a method of their own, which are written at the end.</summary>
/// <param name="countsDepth">Whether a local <c>depth</c> says how many levels of objects may still be written.</param>
internal sealed class ValueEmitter(bool countsDepth)
{
    private readonly List<(string Name, ValueModel.Sequence Value)> _methods = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal) { "Write" };

    /// <summary>The statements that write one value.</summary>
    /// <param name="value">How it is written.</param>
    /// <param name="expression">Where it is read.</param>
    /// <param name="name">What it is called: names locals and methods.</param>
    public string Statement(ValueModel value, string expression, string name)
    {
        string statement = Inner(value, expression, name);
        return countsDepth && value.HoldsObject
            ? $"""
                if (depth > 1)
                {Indented(statement)}
                else
                    writer.TypeName({Identifiers.Literal(TypeName(value))});
                """
            : statement;
    }

    /// <summary>Writes the methods that the statements call.</summary>
    public void WriteMethods(SourceWriter writer)
    {
        for (int i = 0; i < _methods.Count; i++)
            WriteMethod(writer, _methods[i].Name, _methods[i].Value);
    }

    private string Inner(ValueModel value, string expression, string name) => value switch
    {
        ValueModel.Encoded { IsVariant: true } encoded => Inner(encoded with { IsVariant = false }, expression + "!", name),
        ValueModel.Scalar scalar => $"writer.{scalar.Method}({expression});",
        ValueModel.Encoded { IsObject: true, Nests: true } encoded when countsDepth => $"{encoded.Encoder}.Write(ref writer, {expression}, depth - 1);",
        ValueModel.Encoded encoded => $"default({encoded.Encoder}).Write(ref writer, {expression});",
        ValueModel.Optional optional => Optional(optional, expression, name),
        ValueModel.Sequence sequence => $"{Method(sequence, name)}(ref writer, {expression}{(CountsDepth(sequence) ? ", depth" : "")});",
        ValueModel.Formatted formatted => $"writer.Formatted({expression}, {Identifiers.Literal(formatted.Format)});",
        ValueModel.Redacted => "writer.Redacted();",
        ValueModel.Named named => $"writer.TypeName({Identifiers.Literal(named.TypeName)});",
        _ => $"writer.Value({expression});",
    };

    private string Optional(ValueModel.Optional optional, string expression, string name)
    {
        string local = Identifiers.Camel(name);
        if (local is "value" or "writer" or "depth" || local == expression)
            local += "Value";
        return $$"""
            if ({{expression}} is { } {{local}})
            {{Indented(Inner(optional.Value, local, name))}}
            else
                writer.Null();
            """;
    }

    private string Method(ValueModel.Sequence sequence, string name)
    {
        string method = Identifiers.Unique("Write" + Identifiers.Pascal(name), _names);
        _methods.Add((method, sequence));
        return method;
    }

    private void WriteMethod(SourceWriter writer, string name, ValueModel.Sequence sequence)
    {
        bool isArray = sequence.Kind == SequenceKind.ImmutableArray;
        string type = isArray ? sequence.Type.Text : sequence.Type.Text + "?";
        string span = sequence.Kind switch
        {
            SequenceKind.List => $"{Known.CollectionsMarshal}.AsSpan(list)",
            SequenceKind.ImmutableArray => "list.AsSpan()",
            _ => "list",
        };
        writer.Blank();
        writer.Write($"private static void {name}(ref {Known.RecordWriter} writer, {type} list{(CountsDepth(sequence) ? ", int depth" : "")})");
        using (writer.Block())
        {
            writer.Write($$"""
                if ({{(isArray ? "list.IsDefault" : "list is null")}})
                {
                    writer.Null();
                    return;
                }

                {{Known.ReadOnlySpan.With(sequence.ElementType)}} items = {{span}};
                int written = {{Known.Math}}.Min(items.Length, {{Known.RecordWriter}}.MaxElements);
                writer.List(items.Length, written);
                for (int i = 0; i < written; i++)
                """);
            writer.Write(Indented(Inner(sequence.Element, "items[i]", name.Substring("Write".Length) + "Element")));
        }
    }

    private bool CountsDepth(ValueModel.Sequence sequence) => countsDepth && IsNesting(sequence);

    private static bool IsNesting(ValueModel value) => value switch
    {
        ValueModel.Encoded encoded => encoded is { IsObject: true, Nests: true },
        ValueModel.Optional optional => IsNesting(optional.Value),
        ValueModel.Sequence sequence => IsNesting(sequence.Element),
        _ => false,
    };

    private static string TypeName(ValueModel value) => value switch
    {
        ValueModel.Encoded encoded => encoded.TypeName,
        ValueModel.Optional optional => TypeName(optional.Value) + "?",
        ValueModel.Sequence sequence => sequence.Type.Short,
        _ => "",
    };

    private static string Indented(string lines) => "    " + lines.Replace("\n", "\n    ");
}
