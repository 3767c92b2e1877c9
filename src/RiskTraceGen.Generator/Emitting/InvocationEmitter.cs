using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Emitting;

/// <summary>A call with policies: a struct that holds broker and arguments, so that it can be made again, and the way into its policies.</summary>
internal static class InvocationEmitter
{
    /// <summary>The body of the wrapper's method.</summary>
    public static void WriteBody(SourceWriter writer, MethodModel method, CallModel call, string points, string flow)
    {
        string invocation = $"{call.Key}Invocation{method.TypeParameters}";
        string types = call.ResultType is { } result ? $"{result}, {ResultEmitter.EncoderOf(method, call)}, {invocation}" : invocation;
        string broker = WrapperScope.Own("_broker", "this", WrapperScope.Declared(method));
        IEnumerable<string> held = method.Parameters
            .Select(parameter => $"{ArgumentsEmitter.Field(parameter)} = {CallEmitter.TokenFor(method, call, parameter, parameter.Held)}")
            .Prepend($"{Broker(method)} = {broker}");
        using (writer.Indent())
        {
            writer.Write($"=> {(call.IsCast ? $"({method.Type})" : "")}{points}.{call.Key}.{Entry(call.Kind)}<{types}>(");
            using (writer.Indent())
                writer.Write($"{flow}, new() {{ {string.Join(", ", held)} }}){(call.AssertsNotNull ? "!" : "")};");
        }
    }

    /// <summary>
    /// What the wrapper's method says to trimming: its policies hand back what the broker, or a method that says as much of its result, has returned.
    /// </summary>
    public static void WriteSuppression(SourceWriter writer, CallModel call)
    {
        if (call.KeepsResult)
            writer.Write($"[{AttributeName.Marked("System.Diagnostics.CodeAnalysis", "UnconditionalSuppressMessage")}(\"Trimming\", \"IL2073\", Justification = \"What is handed back is the broker's own result, whose members are kept.\")]");
    }

    public static void Write(SourceWriter writer, BrokerModel broker, MethodModel method, CallModel call, PolicyModel policy, string wrapper)
    {
        TypeRef result = call.ResultType ?? Known.NoResult;
        var contracts = new List<TypeRef> { Known.BrokerInvocation.With(result) };
        if (policy.Fallback is not null)
            contracts.Add(Known.Fallback.With(result));
        if (policy.Reconciliation is { } query)
            contracts.Add(Known.Reconciliation.With(query.Result ?? result));

        writer.Blank();
        WrapperEmitter.WriteAttributes(writer, call.Guards);
        WrapperEmitter.WriteHead(
            writer, $"private struct {call.Key}Invocation{method.DeclaredTypeParameters} : {string.Join(", ", contracts)}", method.Constraints);
        using (writer.Block())
        {
            writer.Write($"internal {broker.Type} {Broker(method)};");
            foreach (ParameterModel parameter in method.Parameters)
                writer.Write($"{parameter.OnHeld}internal {parameter.HeldType} {ArgumentsEmitter.Field(parameter)};");
            writer.Blank();
            writer.Write($"public readonly {Known.CancellationToken} CancellationToken => {(call.Token is { } token ? FieldOf(method, token) : $"{Known.CancellationToken}.None")};");
            writer.Blank();
            ArgumentsEmitter.WriteRecording(writer, method);
            WriteAnswer(writer, "Invoke()", policy.Guards, call.Kind, result, call.IsCast, Invocation(method) + (call.ForgivesNull ? "!" : ""));
            string traced = $"new {wrapper}({Broker(method)}, flow)";
            if (policy.Fallback is { } fallback)
                WriteAnswer(
                    writer, $"FallBack({Known.RiskFlow} flow)", fallback.Guards, fallback.Kind, result, call.IsCast, Invocation(method, traced, fallback));
            if (policy.Reconciliation is { } reconciliation)
                WriteAnswer(
                    writer,
                    $"Reconcile({Known.RiskFlow} flow)",
                    reconciliation.Guards,
                    reconciliation.Kind,
                    reconciliation.Result ?? result,
                    call.IsCast,
                    Invocation(method, traced, reconciliation));
        }
    }

    private static string Entry(CallKind kind) => kind switch
    {
        CallKind.Task => "RunTask",
        CallKind.ValueTask => "RunAsync",
        _ => "Run",
    };

    private static void WriteAnswer(
        SourceWriter writer, string signature, EquatableArray<string> guards, CallKind kind, TypeRef result, bool isCast, string call)
    {
        writer.Blank();
        WrapperEmitter.WriteAttributes(writer, guards);
        string head = $"public readonly {Known.BrokerAnswer.With(result)} {signature}";
        if (kind == CallKind.Void)
        {
            writer.Write(head);
            using (writer.Block())
                writer.Write($"""
                    {call};
                    return {Known.BrokerAnswer}.Done;
                    """);
            return;
        }

        writer.Write($"{head} => {Known.BrokerAnswer}.{(kind == CallKind.Value ? "Returned" : "Of")}{(isCast ? $"<{result}>" : "")}({call});");
    }

    private static string Invocation(MethodModel method)
    {
        string receiver = method.Receiver is { } type ? $"(({type}){Broker(method)})" : Broker(method);
        return $"{receiver}.{method.Called}{method.TypeParameters}({string.Join(", ", method.Parameters.Select(Argument))})";
    }

    private static string Invocation(MethodModel method, string receiver, SubstituteModel substitute)
        => $"{receiver}.{substitute.Wrapped}{method.TypeParameters}({string.Join(", ", substitute.Arguments.Select(name => name.Length == 0 ? "default" : FieldOf(method, name)))})";

    // As the wrapper passes it on, with the field in the parameter's place.
    private static string Argument(ParameterModel parameter)
        => parameter.Argument.Substring(0, parameter.Argument.Length - parameter.Name.Length) + ArgumentsEmitter.Field(parameter);

    private static string FieldOf(MethodModel method, string parameter) => ArgumentsEmitter.Field(method.Parameters.First(held => held.Name == parameter));

    private static string Broker(MethodModel method)
        => Identifiers.Unique("_broker", new HashSet<string>(method.Parameters.Select(ArgumentsEmitter.Field), StringComparer.Ordinal));
}
