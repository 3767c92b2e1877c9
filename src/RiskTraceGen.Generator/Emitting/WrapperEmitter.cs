using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Emitting;

/// <summary>The wrapper of one broker, and the extension method that makes it.</summary>
internal static class WrapperEmitter
{
    public static Draft Emit(BrokerModel broker, string name)
    {
        var writer = new SourceWriter();
        if (broker.Namespace.Length == 0)
        {
            WriteWrapper(writer, broker, name);
        }
        else
        {
            writer.Write($"namespace {broker.Namespace}");
            using (writer.Block())
                WriteWrapper(writer, broker, name);
        }

        writer.Blank();
        writer.Write("namespace RiskTraceGen");
        using (writer.Block())
        {
            writer.Write($"/// <summary>Traces {broker.Type.Reference}.</summary>");
            writer.Write(Known.Attributes);
            WriteAttributes(writer, broker.Attributes);
            WriteExtension(writer, broker, name);
        }

        MarkedText text = writer.ToText();
        return new Draft(
            SourceFile.Name(broker.Namespace, broker.Type, "Traced"),
            SourceFile.Namespaces(broker.Namespace, "RiskTraceGen"),
            SourceFile.Types(new DeclaredName(broker.Namespace, name), new DeclaredName("RiskTraceGen", Extensions(broker, name))),
            text,
            broker.Silenced,
            WrapperScope.Hidden(broker, text));
    }

    private static void WriteWrapper(SourceWriter writer, BrokerModel broker, string name)
    {
        writer.Write($"/// <summary>A {broker.Type.Reference} whose calls are recorded in {(broker.ShowsFlow ? "<see cref=\"Flow\"/>" : "a flow")}. Whoever holds it cannot call the broker untraced.</summary>");
        writer.Write(Known.Attributes);
        WriteAttributes(writer, broker.Attributes);
        WriteHead(writer, $"{broker.Accessibility} readonly struct {name}{broker.DeclaredTypeParameters}", broker.Constraints);
        using (writer.Block())
        {
            writer.Write($$"""
                private readonly {{broker.Type}} _broker;
                private readonly {{Known.RiskFlow}} _flow;

                /// <summary>Traces calls of a broker in a flow.</summary>
                /// <param name="broker">The broker that is called.</param>
                /// <param name="flow">The flow that the calls belong to.</param>
                public {{name}}({{broker.Type}} broker, {{Known.RiskFlow}} flow)
                {
                    _broker = broker;
                    _flow = flow;
                }
                """);
            if (broker.ShowsFlow)
            {
                writer.Blank();
                writer.Write($"""
                    /// <summary>The flow that the calls belong to.</summary>
                    public {Known.RiskFlow} Flow => _flow;
                    """);
            }

            foreach (MemberModel member in broker.Members)
            {
                writer.Blank();
                WriteMember(writer, member, name + broker.TypeParameters);
            }

            foreach (MethodModel method in broker.Members.OfType<MethodModel>())
                CallEmitter.WriteNestedTypes(writer, broker, method, name + broker.TypeParameters);
            CallEmitter.WriteTracePoints(writer, broker);
        }
    }

    /// <summary>The class of the extension method.</summary>
    internal static void WriteExtension(SourceWriter writer, BrokerModel broker, string name)
    {
        TypeRef wrapper = new(TypeRef.Of(broker.Namespace, name).Text + broker.TypeParameters);
        writer.Write($"{broker.Accessibility} static class {Extensions(broker, name)}");
        using (writer.Block())
        {
            writer.Write($"""
                /// <summary>The broker with its calls recorded in a flow.</summary>
                /// <param name="broker">The broker.</param>
                /// <param name="flow">The flow.</param>
                """);
            writer.Write($"public static {wrapper} Traced{broker.DeclaredTypeParameters}(this {broker.Type} broker, {Known.RiskFlow} flow)");
            using (writer.Indent())
            {
                foreach (string constraint in broker.Constraints)
                    writer.Write(constraint);
                writer.Write("=> new(broker, flow);");
            }
        }
    }

    // They stand in a class without type parameters, so that brokers of one name would share it.
    private static string Extensions(BrokerModel broker, string name)
        => broker.TypeParameters.Length == 0
            ? name + "Extensions"
            : WishedName.Of($"{name}Of{broker.TypeParameters.Trim('<', '>').Replace(", ", "And").Replace("@", "")}Extensions", broker.Type.Full);

    private static void WriteMember(SourceWriter writer, MemberModel member, string wrapper)
    {
        if (member is MethodModel { Call: { } call } traced)
        {
            CallEmitter.WriteMethod(writer, traced, call, wrapper);
            return;
        }

        writer.Write(member.Documentable is { } cref ? $"/// <inheritdoc cref=\"{cref}\"/>" : $"/// <summary>{member.Reference}, passed through.</summary>");
        WriteAttributes(writer, member.Attributes);
        string target = Receiver(member.Receiver, member is PropertyModel { Parameters: var indices } ? [.. indices.Select(parameter => parameter.Name)] : []);
        switch (member)
        {
            case MethodModel method:
                WritePassThrough(writer, method);
                break;
            case PropertyModel property:
                WriteProperty(writer, property, target);
                break;
            case EventMemberModel evented:
                writer.Write($"{evented.Accessibility} event {evented.Type} {evented.Name}");
                using (writer.Block())
                    writer.Write($"""
                        add => {target}.{evented.Name} += value;
                        remove => {target}.{evented.Name} -= value;
                        """);
                break;
        }
    }

    private static void WritePassThrough(SourceWriter writer, MethodModel method)
    {
        string call = $"=> {(method.Returns.Length > 0 ? "ref " : "")}{CallEmitter.Invocation(method)};";
        if (method.Constraints.Count == 0)
        {
            writer.Write($"{CallEmitter.Signature(method)} {call}");
            return;
        }

        WriteHead(writer, CallEmitter.Signature(method), method.Constraints);
        using (writer.Indent())
            writer.Write(call);
    }

    private static void WriteProperty(SourceWriter writer, PropertyModel property, string target)
    {
        bool isIndexer = property.Parameters.Count > 0;
        string read = isIndexer ? $"{target}[{string.Join(", ", property.Parameters.Select(parameter => parameter.Argument))}]" : $"{target}.{property.Name}";
        if (property.ForgivesNull)
            read += "!";
        string reference = property.Returns.Length > 0 ? "ref " : "";
        string head = PropertyHead(property);
        if (!property.HasSetter && property.OnGetter.Length == 0)
        {
            writer.Write($"{head} => {reference}{read};");
            return;
        }

        writer.Write(head);
        using (writer.Block())
        {
            if (property.HasGetter)
                writer.Write($"{property.OnGetter}get => {reference}{read};");
            if (property.HasSetter)
                writer.Write($"{property.OnSetter}set => {read} = value;");
        }
    }

    /// <summary>A property up to its accessors.</summary>
    internal static string PropertyHead(PropertyModel property)
    {
        string name = property.Parameters.Count > 0
            ? $"this[{string.Join(", ", property.Parameters.Select(parameter => parameter.Declaration))}]"
            : property.Name;
        return $"{property.Accessibility} {property.Returns}{property.Type} {name}";
    }

    /// <summary>The broker, seen as the type that shows the member.</summary>
    internal static string Receiver(TypeRef? receiver, ICollection<string> declared)
    {
        string broker = WrapperScope.Own("_broker", "this", declared);
        return receiver is { } type ? $"(({type}){broker})" : broker;
    }

    internal static void WriteAttributes(SourceWriter writer, EquatableArray<string> attributes)
    {
        foreach (string attribute in attributes)
            writer.Write(attribute);
    }

    internal static void WriteHead(SourceWriter writer, string head, EquatableArray<string> constraints)
    {
        writer.Write(head);
        using (writer.Indent())
            foreach (string constraint in constraints)
                writer.Write(constraint);
    }
}
