using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Emitting;

/// <summary>The handlers of one class: one generated class for each.</summary>
internal static class HandlerEmitter
{
    public static Draft Emit(HandlerClassModel model)
    {
        var writer = new SourceWriter();
        SourceFile.OpenNamespace(writer, model.Namespace);
        bool isFirst = true;
        foreach (HookHandlerModel handler in model.Handlers)
        {
            Separate(writer, ref isFirst);
            WriteHook(writer, model, handler);
        }

        foreach (FailureHandlerModel handler in model.FailureHandlers)
        {
            Separate(writer, ref isFirst);
            WriteFailure(writer, model, handler);
        }

        IEnumerable<HandlerMethodModel> methods = model.Handlers.Select(handler => handler.Method)
            .Concat(model.FailureHandlers.Select(handler => handler.Method));
        return new Draft(
            SourceFile.Name(model.Namespace, model.Type, "Hooks"),
            SourceFile.Namespaces(model.Namespace),
            SourceFile.Types([.. methods.Select(method => new DeclaredName(model.Namespace, method.Class))]),
            writer.ToText(),
            model.Silenced);
    }

    private static void WriteHook(SourceWriter writer, HandlerClassModel model, HookHandlerModel handler)
    {
        HandlerMethodModel method = handler.Method;
        bool usesCancellation = method.Arguments.Any(argument => argument.Kind == ArgumentKind.CancellationToken);
        string time = handler.TimeoutMilliseconds > 0 ? $", abandoned after {Identifiers.Literal(handler.TimeoutMilliseconds)} ms" : "";
        writer.Write($"/// <summary>{Identifiers.Comment(handler.Hook)}: {method.Reference}, order {Identifiers.Literal(handler.Order)}{time}{(handler.Inline ? ", on the thread that raises" : "")}.</summary>");
        WriteClass(
            writer, model, method, Known.HookHandler.With(handler.Payload), handler.Payload, "payload",
            $"Point, order: {Identifiers.Literal(handler.Order)}, timeoutMilliseconds: {Identifiers.Literal(handler.TimeoutMilliseconds)}, inline: {Identifiers.Literal(handler.Inline)}, usesCancellation: {Identifiers.Literal(usesCancellation)}",
            $"private static readonly {Known.TracePoint} Point = {Known.TracePoint}.Hook({Identifiers.Literal(handler.Hook)}, {Identifiers.Literal(method.Member)});");
    }

    private static void WriteFailure(SourceWriter writer, HandlerClassModel model, FailureHandlerModel handler)
    {
        string hook = handler.Hook is null ? "every hook" : Identifiers.Comment(handler.Hook);
        writer.Write($"/// <summary>Failures of {hook}: {handler.Method.Reference}.</summary>");
        WriteClass(
            writer, model, handler.Method, Known.HookFailureHandler, Known.HookFailure, "failure",
            $"{Identifiers.Literal(handler.Hook)}, {Identifiers.Literal(handler.Method.Member)}", point: null);
    }

    private static void WriteClass(
        SourceWriter writer,
        HandlerClassModel model,
        HandlerMethodModel method,
        TypeRef baseType,
        TypeRef payloadType,
        string payload,
        string baseArguments,
        string? point)
    {
        var members = new BoundMembers(new HashSet<string>(StringComparer.Ordinal) { "Point", method.Class });
        string target = method.IsStatic ? model.Type.Text : members.Component(model.Component!);
        string call = $"{target}.{method.Method}({members.Arguments(method.Arguments, payload)})";

        writer.Write(Known.Attributes);
        writer.Write($"internal sealed class {method.Class} : {baseType}");
        using (writer.Block())
        {
            if (point is not null)
                writer.Write(point);
            members.WriteFields(writer);
            if (point is not null || !members.IsEmpty)
                writer.Blank();

            writer.Write($"public {method.Class}({(members.IsEmpty ? "" : $"{Known.RiskWiring} wiring")})");
            using (writer.Indent())
                writer.Write($": base({baseArguments})");
            using (writer.Block())
                members.WriteAssignments(writer);

            writer.Blank();
            writer.Write(
                $"public override {Known.ValueTask} InvokeAsync({payloadType} {payload}, {Known.RiskFlow} flow, {Known.CancellationToken} cancellationToken)");
            WriteCall(writer, method.Returns, call);
        }
    }

    private static void WriteCall(SourceWriter writer, HandlerReturn returns, string call)
    {
        if (returns == HandlerReturn.Nothing)
        {
            using (writer.Block())
                writer.Write($"""
                    {call};
                    return default;
                    """);
            return;
        }

        using (writer.Indent())
            writer.Write(returns == HandlerReturn.Task ? $"=> TaskOf({call});" : $"=> {call};");
    }

    /// <summary>Whether the generated class is constructed with the wiring.</summary>
    internal static bool TakesWiring(HandlerMethodModel method)
        => !method.IsStatic || method.Arguments.Any(argument => argument.Kind == ArgumentKind.Broker);

    private static void Separate(SourceWriter writer, ref bool isFirst)
    {
        if (!isFirst)
            writer.Blank();
        isFirst = false;
    }
}
