using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Parsing;

/// <summary>Finds the evaluation methods of a rule.</summary>
internal static class RuleMethods
{
    /// <summary>What an evaluation can be named.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Check", "CheckAsync", "Evaluate", "EvaluateAsync"];

    /// <summary>
    /// The methods of a rule, or of its base classes, that are named as evaluations, in source order; nearest
    /// class first. Static ones come last: they may be the others' own.
    /// </summary>
    public static IEnumerable<IMethodSymbol> Candidates(INamedTypeSymbol rule) => Named(rule).OrderBy(method => method.IsStatic);

    /// <summary>
    /// Whether generated code can call a method as an evaluation: a public or internal method, static or not, whose first parameter is the event,
    /// whose others are bound by type, and which returns a <c>RuleResult</c>, or a task or value task of it.
    /// </summary>
    public static bool IsUsable(IMethodSymbol method, Compilation compilation)
        => Access.CanReach(method, compilation) && !Obsolescence.IsError(method) && HasShape(method, compilation);

    /// <summary>Whether a method would be an evaluation if generated code could reach it.</summary>
    public static bool HasShape(IMethodSymbol method, Compilation compilation)
        => !method.IsGenericMethod
            && IsVerdict(method.ReturnType)
            && !method.ReturnsByRef
            && !method.ReturnsByRefReadonly
            && method.Parameters.Length > 0
            && IsEvent(method.Parameters[0], compilation)
            && method.Parameters.Skip(1).All(parameter => Parameters.IsBound(parameter, compilation));

    /// <summary>Whether a rule that inherits a method may be evaluated by it.</summary>
    public static bool IsEvaluation(IMethodSymbol method) => Names.Contains(method.Name) && IsVerdict(method.ReturnType);

    /// <summary>Whether a type is the verdict of a rule.</summary>
    public static bool IsVerdict(ITypeSymbol type)
        => Annotations.IsLibraryType(type, "RuleResult")
            || ((WellKnown.IsTask(type, 1) || WellKnown.IsValueTask(type, 1))
                && Annotations.IsLibraryType(((INamedTypeSymbol)type).TypeArguments[0], "RuleResult"));

    /// <summary>Whether a parameter can be the event that wakes a rule.</summary>
    public static bool IsEvent(IParameterSymbol parameter, Compilation compilation)
        => Parameters.IsReadOnly(parameter, compilation) && parameter is { Type: INamedTypeSymbol { IsRefLikeType: false } type }
            && !Parameters.IsBound(parameter, compilation)
            && Access.CanUse(type, compilation)
            && Access.CanBeArgument(type);

    private static IEnumerable<IMethodSymbol> Named(INamedTypeSymbol rule)
    {
        var overridden = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        for (INamedTypeSymbol? type = rule; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            foreach (ISymbol member in type.GetMembers())
            {
                if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method || !Names.Contains(method.Name))
                    continue;
                if (method.OverriddenMethod is { } hidden)
                    overridden.Add(hidden.OriginalDefinition);
                if (!overridden.Contains(method.OriginalDefinition))
                    yield return method;
            }
        }
    }
}
