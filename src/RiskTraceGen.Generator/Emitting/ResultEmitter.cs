using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Emitting;

/// <summary>How the result of a call is recorded: by a shared encoder, or by one of the wrapper's own.</summary>
internal static class ResultEmitter
{
    public static string EncoderOf(MethodModel method, CallModel call)
    {
        if (IsOwn(call))
            return $"{call.Key}ResultEncoder{(IsOpen(method, call) ? method.TypeParameters : "")}";
        return call.Result is ValueModel.Encoded encoded ? encoded.Encoder.Text : Known.ValueEncoder.With(call.ResultType!.Value).Text;
    }

    /// <summary>
    /// Whether the wrapper needs an encoder of its own: nobody else encodes lists, nullable values and formatted
    /// ones, and asks a result that has no encoder whether the call failed.
    /// </summary>
    public static bool IsOwn(CallModel call) => call.Result switch
    {
        null => false,
        ValueModel.Scalar or ValueModel.Unknown => call.Failure is not null || call.Finished is not null,
        ValueModel.Encoded encoded => encoded.IsVariant || call.ResultType!.Value.Text.EndsWith("?", StringComparison.Ordinal),
        _ => true,
    };

    public static void Write(SourceWriter writer, MethodModel method, CallModel call)
    {
        TypeRef type = call.ResultType!.Value;
        var values = new ValueEmitter(countsDepth: false);
        writer.Blank();
        WrapperEmitter.WriteAttributes(writer, call.Guards);
        WrapperEmitter.WriteHead(
            writer,
            $"private readonly struct {call.Key}ResultEncoder{(IsOpen(method, call) ? method.DeclaredTypeParameters : "")} : {Known.ResultEncoder.With(type)}",
            IsOpen(method, call) ? method.Constraints : default);
        using (writer.Block())
        {
            string statement = values.Statement(call.Result!, "value", "result");
            writer.Write($"public void Write(ref {Known.RecordWriter} writer, {type} value){(statement.Contains("\n") ? "" : $" => {statement}")}");
            if (statement.Contains("\n"))
                using (writer.Block())
                    writer.Write(statement);

            writer.Blank();
            writer.Write($"public {Known.CallOutcome} Classify({type} value) => {Classification(call)};");
            values.WriteMethods(writer);
        }
    }

    // A sequence that is no collection, and what goes through one, runs the broker's code as it is enumerated.
    private static string Classification(CallModel call) => call switch
    {
        { Failure: { } failure } => $"value is {failure} ? {Known.CallOutcome}.Failed : {Known.CallOutcome}.Ok",
        { Finished: { } finished }
            => $"value is {string.Join(" or ", finished.Select(type => type.Text).Prepend("null"))} ? {Known.CallOutcome}.Ok : {Known.CallOutcome}.HandedOver",
        _ => $"{Known.CallOutcome}.Ok",
    };

    // Whether the result's type, or what it is asked for, speaks of the method's type parameters.
    private static bool IsOpen(MethodModel method, CallModel call)
        => method.TypeParameters.Trim('<', '>').Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Any(
            parameter => $"{call.ResultType!.Value} {call.Failure}".Split('<', '>', ',', ' ', '?', '[', ']', '(', ')').Contains(parameter));
}
