using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Emitting;

/// <summary>A traced call: begin with the arguments, call, end with the result, fail with the exception.</summary>
internal static class CallEmitter
{
    public static void WriteMethod(SourceWriter writer, MethodModel method, CallModel call, string wrapper)
    {
        string[] declared = WrapperScope.Declared(method);
        string flow = WrapperScope.Own("_flow", "this", declared);
        string points = WrapperScope.Own("TracePoints", wrapper, declared);
        string attempt = Local("attempt", "brokerAttempt", method);
        string exception = Local("exception", "failure", method);
        writer.Write(Summary(method, call));
        WrapperEmitter.WriteAttributes(writer, method.Attributes);
        if (call.Policy is not null)
            InvocationEmitter.WriteSuppression(writer, call);
        WrapperEmitter.WriteHead(writer, Signature(method), method.Constraints);
        if (call.Policy is not null)
        {
            InvocationEmitter.WriteBody(writer, method, call, points, flow);
            return;
        }

        using (writer.Block())
        {
            writer.Write($"{Known.BrokerAttempt} {attempt} = {Known.BrokerAttempt}.Begin({flow}, {points}.{call.Key}{Arguments(method, call)});");
            writer.Write("try");
            using (writer.Block())
                writer.Write(Body(method, call, attempt));
            writer.Write($"catch ({Known.Exception} {exception})");
            using (writer.Block())
                writer.Write($"""
                    {attempt}.Fail({exception});
                    throw;
                    """);
        }
    }

    public static void WriteNestedTypes(SourceWriter writer, BrokerModel broker, MethodModel method, string wrapper)
    {
        if (method.Call is not { } call)
            return;

        if (call.Policy is { } policy)
            InvocationEmitter.Write(writer, broker, method, call, policy, wrapper);
        else if (Recorded(method).Any())
            ArgumentsEmitter.Write(writer, method, call);
        if (ResultEmitter.IsOwn(call))
            ResultEmitter.Write(writer, method, call);
    }

    public static void WriteTracePoints(SourceWriter writer, BrokerModel broker)
    {
        writer.Blank();
        writer.Write("private static class TracePoints");
        using (writer.Block())
        {
            foreach (MethodModel method in broker.Members.OfType<MethodModel>())
                if (method.Call is { } call)
                {
                    string parameters = string.Concat(Recorded(method).Select(parameter => ", " + Identifiers.Literal(parameter.Recorded)));
                    string point = $"{Known.TracePoint}.BrokerCall({Identifiers.Literal(call.TraceName)}, {Identifiers.Literal(call.Member)}{parameters})";
                    writer.Write(call.Policy is { } policy
                        ? $"internal static readonly {Known.CallPolicy} {call.Key} = new({point}){Settings(call, policy)};"
                        : $"internal static readonly {Known.TracePoint} {call.Key} = {point};");
                }
        }
    }

    public static string Signature(MethodModel method)
        => $"{method.Accessibility} {method.Returns}{method.Type} {method.Name}{method.DeclaredTypeParameters}({string.Join(", ", method.Parameters.Select(parameter => parameter.Declaration))})";

    public static string Invocation(MethodModel method) => Invocation(method, static parameter => parameter.Argument);

    /// <summary>
    /// A parameter as it is passed on; the token of a call that cannot be made again is not that of its flow's deadline: once begun, it is left to finish.
    /// </summary>
    public static string TokenFor(MethodModel method, CallModel call, ParameterModel parameter, string argument)
        => parameter.Name == call.Token && !call.IsIdempotent
            ? $"{WrapperScope.Own("_flow", "this", WrapperScope.Declared(method))}.TokenForCall({parameter.Name})"
            : argument;

    private static string Invocation(MethodModel method, Func<ParameterModel, string> argument)
        => $"{WrapperEmitter.Receiver(method.Receiver, WrapperScope.Declared(method))}.{method.Called}{method.TypeParameters}({string.Join(", ", method.Parameters.Select(argument))})";

    /// <summary>The parameters that a record shows.</summary>
    public static IEnumerable<ParameterModel> Recorded(MethodModel method) => method.Parameters.Where(parameter => parameter.Value is not null);

    private static string Body(MethodModel method, CallModel call, string attempt)
    {
        string result = Invocation(method, parameter => TokenFor(method, call, parameter, parameter.Argument)) + (call.ForgivesNull ? "!" : "");
        string assertion = call.AssertsNotNull ? "!" : "";
        string cast = call.IsCast ? $"({method.Type})" : "";
        return (call.Kind, call.ResultType) switch
        {
            (CallKind.Void, _) => $"""
                {result};
                {attempt}.End();
                """,
            (CallKind.HandedOver, _) when method.ReturnsNothing => $"""
                {result};
                {attempt}.HandOver();
                """,
            (CallKind.Unrecorded or CallKind.HandedOver, _) => $"""
                {method.Type} {Local("result", "returned", method)} = {result};
                {attempt}.{(call.Kind == CallKind.HandedOver ? "HandOver" : "End")}();
                return {Local("result", "returned", method)};
                """,
            (_, { } type) when call.KeepsResult => $"""
                {method.Type} {Local("result", "returned", method)} = {result};
                {attempt}.End<{type}, {ResultEmitter.EncoderOf(method, call)}>({Local("result", "returned", method)});
                return {Local("result", "returned", method)};
                """,
            (CallKind.Stream, { } type) => $"return {attempt}.HandOver<{type}, {ResultEmitter.EncoderOf(method, call)}>({result}){assertion};",
            (_, null) => $"return {cast}{attempt}.End({result}){assertion};",
            // A dynamic result would make of the recording a call that is bound while the program runs.
            (_, { } type) => $"return {cast}{attempt}.End<{type}, {ResultEmitter.EncoderOf(method, call)}>({(method.Type.Text is "dynamic" or "dynamic?" ? $"({type})" : "")}{result}){assertion};",
        };
    }

    private static string Arguments(MethodModel method, CallModel call)
    {
        if (!Recorded(method).Any())
            return "";

        string arguments = $"new {call.Key}Arguments{method.TypeParameters}";
        string held = string.Join(
            ", ", Recorded(method).Where(parameter => parameter.Value!.IsRead).Select(parameter => $"{ArgumentsEmitter.Field(parameter)} = {parameter.Held}"));
        return held.Length > 0 ? $", {arguments} {{ {held} }}" : $", {arguments}()";
    }

    private static string Summary(MethodModel method, CallModel call)
    {
        var shown = Recorded(method).Where(parameter => parameter.Value is not ValueModel.Redacted).Select(Reference).ToList();
        var kept = Recorded(method).Where(parameter => parameter.Value is ValueModel.Redacted).Select(Reference).ToList();
        string arguments = shown.Count == 0 ? "" : $" with {Identifiers.Enumerate(shown)}";
        string secrets = kept.Count == 0 ? "" : $" The value of {Identifiers.Enumerate(kept)} is kept out of the trace.";
        string result = call.Result is ValueModel.Redacted ? " Its result is kept out of the trace." : "";
        return $"/// <summary>Traced {method.Reference}: recorded as <c>{Identifiers.Comment(call.TraceName)}</c>{arguments}.{secrets}{result}{Policies(call)}</summary>";
    }

    private static string Policies(CallModel call)
    {
        if (call.Policy is not { } policy)
            return "";

        var words = policy.Words.Select(Identifiers.Comment).ToList();
        if (policy.Reconciliation is { } query)
            words.Add($"when ambiguous, {query.Reference} finds out");
        if (policy.Fallback is { } fallback)
            words.Add($"falls back to {fallback.Reference}");
        string text = string.Join("; ", words);
        return text.Length == 0 ? "" : $"\n/// {char.ToUpperInvariant(text[0])}{text.Substring(1)}.";
    }

    private static string Settings(CallModel call, PolicyModel policy)
    {
        IEnumerable<string> settings = call.Kind is CallKind.Void or CallKind.Value ? policy.Settings.Append("IsSynchronous = true") : policy.Settings;
        return string.Join(", ", settings) is { Length: > 0 } list ? $" {{ {list} }}" : "";
    }

    private static string Reference(ParameterModel parameter) => $"<paramref name=\"{parameter.Name.TrimStart('@')}\"/>";

    private static string Local(string name, string other, MethodModel method)
    {
        string[] declared = WrapperScope.Declared(method);
        return declared.Contains(name) ? Identifiers.Unique(other, new HashSet<string>(declared, StringComparer.Ordinal)) : name;
    }
}
