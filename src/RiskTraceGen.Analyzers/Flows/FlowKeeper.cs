using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Flows;

/// <summary>What keeps values for longer than an event: something static, something that is made once, a timer, an event.</summary>
internal static class FlowKeeper
{
    private static readonly HashSet<string> Adders = new(StringComparer.Ordinal) { "Add", "TryAdd", "AddFirst", "AddLast", "Insert", "Enqueue", "Push" };

    /// <summary>What keeps a field or property; null where that may well be made anew for each event.</summary>
    public static string? Of(ISymbol member, KnownSymbols symbols)
        => member.IsStatic ? "in a static member" : member.ContainingType is { TypeKind: TypeKind.Class } type ? OfObjects(type, symbols) : null;

    /// <summary>
    /// What keeps whatever the objects of a class have, those of classes that derive from it included; null where these may well be made anew for each event.
    /// </summary>
    public static string? OfObjects(INamedTypeSymbol type, KnownSymbols symbols) => Of(type, symbols) ?? OfHeirs(type, symbols);

    /// <summary>What an object of a class is, if it is made once.</summary>
    public static string? Of(INamedTypeSymbol type, KnownSymbols symbols)
    {
        if (Annotations.Find(type, Annotations.RiskRule) is not null)
            return "in a rule";
        if (type.GetMembers()
            .Any(static other => Annotations.Find(other, Annotations.Hook) is not null || Annotations.Find(other, Annotations.HookFailure) is not null))
            return "in a class of handlers";
        if (symbols.MarkedCalls.IsBroker(type))
            return "in a broker";

        return type.AllInterfaces.Any(
            static contract => contract is { Name: "IHostedService", ContainingNamespace: { Name: "Hosting", ContainingNamespace.Name: "Extensions" } })
            ? "in a hosted service"
            : null;
    }

    /// <summary>What keeps a delegate, from where it is given away; null if it is called on the spot, or nothing is known of that.</summary>
    public static string? OfDelegate(IOperation function, KnownSymbols symbols) => function.WholeDelegate().Parent switch
    {
        IEventAssignmentOperation { Adds: true } => "by a handler of an event",
        ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation } assignment
            => Of(((IMemberReferenceOperation)assignment.Target).Member, symbols),
        IArgumentOperation { Parent: { Type: { } made } } when IsTimer(made) => "by a timer",
        IArgumentOperation { Parent: IInvocationOperation { Instance: IFieldReferenceOperation or IPropertyReferenceOperation } call }
            when Adders.Contains(call.TargetMethod.Name) && WellKnown.IsFramework(call.TargetMethod.ContainingType)
                => Of(((IMemberReferenceOperation)call.Instance).Member, symbols),
        _ => null,
    };

    /// <summary>Whether a timer is made with its callback; another one has an event.</summary>
    public static bool IsTimer(ITypeSymbol type) => WellKnown.Is(type, "System.Threading", "Timer", 0) || WellKnown.Is(type, "System.Threading", "ITimer", 0);

    private static string? OfHeirs(INamedTypeSymbol type, KnownSymbols symbols)
        => type.IsSealed ? null : symbols.Annotations.Types.Concat(symbols.Annotations.Methods.Select(static method => method.ContainingType))
            .Where(heir => heir.TypeKind == TypeKind.Class && heir.IsOrDerivesFrom(type))
            .Select(heir => Of(heir, symbols))
            .FirstOrDefault(static keeper => keeper is not null);
}
