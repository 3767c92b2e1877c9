using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Emitting;

/// <summary>The types of the framework and of the library that generated code uses.</summary>
internal static class Known
{
    public static readonly TypeRef Array = System("Array");
    public static readonly TypeRef Exception = System("Exception");
    public static readonly TypeRef Math = System("Math");
    public static readonly TypeRef ReadOnlySpan = System("ReadOnlySpan");
    public static readonly TypeRef ReadOnlyList = TypeRef.Of("System.Collections.Generic", "IReadOnlyList");
    public static readonly TypeRef List = TypeRef.Of("System.Collections.Generic", "List");
    public static readonly TypeRef CollectionsMarshal = TypeRef.Of("System.Runtime.InteropServices", "CollectionsMarshal");
    public static readonly TypeRef MemoryManager = TypeRef.Of("System.Buffers", "MemoryManager");
    public static readonly TypeRef MemoryMarshal = TypeRef.Of("System.Runtime.InteropServices", "MemoryMarshal");
    public static readonly TypeRef CancellationToken = TypeRef.Of("System.Threading", "CancellationToken");
    public static readonly TypeRef ValueTask = TypeRef.Of("System.Threading.Tasks", "ValueTask");

    public static readonly TypeRef BrokerAnswer = Library("BrokerAnswer");
    public static readonly TypeRef BrokerAttempt = Library("BrokerAttempt");
    public static readonly TypeRef BrokerCallDescriptor = Library("BrokerCallDescriptor");
    public static readonly TypeRef BrokerInvocation = Library("IBrokerInvocation");
    public static readonly TypeRef CallOutcome = Library("CallOutcome");
    public static readonly TypeRef CallPolicy = Library("CallPolicy");
    public static readonly TypeRef DispatchResult = Library("DispatchResult");
    public static readonly TypeRef EventRules = Library("EventRules");
    public static readonly TypeRef ExecutionMapBuilder = Library("ExecutionMapBuilder");
    public static readonly TypeRef Fallback = Library("IFallback");
    public static readonly TypeRef HookDescriptor = Library("HookDescriptor");
    public static readonly TypeRef HookFailure = Library("HookFailure");
    public static readonly TypeRef HookFailureHandler = Library("HookFailureHandler");
    public static readonly TypeRef HookHandler = Library("HookHandler");
    public static readonly TypeRef NoResult = Library("NoResult");
    public static readonly TypeRef Reconciliation = Library("IReconciliation");
    public static readonly TypeRef RecordFields = Library("IRecordFields");
    public static readonly TypeRef RecordWriter = Library("RecordWriter");
    public static readonly TypeRef ResultEncoder = Library("IResultEncoder");
    public static readonly TypeRef RiskComponent = Library("RiskComponent");
    public static readonly TypeRef RiskDispatcher = Library("RiskDispatcher");
    public static readonly TypeRef RiskFlow = Library("RiskFlow");
    public static readonly TypeRef RiskModule = Library("RiskModule");
    public static readonly TypeRef RiskWiring = Library("RiskWiring");
    public static readonly TypeRef RuleDescriptor = Library("RuleDescriptor");
    public static readonly TypeRef RuleResult = Library("RuleResult");
    public static readonly TypeRef TracePoint = Library("TracePoint");
    public static readonly TypeRef ValueEncoder = Library("ValueEncoder");

    /// <summary>The attributes of every generated type.</summary>
    public static readonly string Attributes =
        $"[{AttributeName.Marked("System.CodeDom.Compiler", "GeneratedCode")}(\"RiskTraceGen\", \"{Version}\"), {AttributeName.Marked("System.Diagnostics.CodeAnalysis", "ExcludeFromCodeCoverage")}]";

    /// <summary>Keeps what only generated code uses out of completion lists.</summary>
    public static readonly string Hidden =
        $"[{AttributeName.Marked("System.ComponentModel", "EditorBrowsable")}({TypeRef.Of("System.ComponentModel", "EditorBrowsableState")}.Never)]";

    /// <summary>Keeps a type out of sight of every other assembly, also of those that see internals: each has its own.</summary>
    public static readonly string Embedded = $"[{AttributeName.Marked("Microsoft.CodeAnalysis", "Embedded")}]";

    public static string Version => typeof(Known).Assembly.GetName().Version.ToString(3);

    private static TypeRef System(string name) => TypeRef.Of("System", name);

    private static TypeRef Library(string name) => TypeRef.Of("RiskTraceGen", name);
}
