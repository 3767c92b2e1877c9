namespace RiskTraceGen.Generator.Model;

/// <summary>The assembly that the module is generated for.</summary>
/// <param name="Module">The name of its module's class, which no other assembly of the same root namespace uses.</param>
/// <param name="IsCompliant">Whether it says that it keeps the rules of the Common Language Specification.</param>
/// <param name="References">The modules of the assemblies it references.</param>
/// <param name="Deadlines">Those of referenced assemblies that have no module to hand them over.</param>
/// <param name="RulesClasses">The types of the root namespace that are named as generated classes of rules are.</param>
internal sealed record AssemblyModel(
    string Name,
    string RootNamespace,
    string Module,
    bool IsExecutable,
    bool IsCompliant,
    EquatableArray<TypeRef> References,
    EquatableArray<DeadlineModel> Deadlines,
    EquatableArray<string> RulesClasses);

/// <summary>Everything annotated in an assembly.</summary>
internal sealed record ModuleModel(
    AssemblyModel Assembly, EquatableArray<DispatchModel> Events, EquatableArray<HandlerClassModel> Handlers, EquatableArray<PayloadModel> Payloads,
    EquatableArray<BrokerCallModel> BrokerCalls, EquatableArray<EncodedTypeModel> Encoders, EquatableArray<DeadlineModel> Deadlines)
{
    /// <summary>
    /// Whether there is anything to compose: own annotations, or those of references. An assembly that stands between hands them on: whoever references it
    /// need not see what it references.
    /// </summary>
    public bool IsNeeded
        => Events.Count + Handlers.Count + Payloads.Count + BrokerCalls.Count + Deadlines.Count + Assembly.References.Count + Assembly.Deadlines.Count > 0;
}

/// <param name="Policy">What is done beyond making the call once, as an object initializer has it.</param>
internal sealed record BrokerCallModel(string Name, string Member, EquatableArray<string> Policy);

internal sealed record EncodedTypeModel(TypeRef Type, TypeRef Encoder, EquatableArray<string> Silenced);
