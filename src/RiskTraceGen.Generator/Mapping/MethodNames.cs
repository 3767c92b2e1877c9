using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>The names that methods have in a map: as short as they can be, each different.</summary>
internal static class MethodNames
{
    private static readonly SymbolDisplayFormat TypeFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    // From the shortest on: each tells apart what the one before does not.
    private static readonly Func<RunningCode, string>[] Forms =
    [
        static code => Short(code, namesReceiver: false),
        static code => Short(code, namesReceiver: true),
        static code => $"{Short(code, namesReceiver: true)}({Parameters(code.Method)})",
        static code => $"{Qualifier(code.Method)}{Short(code, namesReceiver: true)}({Parameters(code.Method)})",
    ];

    /// <summary>A name for each method.</summary>
    public static Dictionary<CodeNode, string> Choose(IEnumerable<CodeNode> nodes)
    {
        var names = new Dictionary<CodeNode, string>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        List<CodeNode> unnamed = [.. nodes];
        for (int form = 0; form < Forms.Length; form++)
        {
            bool isLast = form == Forms.Length - 1;
            var clashing = new List<CodeNode>();
            foreach (IGrouping<string, CodeNode> group in unnamed.GroupBy(node => Forms[form](node.Code)))
                if (isLast || (group.Count() == 1 && !taken.Contains(group.Key)))
                    foreach (CodeNode node in group)
                        names.Add(node, Emitting.Identifiers.Unique(group.Key, taken));
                else
                    clashing.AddRange(group);
            unnamed = clashing;
        }

        return names;
    }

    /// <summary>Type and method.</summary>
    public static string Short(IMethodSymbol method)
    {
        string type = method.ContainingType.ToDisplayString(TypeFormat);
        string name = (method.ExplicitInterfaceImplementations.FirstOrDefault() ?? method).Name;
        return method.MethodKind switch
        {
            MethodKind.Constructor => $"new {type}",
            MethodKind.PropertyGet => $"{type}.{Property(method)}",
            MethodKind.PropertySet => $"{type}.{Property(method)} = value",
            _ when name == RecordMembers.Clone => $"{type} with",
            _ => $"{type}.{name}{Arguments(method)}",
        };
    }

    // The type of the object is part of the name where it is another one than the method's; else only where that
    // is needed. A local function is called after what holds it.
    private static string Short(RunningCode code, bool namesReceiver)
        => code is { IsDispatch: false, Receiver: { } receiver } && (namesReceiver || !SymbolEqualityComparer.Default.Equals(receiver, code.Type))
            ? $"{Short(code)} of {receiver.ToDisplayString(TypeFormat)}"
            : Short(code);

    private static string Short(RunningCode code)
        => code.Holder is { } holder ? $"{Short(holder.Code)}.{code.Method.Name}{Arguments(code.Method)}" : Short(code.Method);

    private static string Arguments(IMethodSymbol method)
        => method.Arity == 0 ? "" : $"<{string.Join(", ", method.TypeArguments.Select(type => type.ToDisplayString(TypeFormat)))}>";

    private static string Property(IMethodSymbol accessor)
        => accessor.AssociatedSymbol is IPropertySymbol { IsIndexer: false } property
            ? (property.ExplicitInterfaceImplementations.FirstOrDefault() ?? property).Name
            : "this[]";

    private static string Parameters(IMethodSymbol method)
        => string.Join(", ", method.Parameters.Select(parameter => parameter.Type.ToDisplayString(TypeFormat)));

    private static string Qualifier(IMethodSymbol method) => TypeRefs.Namespace(method.ContainingType) is { Length: > 0 } space ? space + "." : "";
}
