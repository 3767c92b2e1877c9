using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Analyzers.Tasks;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.CodeFixes.Text;

/// <summary>Recognises callers that catch nothing: the runtime, threads, timers, events of the framework, and tasks that nobody has.</summary>
internal static class Uncatchable
{
    // The console, processes, files and the network raise their events on threads of their own.
    private static readonly HashSet<string> Raisers = new(StringComparer.Ordinal) { "System", "System.Diagnostics", "System.IO", "System.Net.NetworkInformation" };

    /// <summary>Whether the runtime itself calls on after the first <c>await</c>.</summary>
    public static bool IsAsyncVoid(IMethodSymbol method) => method is { IsAsync: true, ReturnsVoid: true };

    /// <summary>Whether the pool calls a method by its contract.</summary>
    public static bool IsWorkItem(IMethodSymbol method)
        => method.ContainingType.AllInterfaces.Any(contract => WellKnown.Is(contract, "System.Threading", "IThreadPoolWorkItem", 0)
            && contract.GetMembers().Any(member => method.ContainingType.FindImplementationForInterfaceMember(member).Is(method)));

    /// <summary>
    /// Whether a delegate is one of those that threads and timers call, goes to the code that has them, or handles an event of the framework.
    /// </summary>
    public static bool IsCallback(IOperation function)
        => IsOfThreads(function.Type) || function.WholeDelegate().Parent switch
        {
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType: var receiver } }
                => IsOfThreads(receiver) || WellKnown.Is(receiver, "System.Runtime.InteropServices", "PosixSignalRegistration", 0),
            IEventAssignmentOperation { EventReference: IEventReferenceOperation { Event.ContainingNamespace: var space } }
                => Raisers.Contains(space.ToDisplayString()),
            _ => false,
        };

    /// <summary>Whether what is thrown by a call, or by a delegate that a local has and that is called there, ends in a task that nobody has.</summary>
    public static bool IsDropped(IOperation call) => call switch
    {
        ILocalReferenceOperation { Parent: IInvocationOperation ofDelegate } => IsDropped(ofDelegate),
        { Parent: IConditionalAccessOperation whole } => IsDropped(whole),
        _ => TaskType.IsTask(call.Type) && call.Parent is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation },
    };

    /// <summary>The same of what is handed on to <c>Task.Run</c>, whose task fails when the function does.</summary>
    public static bool IsDroppedWith(IOperation function)
        => function.WholeDelegate().Parent is IArgumentOperation { Parent: IInvocationOperation call } && IsDropped(call);

    private static bool IsOfThreads(ITypeSymbol? type) => type?.ContainingNamespace?.ToDisplayString() is "System.Threading" or "System.Timers";
}
