namespace RiskTraceGen;

/// <summary>
/// Marks a method that is told when a handler of a hook failed, was abandoned at its timeout, or was skipped.
/// It takes a <see cref="HookFailure"/>; <see cref="RiskFlow"/> and <see cref="CancellationToken"/> are optional.
/// A failure handler that fails itself is recorded and goes no further.
/// </summary>
/// <param name="name">The hook whose failures it receives; <see langword="null"/> for the failures of every hook.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class HookFailureAttribute(string? name = null) : Attribute
{
    /// <summary>The hook whose failures the method receives; <see langword="null"/> for every hook.</summary>
    public string? Name { get; } = name;
}
