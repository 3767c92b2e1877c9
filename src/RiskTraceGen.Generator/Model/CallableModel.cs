namespace RiskTraceGen.Generator.Model;

/// <summary>A parameter of a rule or handler, bound by its type.</summary>
/// <param name="Kind">What is passed.</param>
/// <param name="Wrapper">The wrapper's name, if its type need not exist yet; it is looked up among the brokers.</param>
/// <param name="TypeArguments">Those of the wrapper of a generic broker, which are the broker's.</param>
/// <param name="Nearer">The namespaces in which a wrapper still to be generated would be nearer than the one that exists.</param>
/// <param name="Bound">The wrapper that is passed, once it is known: one that exists, or one still to be generated.</param>
/// <param name="IsIn">Whether its parameter says <c>in</c> or <c>ref readonly</c>: an overload without it would come first.</param>
internal sealed record ArgumentModel(
    ArgumentKind Kind,
    string? Wrapper = null,
    EquatableArray<TypeRef> TypeArguments = default,
    EquatableArray<string> Nearer = default,
    WrapperModel? Bound = null,
    bool IsIn = false);

/// <summary>A wrapper that is made of a broker.</summary>
/// <param name="Broker">The broker, with its type arguments.</param>
/// <param name="Type">The wrapper's own type.</param>
internal sealed record WrapperModel(TypeRef Broker, TypeRef Type);

internal enum ArgumentKind
{
    Payload,
    Flow,
    CancellationToken,
    Broker,
}

internal enum ResultKind
{
    Value,
    Task,
    ValueTask,
}

/// <summary>A class that the generated module constructs.</summary>
/// <param name="Name">The class as traces name it.</param>
/// <param name="Arguments">Its constructor's.</param>
/// <param name="Silenced">The warnings that its construction would bring into generated code.</param>
internal sealed record ComponentModel(TypeRef Type, string Name, EquatableArray<DependencyModel> Arguments, EquatableArray<string> Silenced);

/// <param name="Type">The type as it is asked for.</param>
/// <param name="Fallback">What is passed if nothing provides it; null if it must be provided.</param>
internal sealed record DependencyModel(TypeRef Type, string? Fallback);
