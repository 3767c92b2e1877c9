using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Emitting;

/// <summary>The module of an assembly: what is in it, and how it is wired.</summary>
internal static class ModuleEmitter
{
    public static Draft Emit(ModuleModel module)
    {
        var writer = new SourceWriter();
        string space = module.Assembly.RootNamespace;
        string name = module.Assembly.Module;
        string visibility = module.Assembly.IsExecutable ? "internal" : "public";
        writer.Write($$"""
            [assembly: {{AttributeName.Marked("RiskTraceGen", "RiskModule")}}(typeof({{TypeRef.Of(space, name)}}))]

            namespace {{space}};

            /// <summary>What is traced in this assembly.</summary>
            {{Known.Attributes}}
            {{Known.Embedded}}
            internal static class {{Parsing.AssemblyParser.RiskTracing}}
            {
                /// <summary>The rules, handlers and broker calls of this assembly and of those it references.</summary>
                public static {{Known.RiskModule}} Module => {{name}}.Instance;
            }

            /// <summary>The rules, handlers and broker calls of this assembly. Use <c>{{Parsing.AssemblyParser.RiskTracing}}.Module</c>.</summary>
            {{Known.Attributes}}
            {{Known.Hidden}}{{(module.Assembly is { IsExecutable: false, IsCompliant: true } ? "\n" + Parsing.AssemblyParser.NotCompliant : "")}}
            {{visibility}} sealed partial class {{name}} : {{Known.RiskModule}}
            """);
        using (writer.Block())
        {
            WriteDescription(writer, module);
            WriteWire(writer, module);
        }

        // The attribute stands outside the namespace.
        return new Draft(
            $"{space.Replace("@", "")}.RiskTracing",
            SourceFile.Namespaces(space, ""),
            SourceFile.Types(new DeclaredName(space, Parsing.AssemblyParser.RiskTracing), new DeclaredName(space, name)),
            writer.ToText(),
            SourceFile.Silenced(module.Encoders.SelectMany(encoder => encoder.Silenced)
                .Concat(module.Events.SelectMany(riskEvent => riskEvent.Rules).SelectMany(rule => rule.Silenced))
                .Concat(module.Handlers.SelectMany(handler => handler.Silenced))));
    }

    private static void WriteDescription(SourceWriter writer, ModuleModel module)
    {
        writer.Write($$"""
            private {{module.Assembly.Module}}()
            {
            }

            /// <summary>The only instance.</summary>
            public static {{module.Assembly.Module}} Instance { get; } = new();

            /// <inheritdoc/>
            public override string Name => {{Identifiers.Literal(module.Assembly.Name)}};

            """);
        if (module.Assembly.References.Count > 0)
            WriteList(writer, Known.RiskModule, "References", module.Assembly.References.Select(reference => $"{reference}.Instance"));
        WriteList(writer, Known.RuleDescriptor, "Rules", module.Events.SelectMany(
            dispatch => dispatch.Rules,
            (dispatch, rule) => New(rule.Name, rule.Category, dispatch.Event.TraceName, rule.Member)
                + (rule.TimeoutMilliseconds == 0 ? "" : $" {{ TimeoutMilliseconds = {Identifiers.Literal(rule.TimeoutMilliseconds)} }}")));
        WriteList(writer, Known.HookDescriptor, "Hooks", module.Handlers.SelectMany(handlers => handlers.Handlers).Select(
            handler => $"new({Identifiers.Literal(handler.Hook)}, {Identifiers.Literal(handler.Method.Member)}, {Identifiers.Literal(handler.Order)}, {Identifiers.Literal(handler.TimeoutMilliseconds)}, {Identifiers.Literal(handler.Inline)})"));
        WriteList(writer, Known.BrokerCallDescriptor, "BrokerCalls", module.BrokerCalls.Select(
            call => New(call.Name, call.Member) + (call.Policy.Count == 0 ? "" : $" {{ {string.Join(", ", call.Policy)} }}")));
        WriteList(writer, Known.RiskComponent, "Components", Components(module).Select(
            component => $"{Known.RiskComponent}.Of<{component.Type}>(static services => new {component.Type}({string.Join(", ", component.Arguments.Select(Dependency))}))"));
    }

    private static void WriteWire(SourceWriter writer, ModuleModel module)
    {
        writer.Write($"""
            /// <inheritdoc/>
            protected override void Wire({Known.RiskWiring} wiring)
            """);
        using (writer.Block())
        {
            foreach (EncodedTypeModel encoded in module.Encoders)
                writer.Write($"wiring.Encoder<{encoded.Type}, {encoded.Encoder}>();");
            foreach (PayloadModel payload in module.Payloads)
                writer.Write($"wiring.Payload<{payload.Type}, {payload.Encoder}>({Identifiers.Literal(payload.Hook)});");
            foreach (DeadlineModel deadline in module.Assembly.Deadlines.Concat(module.Deadlines))
                writer.Write(deadline.Event is { } riskEvent
                    ? $"wiring.FlowDeadline<{riskEvent}>(milliseconds: {Identifiers.Literal(deadline.Milliseconds)});"
                    : $"wiring.FlowDeadline({Identifiers.Literal(deadline.FlowType)}, milliseconds: {Identifiers.Literal(deadline.Milliseconds)});");
            foreach (DispatchModel dispatch in module.Events)
                writer.Write($"wiring.Event(new {dispatch.RulesType}(wiring));");
            foreach (HandlerClassModel handlers in module.Handlers)
            {
                foreach (HookHandlerModel handler in handlers.Handlers)
                    writer.Write($"wiring.Hook(new {NewHandler(handlers, handler.Method)});");
                foreach (FailureHandlerModel handler in handlers.FailureHandlers)
                    writer.Write($"wiring.HookFailure(new {NewHandler(handlers, handler.Method)});");
            }
        }
    }

    // Each class once, though it may hold rules and handlers.
    private static IEnumerable<ComponentModel> Components(ModuleModel module)
        => module.Events.SelectMany(dispatch => dispatch.Rules).Select(rule => rule.Component)
            .Concat(module.Handlers.Select(handlers => handlers.Component).OfType<ComponentModel>())
            .GroupBy(component => component.Type)
            .Select(group => group.First())
            .OrderBy(component => component.Type.Full, StringComparer.Ordinal);

    private static void WriteList(SourceWriter writer, TypeRef type, string name, IEnumerable<string> items)
    {
        var elements = items.ToList();
        writer.Write("/// <inheritdoc/>");
        string head = $"public override {Known.ReadOnlyList.With(type)} {name}";
        if (elements.Count == 0)
        {
            writer.Write($"{head} => {Known.Array}.Empty<{type}>();");
        }
        else
        {
            writer.Write($"{head} {{ get; }} = new {type}[]");
            writer.Write("{");
            using (writer.Indent())
                foreach (string element in elements)
                    writer.Write(element + ",");
            writer.Write("};");
        }

        writer.Blank();
    }

    private static string New(params string[] arguments) => $"new({string.Join(", ", arguments.Select(Identifiers.Literal))})";

    private static string NewHandler(HandlerClassModel handlers, HandlerMethodModel method)
        => $"{TypeRef.Of(handlers.Namespace, method.Class)}({(HandlerEmitter.TakesWiring(method) ? "wiring" : "")})";

    private static string Dependency(DependencyModel dependency)
    {
        // The cast takes the place of a type argument.
        if (!dependency.Type.CanBeArgument)
            return $"({dependency.Type})services.{(dependency.Fallback is null ? "Get" : "Find")}(typeof({dependency.Type.Text.TrimEnd('?')})){(dependency.Fallback is null ? "" : "!")}";
        return dependency.Fallback is null ? $"services.Get<{dependency.Type}>()" : $"services.GetOrDefault<{dependency.Type}>({dependency.Fallback})";
    }
}
