using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Emitting;

/// <summary>The encoder of one type.</summary>
internal static class EncoderEmitter
{
    // Levels of objects that are written, the value itself included.
    private const int MaxDepth = 3;

    public static Draft Emit(EncoderModel encoder)
    {
        var writer = new SourceWriter();
        SourceFile.OpenNamespace(writer, encoder.Namespace);
        switch (encoder)
        {
            case EnumEncoderModel model:
                WriteEnum(writer, model);
                break;
            case TextEncoderModel model:
                WriteText(writer, model);
                break;
            case ObjectEncoderModel model:
                WriteObject(writer, model);
                break;
        }

        return new Draft(
            SourceFile.Name(encoder.Namespace, encoder.Type, "Encoder"),
            SourceFile.Namespaces(encoder.Namespace),
            SourceFile.Types(new DeclaredName(encoder.Namespace, encoder.Name)),
            writer.ToText(),
            encoder.Silenced);
    }

    private static void WriteEnum(SourceWriter writer, EnumEncoderModel model)
    {
        writer.Write($"/// <summary>Records {model.Type.Reference} by the names of its members.</summary>");
        writer.Write(Known.Attributes);
        writer.Write($"internal readonly struct {model.Name} : {Known.ResultEncoder.With(model.Type)}");
        using (writer.Block())
        {
            writer.Write($"private static readonly {Known.TracePoint} Shape = {Known.TracePoint}.Enum(");
            using (writer.Indent())
                writer.Write(string.Join(",\n", model.Members
                    .Select(member => $"({Identifiers.Literal(member.Name)}, {Number(member.Value)})")
                    .Prepend(Identifiers.Literal(model.Type.Short))) + ");");
            writer.Write($"""

                public void Write(ref {Known.RecordWriter} writer, {model.Type} value) => writer.Enum(Shape, unchecked((long)value));

                public {Known.CallOutcome} Classify({model.Type} value) => {Known.CallOutcome}.Ok;
                """);
        }
    }

    private static void WriteText(SourceWriter writer, TextEncoderModel model)
    {
        string type = model.IsReference ? model.Type.Text + "?" : model.Type.Text;
        writer.Write($"/// <summary>Records {model.Type.Reference} as a text.</summary>");
        writer.Write(Known.Attributes);
        writer.Write($"internal readonly struct {model.Name} : {Known.ResultEncoder.With(model.Type)}");
        using (writer.Block())
            writer.Write($"""
                public void Write(ref {Known.RecordWriter} writer, {type} value) => {new ValueEmitter(countsDepth: false).Statement(model.Text, "value", "Value")}

                public {Known.CallOutcome} Classify({type} value) => {Known.CallOutcome}.Ok;
                """);
    }

    private static void WriteObject(SourceWriter writer, ObjectEncoderModel model)
    {
        var values = new ValueEmitter(model.Nests);
        string type = model.IsReference ? model.Type.Text + "?" : model.Type.Text;
        string names = string.Concat(model.Fields.Select(field => ", " + Identifiers.Literal(field.Recorded)));
        writer.Write($"/// <summary>Records the fields and auto-properties of {model.Type.Reference}.</summary>");
        writer.Write(Known.Attributes);
        writer.Write($"internal readonly struct {model.Name} : {Known.ResultEncoder.With(model.Type)}");
        using (writer.Block())
        {
            writer.Write($"private static readonly {Known.TracePoint} Shape = {Known.TracePoint}.Shape({Identifiers.Literal(model.Type.Short)}{names});");
            writer.Blank();
            if (model.Nests)
            {
                writer.Write(
                    $"public void Write(ref {Known.RecordWriter} writer, {type} value) => Write(ref writer, value, depth: {Identifiers.Literal(MaxDepth)});");
                writer.Blank();
                writer.Write($"internal static void Write(ref {Known.RecordWriter} writer, {type} value, int depth)");
            }
            else
            {
                writer.Write($"public void Write(ref {Known.RecordWriter} writer, {type} value)");
            }

            WriteBody(writer, model, values);
            WriteClassification(writer, model, type);
            values.WriteMethods(writer);
        }
    }

    private static void WriteBody(SourceWriter writer, ObjectEncoderModel model, ValueEmitter values)
    {
        using (writer.Block())
        {
            if (model.IsReference)
                writer.Write("""
                    if (value is null)
                    {
                        writer.Null();
                        return;
                    }

                    """);
            writer.WriteStatements(
                ["writer.Object(Shape);", .. model.Fields.Select(field => values.Statement(field.Value, $"value.{field.Member}", field.Member))]);
        }
    }

    private static void WriteClassification(SourceWriter writer, ObjectEncoderModel model, string type)
    {
        writer.Blank();
        if (model.Failure is null)
        {
            writer.Write($"public {Known.CallOutcome} Classify({type} value) => {Known.CallOutcome}.Ok;");
            return;
        }

        writer.Write($$"""
            /// <summary>A result that says it did not succeed is a failed call.</summary>
            public {{Known.CallOutcome}} Classify({{type}} value)
                => value is {{model.Failure}} ? {{Known.CallOutcome}}.Failed : {{Known.CallOutcome}}.Ok;
            """);
    }

    private static string Number(long value)
        => value == long.MinValue ? "long.MinValue" : value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
