using System.Runtime.CompilerServices;

namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>Something that can be awaited and is no task.</summary>
public readonly struct Promise<T>(Task<T> task)
{
    public TaskAwaiter<T> GetAwaiter() => task.GetAwaiter();
}
