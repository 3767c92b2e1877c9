using Microsoft.CodeAnalysis;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Symbols;

/// <summary>
/// Says of a class why generated code cannot make an instance of it, or call it. Whether it can is for
/// <see cref="Construction"/> and <see cref="Access"/> to say.
/// </summary>
internal static class Constructible
{
    /// <summary>Why there can be no instance; null when there can, or when a constructor is too broken to say.</summary>
    public static string? WhyNot(INamedTypeSymbol type, Compilation compilation)
    {
        if (type.IsStatic)
            return "the class is static";

        if (type.IsAbstract)
            return "the class is abstract";

        if (WhyNotNamed(type, compilation) is { } reason)
            return reason;

        return Construction.ConstructorOf(type, compilation) is null && !HasBrokenConstructor(type)
            ? "the class has no constructor that generated code can call"
            : null;
    }

    /// <summary>Why generated code cannot write the name of the class, which is all that a static method takes.</summary>
    public static string? WhyNotNamed(INamedTypeSymbol type, Compilation compilation)
    {
        if (type.Arity > 0)
            return "the class is generic";

        if (Access.IsGeneric(type))
            return $"the class is nested in the generic '{type.ContainingType.Display()}'";

        if (!Access.CanName(type, compilation))
            return "generated code cannot reach the class: it is private, protected or local to a file";

        return Access.CanUse(type, compilation) ? null : "the class is obsolete as an error, so that generated code cannot use it";
    }

    private static bool HasBrokenConstructor(INamedTypeSymbol type)
        => type.InstanceConstructors.Any(static constructor => constructor.Parameters.Any(static parameter => parameter.Type.IsBroken()));
}
