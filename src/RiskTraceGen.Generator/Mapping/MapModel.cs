using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>Where the rules and handlers of an assembly go: its part of the execution map. A graph of methods, so that its size is that of the code.</summary>
/// <param name="RootNamespace">The namespace of the assembly's module.</param>
/// <param name="Module">The class of the assembly's module.</param>
/// <param name="Implemented">The broker calls that are calls of other brokers too.</param>
/// <param name="Methods">The methods that lead to something, and those that other assemblies may call with a flow.</param>
internal sealed record MapModel(
    string RootNamespace,
    string Module,
    EquatableArray<MappedHookModel> Hooks,
    EquatableArray<MappedRuleModel> Rules,
    EquatableArray<MappedHandlerModel> Handlers,
    EquatableArray<ImplementedCallModel> Implemented,
    EquatableArray<MappedMethodModel> Methods)
{
    /// <summary>The map of an assembly that leads nowhere: its file speaks of the same types as that of any other.</summary>
    public static MapModel Empty(AssemblyModel assembly) => new(assembly.RootNamespace, assembly.Module, default, default, default, default, default);
}

/// <summary>A line of source.</summary>
/// <param name="File">Relative to the project.</param>
internal sealed record PlaceModel(string File, int Line);

/// <param name="Member">Type and method, as the registry has them.</param>
/// <param name="Method">The method, as the map has it.</param>
internal sealed record MappedRuleModel(string Name, string Category, string Event, string Member, string Method, PlaceModel Place);

/// <inheritdoc cref="MappedRuleModel"/>
internal sealed record MappedHandlerModel(string Hook, int Order, string Member, string Method, PlaceModel Place);

/// <summary>A hook whose payload is a type of the assembly.</summary>
internal sealed record MappedHookModel(string Hook, string Payload, PlaceModel Place);

/// <summary>A broker call whose method implements or overrides that of another broker's call.</summary>
internal sealed record ImplementedCallModel(string Name, string Member, string ImplementedName, string ImplementedMember);

/// <param name="Id">By which other assemblies know it; null if they cannot call it.</param>
internal sealed record MappedMethodModel(string Method, string? Id, PlaceModel Place, EquatableArray<MappedEdgeModel> Edges);

/// <summary>What a method does or calls, and where.</summary>
/// <param name="Name">The method, hook or broker call; or what could not be followed.</param>
/// <param name="Detail">The member behind a broker call, the id of a method of another assembly, or why something could not be followed.</param>
internal sealed record MappedEdgeModel(EdgeKind Kind, string Name, string Detail, PlaceModel Place);

internal enum EdgeKind
{
    Call,
    OutsideCall,
    Raise,
    BrokerCall,
    UntracedCall,
    NotFollowed,
}
