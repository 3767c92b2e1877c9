using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Emitting;

/// <summary>The arguments of a call: a struct that writes itself.</summary>
internal static class ArgumentsEmitter
{
    public static void Write(SourceWriter writer, MethodModel method, CallModel call)
    {
        var recorded = CallEmitter.Recorded(method).ToList();
        var held = recorded.Where(parameter => parameter.Value!.IsRead).ToList();
        var values = new ValueEmitter(countsDepth: false);
        writer.Blank();
        WrapperEmitter.WriteHead(writer, $"private readonly struct {call.Key}Arguments{method.TypeParameters} : {Known.RecordFields}", method.Constraints);
        using (writer.Block())
        {
            if (held.Count > 0)
                WriteFields(writer, call, held);

            string[] statements = recorded.Select(parameter => values.Statement(parameter.Value!, Field(parameter), parameter.Name)).ToArray();
            string head = $"public void Write(ref {Known.RecordWriter} writer)";
            if (statements.Length == 1 && !statements[0].Contains("\n"))
            {
                writer.Write($"{head} => {statements[0]}");
            }
            else
            {
                writer.Write(head);
                using (writer.Block())
                    writer.WriteStatements(statements);
            }

            values.WriteMethods(writer);
        }
    }

    private static void WriteFields(SourceWriter writer, CallModel call, List<ParameterModel> held)
    {
        foreach (ParameterModel parameter in held)
            writer.Write($"private readonly {parameter.HeldType} {Field(parameter)};");
        writer.Blank();

        string[] declared = held.Select(parameter => parameter.Name).ToArray();
        string head = $"public {call.Key}Arguments({string.Join(", ", held.Select(parameter => $"{parameter.HeldType} {parameter.Name}"))})";
        if (held.Count == 1)
        {
            writer.Write($"{head} => {Field(held[0])} = {held[0].Name};");
        }
        else
        {
            writer.Write(head);
            using (writer.Block())
                foreach (ParameterModel parameter in held)
                    writer.Write($"{WrapperScope.Own(Field(parameter), "this", declared)} = {parameter.Name};");
        }

        writer.Blank();
    }

    // Not made from words: two parameters that differ in case have two fields.
    private static string Field(ParameterModel parameter) => "_" + parameter.Name.TrimStart('@');
}
