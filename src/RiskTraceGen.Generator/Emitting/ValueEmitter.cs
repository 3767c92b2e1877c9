using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Emitting;

/// <summary>Statements that write values into a record; lists get a method of their own, which are written at the end.</summary>
/// <param name="countsDepth">Whether a local <c>depth</c> says how many levels of objects may still be written.</param>
internal sealed class ValueEmitter(bool countsDepth)
{
    private readonly List<(string Name, ValueModel.Sequence Value)> _methods = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal) { "Write" };

    // What a pattern declares can be seen by the statements behind it, and must not be called as something around it.
    private readonly HashSet<string> _locals = new(StringComparer.Ordinal);

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
        ValueModel.Characters { IsMemory: true } => $$"""
            if ({{IsManaged("char", expression)}})
                writer.List({{expression}}.Length, 0);
            else
                writer.Characters({{expression}}.Span);
            """,
        ValueModel.Characters => $"writer.Characters({expression});",
        ValueModel.Tuple tuple => $$"""
            {
                writer.List({{tuple.Parts.Count}}, {{tuple.Parts.Count}});
                {{string.Join("\n    ", tuple.Parts.Select(part => Inner(part.Value, $"{expression}.{part.Member}", name + part.Member).Replace("\n", "\n    ")))}}
            }
            """,
        ValueModel.Counted { Behind: { } known } => $$"""
            if ({{expression}} is {{known}})
                writer.List((({{known}}){{expression}}).Count, 0);
            else
                writer.Value({{expression}});
            """,
        ValueModel.Counted => $$"""
            if ({{expression}} is null)
                writer.Null();
            else
                writer.List({{expression}}.Count, 0);
            """,
        ValueModel.Formatted formatted => $"writer.Formatted({(formatted.IsDynamic ? "(object?)" : "")}{expression}, {Identifiers.Literal(formatted.Format)});",
        ValueModel.Redacted => "writer.Redacted();",
        ValueModel.Named named => $"writer.TypeName({Identifiers.Literal(named.TypeName)});",
        _ => $"writer.Value({expression});",
    };

    private string Optional(ValueModel.Optional optional, string expression, string name)
    {
        string local = Identifiers.Camel(name);
        if (local is "value" or "writer" or "depth" or "_" || local == expression)
            local += "Value";
        local = Identifiers.Unique(local, _locals);
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
        string type = sequence.Kind switch
        {
            SequenceKind.Span => "scoped " + sequence.Type.Text,
            SequenceKind.ImmutableArray or SequenceKind.Memory or SequenceKind.Segment => sequence.Type.Text,
            _ => sequence.Type.Text + "?",
        };
        string span = sequence.Kind switch
        {
            SequenceKind.List => $"{Known.CollectionsMarshal}.AsSpan(list)",
            SequenceKind.ImmutableArray => "list.AsSpan()",
            SequenceKind.Memory => "list.Span",
            _ => "list",
        };
        writer.Blank();
        writer.Write($"private static void {name}(ref {Known.RecordWriter} writer, {type} list{(CountsDepth(sequence) ? ", int depth" : "")})");
        using (writer.Block())
        {
            writer.Write(Items(sequence, span));
            writer.Write($$"""
                int written = {{Known.Math}}.Min(items.Length, {{Known.RecordWriter}}.MaxElements);
                writer.List(items.Length, written);
                for (int i = 0; i < written; i++)
                """);
            writer.Write(Indented(Inner(sequence.Element, "items[i]", name.Substring("Write".Length) + "Element")));
        }
    }

    // What is read, or what is written instead.
    private static string Items(ValueModel.Sequence sequence, string span)
    {
        string items = $"{Known.ReadOnlySpan.With(sequence.ElementType)} items";
        return sequence.Kind switch
        {
            SequenceKind.Span or SequenceKind.Segment => $"{items} = {span};",
            SequenceKind.Memory => $$"""
                if ({{IsManaged(sequence.ElementType.Text, "list")}})
                {
                    writer.List(list.Length, 0);
                    return;
                }

                {{items}} = {{span}};
                """,
            SequenceKind.Interface or SequenceKind.Enumerable => $$"""
                {{items}};
                if (list as {{sequence.ElementType}}[] is { } array)
                {
                    items = array;
                }
                else if (list as {{Known.List.With(sequence.ElementType)}} is { } known)
                {
                    items = {{Known.CollectionsMarshal}}.AsSpan(known);
                }
                else
                {
                    writer.Value(list);
                    return;
                }

                """,
            _ => $$"""
                if ({{(sequence.Kind == SequenceKind.ImmutableArray ? "list.IsDefault" : "list is null")}})
                {
                    writer.Null();
                    return;
                }

                {{items}} = {{span}};
                """,
        };
    }

    // Memory of the user's own kind is read by code of the user's, which must not run here: its length is a field.
    private static string IsManaged(string type, string memory)
        => $"{Known.MemoryMarshal}.TryGetMemoryManager<{type}, {Known.MemoryManager.With(new TypeRef(type))}>({memory}, out _)";

    private bool CountsDepth(ValueModel.Sequence sequence) => countsDepth && IsNesting(sequence);

    private static bool IsNesting(ValueModel value) => value switch
    {
        ValueModel.Encoded encoded => encoded is { IsObject: true, Nests: true },
        ValueModel.Optional optional => IsNesting(optional.Value),
        ValueModel.Sequence sequence => IsNesting(sequence.Element),
        ValueModel.Tuple tuple => tuple.Parts.Any(part => IsNesting(part.Value)),
        _ => false,
    };

    private static string TypeName(ValueModel value) => value switch
    {
        ValueModel.Encoded encoded => encoded.TypeName,
        ValueModel.Optional optional => TypeName(optional.Value) + "?",
        ValueModel.Sequence sequence => sequence.Type.Short,
        ValueModel.Tuple tuple => tuple.Type.Short,
        _ => "",
    };

    private static string Indented(string lines) => "    " + lines.Replace("\n", "\n    ");
}
