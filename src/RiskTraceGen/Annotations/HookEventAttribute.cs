namespace RiskTraceGen;

/// <summary>Declares a hook: the type it stands on is the hook's payload. Raising the payload runs the handlers of the hook.</summary>
/// <param name="name">The hook's name, for example <c>margin_call</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class HookEventAttribute(string name) : Attribute
{
    /// <summary>The hook's name.</summary>
    public string Name { get; } = name;
}
