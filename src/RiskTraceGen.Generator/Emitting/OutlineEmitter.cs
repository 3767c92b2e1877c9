using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Emitting;

/// <summary>
/// A wrapper without what its members do: enough to tell what is called on it. The execution map binds code against it; it is no part of what is built, so that
/// its members need no bodies.
/// </summary>
internal static class OutlineEmitter
{
    public static string Emit(BrokerModel broker, string name)
    {
        var writer = new SourceWriter();
        if (broker.Namespace.Length > 0)
            writer.Write($"namespace {broker.Namespace} {{");
        WriteWrapper(writer, broker, name);
        if (broker.Namespace.Length > 0)
            writer.Write("}");
        writer.Write("namespace RiskTraceGen {");
        WrapperEmitter.WriteExtension(writer, broker, name);
        writer.Write("}");
        return writer.ToText().Qualified();
    }

    private static void WriteWrapper(SourceWriter writer, BrokerModel broker, string name)
    {
        WrapperEmitter.WriteHead(writer, $"{broker.Accessibility} readonly struct {name}{broker.DeclaredTypeParameters}", broker.Constraints);
        writer.Write("{");
        writer.Write($"public {name}({broker.Type} broker, {Known.RiskFlow} flow);");
        if (broker.ShowsFlow)
            writer.Write($"public {Known.RiskFlow} Flow {{ get; }}");
        foreach (MemberModel member in broker.Members)
        {
            WrapperEmitter.WriteAttributes(writer, member.Attributes);
            WriteMember(writer, member);
        }

        writer.Write("}");
    }

    private static void WriteMember(SourceWriter writer, MemberModel member)
    {
        switch (member)
        {
            case MethodModel method:
                WrapperEmitter.WriteHead(writer, CallEmitter.Signature(method), method.Constraints);
                writer.Write(";");
                break;
            case PropertyModel property:
                writer.Write($"{WrapperEmitter.PropertyHead(property)} {{ {(property.HasGetter ? "get; " : "")}{(property.HasSetter ? "set; " : "")}}}");
                break;
            case EventMemberModel evented:
                writer.Write($"{evented.Accessibility} event {evented.Type} {evented.Name};");
                break;
        }
    }
}
