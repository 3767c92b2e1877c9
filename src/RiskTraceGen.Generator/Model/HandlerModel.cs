namespace RiskTraceGen.Generator.Model;

/// <summary>A class with hook handlers.</summary>
/// <param name="Component">How an instance is made; null if every handler is static.</param>
/// <param name="Silenced">The warnings that its handlers would bring into generated code.</param>
internal sealed record HandlerClassModel(
    TypeRef Type,
    string Namespace,
    string Name,
    ComponentModel? Component,
    EquatableArray<HookHandlerModel> Handlers,
    EquatableArray<FailureHandlerModel> FailureHandlers,
    EquatableArray<string> Silenced);

/// <param name="Class">The name of the generated class.</param>
/// <param name="Member">The method as traces name it.</param>
/// <param name="Reference">The method as a comment refers to it: an XML element.</param>
internal sealed record HandlerMethodModel(
    string Class, string Method, string Member, string Reference, bool IsStatic, HandlerReturn Returns, EquatableArray<ArgumentModel> Arguments);

internal sealed record HookHandlerModel(string Hook, TypeRef Payload, int Order, int TimeoutMilliseconds, bool Inline, HandlerMethodModel Method);

/// <param name="Hook">The hook whose failures it is told of; null for every hook.</param>
internal sealed record FailureHandlerModel(string? Hook, HandlerMethodModel Method);

internal enum HandlerReturn
{
    Nothing,
    Task,
    ValueTask,
}

/// <summary>A [HookEvent] type of this assembly, or a generic one as a handler of this assembly takes it.</summary>
/// <param name="Definition">The type as it is declared.</param>
internal sealed record PayloadModel(TypeRef Type, TypeRef Definition, string Hook, TypeRef Encoder);
