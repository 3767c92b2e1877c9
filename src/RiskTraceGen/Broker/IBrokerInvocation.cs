using System.ComponentModel;

namespace RiskTraceGen;

/// <summary>One broker call with its arguments, which can be made more than once. Generated code implements it as a struct.</summary>
/// <typeparam name="T">The call's result; <see cref="NoResult"/> for calls without one.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface IBrokerInvocation<T> : IRecordFields
{
    /// <summary>The caller's token; no attempt begins once it is cancelled.</summary>
    CancellationToken CancellationToken { get; }

    /// <summary>Calls the broker.</summary>
    BrokerAnswer<T> Invoke();
}

/// <summary>A call that another one takes over for when it has failed.</summary>
/// <typeparam name="T">The result of both.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface IFallback<T>
{
    /// <summary>Makes the other call, traced.</summary>
    /// <param name="flow">The flow, seen from inside the call that has failed.</param>
    BrokerAnswer<T> FallBack(RiskFlow flow);
}

/// <summary>A call that a query can be made about, when nobody knows what became of it.</summary>
/// <typeparam name="TAnswer">The call's result, or <see cref="CallOutcome"/> for a call without one.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface IReconciliation<TAnswer>
{
    /// <summary>Makes the query, traced.</summary>
    /// <param name="flow">The flow, seen from inside the call that is ambiguous.</param>
    BrokerAnswer<TAnswer> Reconcile(RiskFlow flow);
}
