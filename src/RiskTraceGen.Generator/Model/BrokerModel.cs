namespace RiskTraceGen.Generator.Model;

/// <summary>A type with traced members.</summary>
/// <param name="Type">The broker, with its type parameters.</param>
/// <param name="Namespace">Its namespace, and the wrapper's.</param>
/// <param name="Name">Its name, with the leading I of an interface.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
/// <param name="TypeParameters">Those of the types that it is nested in, outermost first, and its own: <c>&lt;T&gt;</c>, or nothing.</param>
/// <param name="DeclaredTypeParameters">The same with their attributes.</param>
/// <param name="Constraints">One <c>where</c> clause for each constrained type parameter.</param>
/// <param name="Attributes">Attributes that the wrapper repeats, such as <c>[Obsolete]</c>.</param>
/// <param name="Silenced">The warnings that its types would bring into generated code.</param>
/// <param name="CanBeUsed">Whether other generated code than its wrapper can say it.</param>
internal sealed record BrokerModel(
    TypeRef Type,
    string Namespace,
    string Name,
    bool IsInterface,
    string Accessibility,
    string TypeParameters,
    string DeclaredTypeParameters,
    EquatableArray<string> Constraints,
    EquatableArray<string> Attributes,
    EquatableArray<MemberModel> Members,
    EquatableArray<string> Silenced,
    bool CanBeUsed)
{
    /// <summary>The name of the broker without the I of an interface.</summary>
    public string BaseName => Parsing.Wrappers.BaseName(Name, IsInterface);

    /// <summary>Whether the wrapper shows its flow: not where <c>Flow</c> means something of the broker's.</summary>
    public bool ShowsFlow
        => !Members.Any(static member => member.Name is "Flow" or "get_Flow" or "set_Flow")
            && !TypeParameters.Trim('<', '>').Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Contains("Flow");
}

/// <summary>A member of a wrapper.</summary>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
/// <param name="Receiver">The type to reach the member through, where the broker's own does not show it.</param>
/// <param name="Reference">The member as a comment refers to it: an XML element.</param>
/// <param name="Documentable">The <c>cref</c> of the member, or null if it has none that is unambiguous.</param>
internal abstract record MemberModel(
    string Name, string Accessibility, TypeRef Type, TypeRef? Receiver, string Reference, string? Documentable, EquatableArray<string> Attributes);

/// <param name="Called">The name of the broker's method, which differs where the wrapper has a method of that name for somebody else.</param>
internal sealed record MethodModel(
    string Name,
    string Accessibility,
    TypeRef Type,
    TypeRef? Receiver,
    string Reference,
    string? Documentable,
    EquatableArray<string> Attributes,
    string Returns,
    string TypeParameters,
    string DeclaredTypeParameters,
    EquatableArray<string> Constraints,
    EquatableArray<ParameterModel> Parameters,
    CallModel? Call,
    string Called)
    : MemberModel(Name, Accessibility, Type, Receiver, Reference, Documentable, Attributes)
{
    public bool ReturnsNothing => Type.Text == "void";
}

/// <param name="Returns"><c>ref </c>, <c>ref readonly </c> or nothing.</param>
/// <param name="Parameters">Those of an indexer.</param>
/// <param name="OnGetter">The attributes of its getter, with a space behind each.</param>
/// <param name="OnSetter">The attributes of its setter.</param>
/// <param name="ForgivesNull">Whether a reference to what the broker has may refer to null where its type says otherwise.</param>
internal sealed record PropertyModel(
    string Name, string Accessibility, TypeRef Type, TypeRef? Receiver, string Reference, string? Documentable, EquatableArray<string> Attributes,
    string Returns, bool HasGetter, bool HasSetter, EquatableArray<ParameterModel> Parameters, string OnGetter, string OnSetter, bool ForgivesNull)
    : MemberModel(Name, Accessibility, Type, Receiver, Reference, Documentable, Attributes);

internal sealed record EventMemberModel(
    string Name, string Accessibility, TypeRef Type, TypeRef? Receiver, string Reference, string? Documentable, EquatableArray<string> Attributes)
    : MemberModel(Name, Accessibility, Type, Receiver, Reference, Documentable, Attributes);

/// <param name="Recorded">The name that it has in a record.</param>
/// <param name="Declaration">The parameter as the wrapper declares it.</param>
/// <param name="Argument">The parameter as the wrapper passes it on.</param>
/// <param name="Held">The parameter as the struct of arguments takes it.</param>
/// <param name="HeldType">Its type in the struct of arguments, which carries no modifier.</param>
/// <param name="OnHeld">The attributes of what holds it until the call is made, with a space behind each.</param>
/// <param name="Value">How it is recorded; null if it is not.</param>
internal sealed record ParameterModel(
    string Name, string Recorded, string Declaration, string Argument, string Held, TypeRef HeldType, string OnHeld, ValueModel? Value);

/// <summary>What makes a method a traced one.</summary>
/// <param name="TraceName">The call's name in traces.</param>
/// <param name="Member">The member's name in traces.</param>
/// <param name="Key">A name that tells the call from its overloads: of its trace point and of its struct of arguments.</param>
/// <param name="Kind">What the method returns.</param>
/// <param name="ResultType">The type of the result, if there is one that can be recorded.</param>
/// <param name="Result">How the result is recorded.</param>
/// <param name="Finished">Where a result may be still to enumerate, the types of those that are not; null where none may.</param>
/// <param name="Failure">The pattern of results that say that the call failed, if they can say it.</param>
/// <param name="ForgivesNull">Whether the broker's result may be null where its type says otherwise.</param>
/// <param name="AssertsNotNull">
/// Whether the broker says that its result is not null where its type does not: what the recorder hands back has lost that.
/// </param>
/// <param name="IsCast">
/// Whether the recorder hands the result back as another type than the broker's: a task as the one that it derives
/// from, an interface that can be no type argument as an object.
/// </param>
/// <param name="KeepsResult">Whether what is handed back is the result as the broker returned it, of which trimming knows more than of its type.</param>
/// <param name="Token">The parameter that cancels the call, if it has one.</param>
/// <param name="IsIdempotent">Whether the call may be cut short by its flow's deadline: it can be made again.</param>
/// <param name="Policy">What is done beyond making the call once; null if nothing is.</param>
/// <param name="Guards">The attributes without which types that hold its arguments do not compile.</param>
internal sealed record CallModel(
    string TraceName,
    string Member,
    string Key,
    CallKind Kind,
    TypeRef? ResultType,
    ValueModel? Result,
    EquatableArray<TypeRef>? Finished,
    string? Failure,
    bool ForgivesNull,
    bool AssertsNotNull,
    bool IsCast,
    bool KeepsResult,
    string? Token,
    bool IsIdempotent,
    PolicyModel? Policy,
    EquatableArray<string> Guards)
{
    /// <summary>What the names of the types end with that hold something of one call.</summary>
    public static IReadOnlyList<string> NestedTypes { get; } = ["Arguments", "Invocation", "ResultEncoder"];
}

internal enum CallKind
{
    Void,
    Value,
    Unrecorded,
    Task,
    ValueTask,
    Stream,
    HandedOver,
}

/// <summary>What other models need to know of a broker: which wrapper it has, and how to say its type.</summary>
/// <param name="CanBeUsed">Whether other generated code can say it.</param>
internal sealed record BrokerName(TypeRef Type, string TypeParameters, string Namespace, string BaseName, string Name, bool CanBeUsed)
{
    public static BrokerName Of(BrokerModel broker)
        => new(broker.Type, broker.TypeParameters, broker.Namespace, broker.BaseName, broker.Name, broker.CanBeUsed);
}
