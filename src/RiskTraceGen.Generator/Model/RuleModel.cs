namespace RiskTraceGen.Generator.Model;

/// <summary>A rule class with one evaluation for each event that it takes.</summary>
internal sealed record RuleModel(string Name, string Category, int TimeoutMilliseconds, ComponentModel Component, EquatableArray<EvaluationModel> Evaluations);

/// <param name="IsVariant">Whether its parameter and the event differ in what may be null of their parts.</param>
/// <param name="Declaring">The base class to call it on, where a nearer class has a method of its name, which would come first; null elsewhere.</param>
/// <param name="IsStatic">Whether it is called on the class.</param>
/// <param name="Reference">The method as a comment refers to it: an XML element.</param>
/// <param name="Silenced">The warnings that its call would bring into generated code.</param>
internal sealed record EvaluationModel(
    EventModel Event,
    bool IsVariant,
    string Method,
    TypeRef? Declaring,
    bool IsStatic,
    string Reference,
    ResultKind Returns,
    EquatableArray<ArgumentModel> Arguments,
    EquatableArray<string> Silenced);

/// <summary>An event that rules are evaluated for.</summary>
/// <param name="Namespace">The namespace of its generated rules, which is its own unless that is the framework's.</param>
/// <param name="IsFramework">Whether it is a type of the framework, such as a tuple: nothing is generated into a namespace of the framework.</param>
/// <param name="RulesClass">The name of the class that holds its rules.</param>
/// <param name="TraceName">Its name in traces.</param>
/// <param name="Contract">Whether it has a contract id to read.</param>
/// <param name="Account">The property that names its account; empty if it has none.</param>
/// <param name="Value">How it is recorded.</param>
/// <param name="Deadline">How long its flows may take, if that is said.</param>
/// <param name="Silenced">The warnings that reading its contract or account would bring into generated code.</param>
internal sealed record EventModel(
    TypeRef Type,
    string Namespace,
    bool IsFramework,
    string RulesClass,
    string TraceName,
    bool Contract,
    string Account,
    ValueModel Value,
    DeadlineModel? Deadline,
    EquatableArray<string> Silenced)
{
    /// <summary>The same event, and redacted where it is redacted elsewhere: rules may call the elements of a tuple differently.</summary>
    public EventModel Redacting(EventModel other) => this with { Value = Value.Redacting(other.Value) };
}

/// <summary>The rules of one event, in the order in which they are evaluated.</summary>
internal sealed record DispatchModel(EventModel Event, EquatableArray<DispatchedRuleModel> Rules)
{
    public TypeRef RulesType => TypeRef.Of(Event.Namespace, Event.RulesClass);
}

internal sealed record DispatchedRuleModel(string Name, string Category, int TimeoutMilliseconds, ComponentModel Component, EvaluationModel Evaluation)
{
    /// <summary>The warnings that it would bring into generated code.</summary>
    public IEnumerable<string> Silenced => Component.Silenced.Concat(Evaluation.Silenced);

    /// <summary>Type and method.</summary>
    public string Member => $"{Component.Type.Short}.{Evaluation.Method.TrimStart('@')}";
}
