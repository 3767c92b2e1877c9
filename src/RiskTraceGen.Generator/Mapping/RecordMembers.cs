using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>A call in a member that the compiler writes.</summary>
/// <param name="Method">What is called.</param>
/// <param name="Receiver">The type that it is called on; null for the record itself.</param>
/// <param name="IsVirtual">Whether an override comes first.</param>
internal readonly record struct RecordCall(IMethodSymbol Method, INamedTypeSymbol? Receiver, bool IsVirtual);

/// <summary>The members that the compiler writes for a record: equality, text, copies. No source says what they call.</summary>
internal static class RecordMembers
{
    /// <summary>The method that makes a copy for <c>with</c>.</summary>
    public const string Clone = "<Clone>$";

    private const string PrintMembers = "PrintMembers";

    /// <summary>Whether the compiler writes a method, and writes calls into it.</summary>
    public static bool IsWritten(IMethodSymbol method)
        => method is { IsImplicitlyDeclared: true, ContainingType.IsRecord: true, MethodKind: MethodKind.Ordinary or MethodKind.UserDefinedOperator }
            || IsWrittenCopy(method);

    /// <summary>Whether a constructor copies a record: then no initializer runs.</summary>
    public static bool IsCopy(IMethodSymbol constructor)
        => constructor
            is { MethodKind: MethodKind.Constructor, ContainingType: { IsRecord: true, TypeKind: TypeKind.Class } record, Parameters: [{ Type: var copied }] }
            && Equal(copied, record);

    /// <summary>What a method calls that the compiler writes.</summary>
    public static IEnumerable<RecordCall> CallsOf(IMethodSymbol method)
    {
        INamedTypeSymbol record = method.ContainingType;
        INamedTypeSymbol? above = record.BaseType is { IsRecord: true } inherited ? inherited : null;
        if (IsWrittenCopy(method))
            return Own(above?.InstanceConstructors.FirstOrDefault(IsCopy), isVirtual: false);

        return !IsWritten(method) ? [] : method.Name switch
        {
            WellKnownMemberNames.EqualityOperatorName or WellKnownMemberNames.InequalityOperatorName => Own(EqualsOf(record), isVirtual: true),
            WellKnownMemberNames.ObjectEquals when method.Parameters[0].Type.SpecialType == SpecialType.System_Object => Own(EqualsOf(record), isVirtual: true),
            WellKnownMemberNames.ObjectEquals when !Equal(method.Parameters[0].Type, record) => Own(EqualsOf(record), isVirtual: true),
            WellKnownMemberNames.ObjectEquals
                => Own(above is null ? null : EqualsOf(above), isVirtual: false).Concat(Contract(record)).Concat(OfFields(record, EqualityOf)),
            WellKnownMemberNames.ObjectGetHashCode => Own(above is null ? null : Without(above, WellKnownMemberNames.ObjectGetHashCode), isVirtual: false)
                .Concat(Contract(record))
                .Concat(OfFields(record, HashOf)),
            WellKnownMemberNames.ObjectToString => Own(Printing(record), isVirtual: true),
            PrintMembers => Own(above is null ? null : Printing(above), isVirtual: false).Concat(Printed(record)),
            WellKnownMemberNames.DeconstructMethodName => method.Parameters.SelectMany(parameter => Own(Getter(record, parameter.Name), isVirtual: true)),
            Clone => Own(record.InstanceConstructors.FirstOrDefault(IsCopy), isVirtual: false),
            _ => [],
        };
    }

    private static IEnumerable<RecordCall> Own(IMethodSymbol? method, bool isVirtual) => method is null ? [] : [new RecordCall(method, null, isVirtual)];

    private static IEnumerable<RecordCall> Contract(INamedTypeSymbol record) => Own(Getter(record, "EqualityContract"), isVirtual: true);

    private static IEnumerable<RecordCall> OfFields(INamedTypeSymbol record, Func<INamedTypeSymbol, IMethodSymbol?> called)
        => record.GetMembers().OfType<IFieldSymbol>().Where(static field => !field.IsStatic).SelectMany(field => Of(field.Type, called));

    private static IEnumerable<RecordCall> Printed(INamedTypeSymbol record)
    {
        foreach (ISymbol member in record.GetMembers().Where(static member => member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public }))
            if (member is IPropertySymbol { IsIndexer: false, IsOverride: false, GetMethod: { } getter } property)
                foreach (RecordCall call in Own(getter, isVirtual: true).Concat(Of(property.Type, TextConversion.ToStringOf)))
                    yield return call;
            else if (member is IFieldSymbol field)
                foreach (RecordCall call in Of(field.Type, TextConversion.ToStringOf))
                    yield return call;
    }

    private static IEnumerable<RecordCall> Of(ITypeSymbol type, Func<INamedTypeSymbol, IMethodSymbol?> called)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var held] })
            type = held;
        return type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } named && !WellKnown.IsFramework(named) && called(named) is { } method
            ? [new RecordCall(method, named, IsVirtual: true)]
            : [];
    }

    private static IMethodSymbol? EqualityOf(INamedTypeSymbol type)
        => type.AllInterfaces.FirstOrDefault(
            contract => contract.TypeArguments is [var compared] && WellKnown.Is(contract, "System", "IEquatable", 1) && Equal(compared, type)) is { } equatable
            ? type.FindImplementationForInterfaceMember(equatable.GetMembers(WellKnownMemberNames.ObjectEquals)[0]) as IMethodSymbol
            : PatternMembers.Members(type, WellKnownMemberNames.ObjectEquals)
                .OfType<IMethodSymbol>()
                .FirstOrDefault(static method => method is { IsOverride: true, Parameters: [{ Type.SpecialType: SpecialType.System_Object }] });

    private static IMethodSymbol? HashOf(INamedTypeSymbol type) => PatternMembers.Method(type, WellKnownMemberNames.ObjectGetHashCode);

    private static IMethodSymbol? EqualsOf(INamedTypeSymbol record)
        => record.GetMembers(WellKnownMemberNames.ObjectEquals)
            .OfType<IMethodSymbol>()
            .FirstOrDefault(method => method.Parameters is [{ Type: var compared }] && Equal(compared, record));

    private static IMethodSymbol? Printing(INamedTypeSymbol record)
        => record.GetMembers(PrintMembers).OfType<IMethodSymbol>().FirstOrDefault(static method => method.Parameters.Length == 1);

    private static IMethodSymbol? Without(INamedTypeSymbol record, string name)
        => record.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(static method => method.Parameters.IsEmpty);

    private static IMethodSymbol? Getter(INamedTypeSymbol record, string name) => PatternMembers.Getter(record, name);

    private static bool IsWrittenCopy(IMethodSymbol method) => method.IsImplicitlyDeclared && IsCopy(method);

    private static bool Equal(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
