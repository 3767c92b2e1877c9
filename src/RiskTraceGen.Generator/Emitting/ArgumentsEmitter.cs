using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Emitting;

/// <summary>
/// The arguments of a call: a struct that writes itself. Its fields are set by an initializer, because a
/// constructor would copy every <c>decimal</c> twice more.
/// </summary>
internal static class ArgumentsEmitter
{
    public static void Write(SourceWriter writer, MethodModel method, CallModel call)
    {
        var held = CallEmitter.Recorded(method).Where(parameter => parameter.Value!.IsRead).ToList();
        writer.Blank();
        WrapperEmitter.WriteAttributes(writer, call.Guards);
        string kind = held.Any(parameter => parameter.Value!.IsRefLike) ? "ref struct" : "struct";
        WrapperEmitter.WriteHead(writer, $"private {kind} {call.Key}Arguments{method.DeclaredTypeParameters} : {Known.RecordFields}", method.Constraints);
        using (writer.Block())
        {
            foreach (ParameterModel parameter in held)
                writer.Write($"internal {parameter.HeldType} {Field(parameter)};");
            if (held.Count > 0)
                writer.Blank();

            WriteRecording(writer, method);
        }
    }

    /// <summary>How the arguments are recorded, from the fields that hold them.</summary>
    public static void WriteRecording(SourceWriter writer, MethodModel method)
    {
        var values = new ValueEmitter(countsDepth: false);
        string[] statements = CallEmitter.Recorded(method).Select(parameter => values.Statement(parameter.Value!, Field(parameter), parameter.Name)).ToArray();
        string head = $"public readonly void Write(ref {Known.RecordWriter} writer)";
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

    /// <summary>The field that holds a parameter. Not made from words: two parameters that differ in case have two fields.</summary>
    public static string Field(ParameterModel parameter) => "_" + parameter.Name.TrimStart('@');
}
